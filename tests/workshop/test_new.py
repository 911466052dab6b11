"""``frank new``: the new scenario is valid from the start, and no file is ever overwritten."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from game.delegates import make
from game.match.match import PERSON, set_up
from game.plain.game import PlainGame
from game.scenario import library
from game.scenario.format.schema import FILE, LINE, schema, text
from game.scenario.problems import UnknownScenarioError
from game.scenario.reading.nodes import parse
from game.scenario.reading.read import load, read
from game.table.compiled import compile_scenario
from game.table.outcome import ending
from game.table.play import start, step
from game.table.view import view
from game.workshop.new import nearest_id, new
from tests.screens.driver import to_the_end


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, as an author does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begin(name: str, source: str | None = None) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = new(name, source=source, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_a_new_scenario_is_good_and_says_what_is_left_to_do(folder: Path) -> None:
    code, output, errors = begin("river-water")
    assert (code, errors) == (0, "")
    assert output.startswith("river-water.yaml: the parts for you to write are marked TODO\n")
    reading = read("river-water.yaml")
    assert reading.scenario is not None
    assert reading.scenario.id == "river-water"
    assert {one.code for one in reading.problems} == {"FE506"}, "marks, and nothing else"
    lines = Path("river-water.yaml").read_text(encoding="utf-8").splitlines()
    assert all("# TODO" in lines[one.line - 1] for one in reading.problems), "each is a task"
    written = Path("river-water.yaml").read_text(encoding="utf-8")
    assert written.startswith(f"{LINE}\n")
    assert Path(FILE).read_text(encoding="utf-8") == text()
    assert Draft7Validator(schema()).is_valid(parse(written.encode(), "x.yaml").data)
    assert written.count("frank check river-water.yaml") == 1
    assert max(map(len, written.splitlines())) <= 120


def test_computers_play_it_to_every_ending() -> None:
    begin("ferry")
    game = compile_scenario(load("ferry.yaml"))
    meetings = [
        *((("arguer", "arguer"), seed) for seed in range(12)),
        *((("hardliner", "hardliner"), seed) for seed in range(4, 8)),
        *((("hardliner", "random"), seed) for seed in range(14, 20)),
        *((("random", "random"), seed) for seed in range(28)),
    ]
    assert len(meetings) == 50
    reached = set()
    for personas, seed in meetings:
        delegates = [make(name, seed * 2 + side) for side, name in enumerate(personas)]
        state = start(game, seed)
        while not state.ended:
            assert view(state, state.mover).moves(), "no dead end"
            state = step(state, delegates[state.mover].choose(view(state, state.mover)))
        reached.add(ending(state))
    assert reached == {one.id for one in game.scenario.endings}


def test_it_plays_as_numbered_lines() -> None:
    begin("ferry")
    chance = random.Random(3)
    answers = "".join(f"{chance.randint(1, 3)}\n" for _ in range(400))
    out = io.StringIO()
    assert (
        PlainGame(set_up(load("ferry.yaml"), 5, (PERSON, "pragmatist")), io.StringIO(answers), out).run() == 0
    )
    assert "\nEnding: " in out.getvalue()


def test_a_copy_keeps_every_line_but_the_id_and_the_title() -> None:
    assert begin("mine", "two-days-in-beijing")[0] == 0
    old = library.find("two-days-in-beijing").read_text(encoding="utf-8").splitlines()
    now = Path("mine.yaml").read_text(encoding="utf-8").splitlines()
    changed = [(a, b) for a, b in zip(old, now, strict=True) if a != b]
    assert changed == [
        ("id: two-days-in-beijing", "id: mine"),
        ("title: Two days in Beijing", 'title: "Two days in Beijing (copy)"'),
    ]
    assert read("mine.yaml").problems == []


@pytest.mark.parametrize(
    "title",
    [
        "'It''s: a #river'",
        '"A \\"river\\""',
        ">-\n  A river\n  in two lines",
        "|\n  A river\n",
        "A river   # a note",
    ],
)
def test_a_copy_of_a_file_written_otherwise_is_a_good_one(folder: Path, title: str) -> None:
    begin("first")
    written = (
        Path("first.yaml").read_text(encoding="utf-8").replace("title: The ferry #", f"title: {title}\n#", 1)
    )
    written = written.removeprefix(f"{LINE}\n").replace("id: first", "\"id\": 'first'", 1)
    Path("first.yaml").write_bytes(b"\xef\xbb\xbf" + written.replace("\n", "\r\n").encode())
    assert begin("second", "first.yaml")[0] == 0
    before, after = load("first.yaml"), load("second.yaml")
    assert after.title == f"{before.title} (copy)"
    assert after.model_copy(update={"id": "first", "title": before.title}) == before
    assert Path("second.yaml").read_text(encoding="utf-8").startswith(f"{LINE}\n")


def test_nothing_is_written_over(folder: Path) -> None:
    begin("mine")
    Path("mine.yaml").write_text("my work", encoding="utf-8")
    Path(FILE).write_text("{}", encoding="utf-8")
    assert begin("mine") == (1, "", "frank new: mine.yaml already exists here and was not changed\n")
    code, output, _ = begin("other")
    assert code == 0
    assert "from another version" in output
    assert Path("mine.yaml").read_text(encoding="utf-8") == "my work"
    assert Path(FILE).read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Water of the Sel", "water-of-the-sel"),
        ("river_water.yaml", "river-water"),
        ("2-rivers", "rivers"),
        ("Ääß Øre!", "aass-re"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 60, "a" * 48),
        ("大坝", ""),
        ("", ""),
        ("\x1b[2J", "j"),
    ],
)
def test_a_bad_id_is_refused_with_the_nearest_good_one(folder: Path, typed: str, near: str) -> None:
    assert nearest_id(typed) == near
    code, output, errors = begin(typed)
    assert (code, output) == (2, "")
    assert errors.count("\n") == 1
    assert "\x1b" not in errors
    assert (f"try `{near}`" in errors) == bool(near)
    assert not list(folder.iterdir())


def test_what_cannot_be_copied_is_refused(folder: Path) -> None:
    assert begin("two-days-in-beijing")[0] == 2, "its id would hide it from every command"
    Path("bad.yaml").write_text("format: 1\nid: bad\n", encoding="utf-8")
    code, _, errors = begin("good", "bad.yaml")
    assert code == 1
    assert "bad.yaml has errors" in errors
    assert "FE101" in errors
    with pytest.raises(UnknownScenarioError):
        begin("good", "nowhere")
    assert [one.name for one in folder.iterdir()] == ["bad.yaml"]


async def test_it_plays_in_the_app() -> None:
    begin("ferry")
    assert "Something was given for something." in await to_the_end(load("ferry.yaml"), 7)
