"""The guide for authors is true: its examples are parts of a scenario, its output is what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.cli._parser import COMMANDS
from tests.cli.running import frank
from tests.workshop.test_second_topic import DAM

GUIDE = (Path(__file__).parents[2] / "scenarios" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
SHOWN = {block.partition("\n")[0]: block.partition("\n")[2] for _, block in BLOCKS if block.startswith("$ ")}


def test_every_example_is_a_part_of_the_scenario() -> None:
    written = DAM.read_text(encoding="utf-8")
    examples = [block for kind, block in BLOCKS if kind == "yaml"]
    assert len(examples) >= 6
    for example in examples:
        # An example may leave out lines; the others are in this order.
        place = 0
        for line in example.splitlines(keepends=True):
            place = written.index(line, place) + len(line)


def test_what_it_shows_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert frank("new", "dam-on-the-ettra") == (0, SHOWN["$ frank new dam-on-the-ettra"], "")
    mistaken = DAM.read_text(encoding="utf-8").replace(
        "rebuts: [light-elsewhere]", "rebuts: [light-elsewere]"
    )
    Path("dam-on-the-ettra.yaml").write_text(mistaken, encoding="utf-8")
    assert frank("check", "dam-on-the-ettra.yaml") == (1, SHOWN["$ frank check dam-on-the-ettra.yaml"], "")


def test_it_names_commands_that_exist() -> None:
    named = set(re.findall(r"\bfrank ([a-z]+)", GUIDE))
    assert named <= set(COMMANDS)
    assert {
        "new",
        "check",
        "playtest",
        "play",
        "share",
        "test",
        "stats",
        "graph",
        "watch",
        "explain",
    } <= named
