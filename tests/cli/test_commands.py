"""Every command: one file, a summary that starts with a verb, an example that is understood, wrong use in one line."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest

from game import cli
from game.cli._parser import COMMANDS, GROUPS, command, overview, parser
from tests.cli.running import frank

STORE = ("check", "export", "import", "rename", "delete", "purge", "vacuum")
PAGES = [*COMMANDS, *(f"store {act}" for act in STORE)]


def test_every_file_is_a_command_and_every_command_has_a_file() -> None:
    files = {path.stem for path in Path(cli.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    assert files == set(COMMANDS)
    assert len(COMMANDS) == len(files), "each is in one group"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does(name: str) -> None:
    module = command(name)
    assert re.fullmatch(r"[A-Z][a-z]+ .*[^.]", module.SUMMARY)
    assert len(module.SUMMARY) <= 78 - 14
    module.add_arguments(ArgumentParser())
    assert callable(module.run)
    words = shlex.split(module.EXAMPLE)
    assert words[:2] == ["frank", name]
    assert parser([name]).parse_args(words[1:]).command == name
    assert parser().parse_args(words[1:]).command == name


def test_the_overview_has_every_group_and_command() -> None:
    printed = frank("--help")
    assert printed == (0, f"{overview()}\n", "")
    assert frank("-h") == printed
    for group, names in GROUPS.items():
        part = printed.out.split(f"\n{group}:\n")[1].split("\n\n")[0]
        listed = [tuple(line.split(maxsplit=1)) for line in part.splitlines()]
        assert listed == [(name, command(name).SUMMARY) for name in names]
    assert max(map(len, printed.out.splitlines())) <= 110


@pytest.mark.parametrize("page", PAGES)
def test_help_has_an_example_that_is_understood(page: str) -> None:
    printed = frank(*page.split(), "--help")
    assert (printed.code, printed.err) == (0, "")
    example = re.search(rf"Example: frank ({page}\b.*)", " ".join(printed.out.split()))
    assert example
    assert parser().parse_args(shlex.split(example[1])).command == page.split()[0]


@pytest.mark.parametrize(("typed", "meant"), [("scenario", "scenarios"), ("plai", "play"), ("hlep", "help")])
def test_an_unknown_command_names_the_nearest(typed: str, meant: str) -> None:
    printed = frank(typed)
    assert printed == (
        2,
        "",
        f"frank: there is no command `{typed}`; did you mean `{meant}`? (see frank --help)\n",
    )


def test_what_cannot_be_a_command_commands_no_terminal() -> None:
    printed = frank("\x1b[2J" + "x" * 500)
    assert (printed.code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in printed.err
    dance = frank("--dance")
    assert dance.code == 2
    assert "option `--dance`" in dance.err
