"""Take back, go back, try another: what was kept stays, and two people both agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.match.match import PERSON, Match
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.page import Page
from game.screens.table import TableScreen
from game.screens.timeline import TimelineScreen
from game.store import Store, open_store
from tests.screens.driver import go_on, painted, saved_match, settle, sit_down, text

SIZE = (120, 40)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")


def _keys(match: Match) -> list[str]:
    return [match.session.game.key(entry.move) for entry in match.session.log]


def _table(app: FrankApp) -> TableScreen:
    assert isinstance(app.screen, TableScreen)
    return app.screen


async def test_a_move_is_taken_back_and_the_game_as_it_was_stays_kept(store: Store) -> None:
    match = saved_match(store)
    for number in (0, 3, 1):
        go_on(match, number)
    before = _keys(match)
    app = FrankApp(match, store=store)
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press("u")
        screen = await sit_down(pilot)
        assert screen.match is not match
        own = match.last_own
        assert own is not None
        assert _keys(screen.match) == before[:own]
        assert [one.plies for one in store.games()] == [len(before)]  # a branch begins with its first move
        screen.match.play(screen.match.session.view(0).moves()[2])
        await pilot.press("q", "enter")
        await settle(pilot)
        first, branch = store.games()
        assert (branch.parent, branch.branch_ply, branch.name) == (
            first.id,
            own,
            f"Taken back at move {own + 1}",
        )
        assert [one.key for one in store.load(first.id).moves] == before
        assert [one.key for one in store.load(branch.id).moves][:own] == before[:own]


async def test_nothing_is_taken_back_before_anything_was_said() -> None:
    match = saved_match(None, "pragmatist", PERSON)
    app = FrankApp(match)
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        assert not any(entry.side == 1 for entry in screen.match.session.log)
        await pilot.press("u")
        await settle(pilot)
        assert _table(app).match is match


async def test_the_same_move_gets_the_same_answer_again(store: Store) -> None:
    match = saved_match(store)
    for number in (0, 3, 1):
        go_on(match, number)
    own = match.last_own
    assert own is not None
    again = match.back_to(own)
    again.play(match.session.log[own].move)
    again.play_computer_turns()
    assert _keys(again) == _keys(match)


async def test_the_timeline_goes_back_to_any_move_and_compares_with_the_branch(store: Store) -> None:
    match = saved_match(store)
    while not match.session.over:
        go_on(match)
    app = FrankApp(match, store=store)
    async with app.run_test(size=SIZE) as pilot:
        app.debrief(match)
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, TimelineScreen)
        assert "round 1" in painted(app)
        await pilot.press("v")
        assert "no branches yet" in text(app)
        mine = [ply for ply, entry in enumerate(match.session.log) if entry.side == 0][1]
        await pilot.press("home", *["down"] * mine)
        assert match.session.game.sides[0].short in painted(app)
        await pilot.press("enter")
        screen = await sit_down(pilot)
        assert _keys(screen.match) == _keys(match)[:mine]
        while not screen.match.session.over:
            go_on(screen.match, 1)
        assert screen.match.session.log[mine].move != match.session.log[mine].move
        app.debrief(screen.match)
        await settle(pilot)
        await pilot.press("t", "v")
        assert match.autosave.id in painted(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Page)
        assert f"first {mine} moves in common" in text(app)
        assert "What it was worth" in text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, EndingScreen)


@pytest.mark.parametrize(("answers", "back"), [(["enter", "enter"], True), (["enter", "escape"], False)])
async def test_two_people_at_one_keyboard_both_agree(answers: list[str], back: bool) -> None:
    match = saved_match(None, PERSON, PERSON)
    app = FrankApp(match)
    async with app.run_test(size=SIZE) as pilot:
        for number in (0, 1, 2):
            go_on(match, number)
        await sit_down(pilot)
        await pilot.press("u")
        await settle(pilot)
        for one, key in zip(("The delegation of Arlen", "The delegation of Brisa"), answers, strict=True):
            assert f"{one}: do you agree?" in text(app)
            await pilot.press(key)
            await settle(pilot)
        screen = await sit_down(pilot)
        assert (len(screen.match.session.log) == 2) is back


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_timeline_fits(size: tuple[int, int]) -> None:
    match = saved_match(None)
    for _ in range(12):
        go_on(match, 1)
    app = FrankApp(match)
    async with app.run_test(size=size) as pilot:
        await sit_down(pilot)
        await pilot.press("t")
        await settle(pilot)
        lines = painted(app).splitlines()
        assert sum(line.lstrip(" │").split(" ")[0].isdigit() for line in lines) >= size[1] // 3
