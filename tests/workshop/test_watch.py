"""``frank watch``: each save is read, the same steps are replayed, and any loss is reported."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from game.screens.app import FrankApp
from game.screens.page import Page
from game.table.protocol import Phase
from game.workshop.rehearsal import Rehearsal
from game.workshop.watch import WatchScreen
from tests.screens.driver import WELL, painted, settle, text

SIZE = (120, 40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "well.yaml"
    path.write_bytes(WELL.read_bytes())
    return path


def _save(file: Path, *changes: tuple[str, str]) -> None:
    """Save as many editors do: replace the old file by a new one."""
    content = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    replacement = file.with_suffix(".new")
    replacement.write_text(content, encoding="utf-8")
    os.replace(replacement, file)


def _rehearsed(file: Path, steps: int = 8) -> Rehearsal:
    rehearsal = Rehearsal(file)
    rehearsal.reload()
    for _ in range(steps):
        rehearsal.help_on()
    return rehearsal


def test_on_a_save_the_same_steps_are_done_again(file: Path) -> None:
    rehearsal = _rehearsed(file)
    rehearsal.set_track("tension", 77)
    assert rehearsal.session is not None
    before = rehearsal.session.state
    assert not rehearsal.changed()
    _save(file, ("Storing in spring saves lives.", "Storing in spring saves many lives."))
    assert rehearsal.changed()
    rehearsal.reload()
    assert not rehearsal.changed()
    assert rehearsal.session is not None
    assert rehearsal.session.state == before.replace(game=rehearsal.session.game)
    assert (rehearsal.lost, rehearsal.stale, rehearsal.problems) == ("", False, [])
    assert rehearsal.session.state.tension == 77


def test_what_cannot_be_done_again_is_told_with_its_step(file: Path) -> None:
    rehearsal = _rehearsed(file)
    key = next(one.move for one in rehearsal.steps if one.move.startswith("claim")).split()[1]
    at = next(n for n, one in enumerate(rehearsal.steps) if key in one.move)
    said = file.read_text(encoding="utf-8")
    file.write_text(re.sub(rf"(?<![\w-]){key}(?![\w-])", f"{key}-new", said), encoding="utf-8")
    rehearsal.reload()
    assert len(rehearsal.steps) == at
    assert rehearsal.lost.startswith(f"{at} of 8 steps were replayed; then claim {key}")
    rehearsal.help_on()
    assert rehearsal.lost == ""


def test_with_an_error_the_last_good_table_stays(file: Path) -> None:
    rehearsal = _rehearsed(file)
    session = rehearsal.session
    _save(file, ("rebuts: [brisa-gauges-differ]", "rebuts: [brisa-gauges-difer]"))
    rehearsal.reload()
    assert (rehearsal.session, rehearsal.stale) == (session, True)
    assert [one.code for one in rehearsal.problems if one.severity == "error"] == ["FE203"]
    file.unlink()
    rehearsal.reload()
    assert (rehearsal.session, rehearsal.problems[0].code) == (session, "FE001")
    file.write_bytes(WELL.read_bytes())
    rehearsal.reload()
    assert (len(rehearsal.steps), rehearsal.stale) == (8, False)


def test_one_jumps_to_any_round_and_back(file: Path) -> None:
    rehearsal = _rehearsed(file, 0)
    rehearsal.jump(1)
    assert rehearsal.session is not None
    assert (rehearsal.session.state.item, rehearsal.session.state.phase) == (1, Phase.STATEMENT)
    rehearsal.jump(2)
    assert rehearsal.session.state.phase >= Phase.DRAFTING
    rehearsal.jump(0)
    assert rehearsal.session is not None
    assert (rehearsal.session.state.item, rehearsal.session.state.phase, len(rehearsal.session.log)) == (
        0,
        Phase.STATEMENT,
        2,
    )
    rehearsal.back()
    assert rehearsal.session is not None
    assert len(rehearsal.session.log) == 1
    rehearsal.restart()
    assert rehearsal.steps == []
    for item in (-1, 7):
        rehearsal.jump(item)
        assert rehearsal.steps == []


def test_every_move_names_where_it_is_written(file: Path) -> None:
    rehearsal = _rehearsed(file, 4)
    assert rehearsal.session is not None
    lines = file.read_text(encoding="utf-8").splitlines()
    for move in rehearsal.session.view(rehearsal.session.state.mover).moves():
        place = rehearsal.place_of(move)
        if place:
            name, line = place.split(":")
            key = lines[int(line) - 1].strip().split(":")[0]
            assert name == "well.yaml"
            assert key in rehearsal.session.game.key(move)


async def _watch(pilot: Pilot[None]) -> WatchScreen:
    await settle(pilot)
    assert isinstance(pilot.app.screen, WatchScreen)
    return pilot.app.screen


def _app(file: Path) -> FrankApp:
    return FrankApp(start=lambda app: app.push_screen(WatchScreen(Rehearsal(file))))


async def test_the_screen_follows_the_file(file: Path) -> None:
    app = _app(file)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _watch(pilot)
        await pilot.press("enter", "space", "space")
        assert "step 3" in text(app)
        moves = screen.query_one(OptionList)
        first = str(moves.get_option_at_index(0).prompt)
        assert re.search(r"well\.yaml:\d+", first)
        assert moves.get_option_at_index(moves.option_count - 1).disabled
        _save(file, ("We ask for summer water", "We beg for summer water"), ("turns: 4", "turn: 4"))
        screen.look()
        await settle(pilot)
        assert "the last version without errors" in text(app)
        assert re.search(r"9:1: error\[FE102\]", text(app))
        _save(file, ("turn: 4", "turns: 4"))
        screen.look()
        await settle(pilot)
        assert "0 problems; step 3" in text(app)
        await pilot.press("u", "u", "u")
        assert "step 0" in text(app)


async def test_a_track_is_set_and_a_round_reached_by_a_key(file: Path) -> None:
    app = _app(file)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _watch(pilot)
        await pilot.press("2")
        session = screen.rehearsal.session
        assert session is not None
        assert session.state.item == 1
        await pilot.press("t", *"t 88", "enter")
        assert session.state.tension == 88
        assert not screen.query_one(Input).display
        await pilot.press("t", *"nothing", "enter")
        assert screen.query_one(Input).display
        await pilot.press("escape", "d")
        assert session.state.phase >= Phase.DRAFTING or session.over


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"id: [", b"a: b\n" * 2000], ids=["empty", "bytes", "torn", "long"]
)
async def test_a_file_that_is_no_scenario_yet_is_told_and_watched(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "well.yaml"
    file.write_bytes(content)
    app = _app(file)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await _watch(pilot)
        assert "error[FE" in text(app)
        await pilot.press("space", "u", "1", "t", *"t 5", "enter", "escape", "m", "p")
        assert isinstance(app.screen, Page)
        await pilot.press("escape")
        file.write_bytes(WELL.read_bytes())
        screen.look()
        await settle(pilot)
        assert "0 problems; step 0" in text(app)


async def test_what_an_author_writes_is_text(file: Path) -> None:
    evil = '"[@click=app.quit]x[/foo]"'
    _save(
        file, ("Storing in spring saves lives.", evil), ("title: When the gates close", 'title: "[red]a[/"')
    )
    app = _app(file)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _watch(pilot)
        await pilot.press("1")
        await pilot.click("#watch-says")
        await pilot.click("#watch-faults")
        assert app.is_running
        assert isinstance(app.screen, WatchScreen)
        assert "[red]a[/" in str(screen.query_one("#status", Static).visual) + painted(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_picture(snap_compare: Callable[..., bool], file: Path, size: tuple[int, int]) -> None:
    async def on(pilot: Pilot[None]) -> None:
        await _watch(pilot)
        await pilot.press("space", "space", "space", "down")
        await pilot.pause()

    assert snap_compare(_app(file), terminal_size=size, run_before=on)
