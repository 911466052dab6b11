"""A replay shows a game as it was: forward, back, from turn to turn, and from a chair only what that chair saw."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from game.match.match import PERSON, Match, set_up
from game.narration import transcript
from game.narration.debrief import turns
from game.narration.labels import TYPE_NAMES
from game.screens.app import FrankApp
from game.screens.argument import MapScreen
from game.screens.page import Page
from game.screens.replay import ReplayScreen
from game.screens.table import TableScreen
from game.screens.widgets.meeting_bar import MeetingBar
from game.screens.widgets.transcript import styled
from game.store import open_store
from game.table.state import bits
from tests.screens.driver import WELL, chinese, painted, settle, shown, text, well

SIZES = [(80, 24), (120, 40), (40, 15)]


def _played(*personas: str, seed: int = 3, store: bool | Path = False) -> Match:
    first, second = personas or ("hardliner", "random")
    kept = open_store(f"sqlite:///{store}") if isinstance(store, Path) else None
    match = set_up(well(), seed, (first, second), kept, path=str(WELL))
    match.computer_turns()
    return match


class _Replay(FrankApp):
    """The app, opened on a replay."""

    def __init__(self, match: Match, at: int = 0) -> None:
        super().__init__(start=lambda app: app.push_screen(ReplayScreen(match, at)))

    @property
    def replay(self) -> ReplayScreen:
        assert isinstance(self.screen, ReplayScreen)
        return self.screen


def _in_sight(app: FrankApp) -> str:
    """All text of what has room on the screen, and of what is said."""
    blocks = [str(block.visual) for block in app.screen.query(Static) if block.region.area]
    return "\n".join([*blocks, *shown(app)])


def _line(app: FrankApp) -> str:
    return str(app.screen.query_one("#replay-line", Static).visual)


async def test_step_by_step_it_is_the_transcript_and_back_it_is_the_beginning() -> None:
    match = _played()
    game = match.session.game
    app = _Replay(match)
    async with app.run_test(size=(120, 40)) as pilot:
        for ply in range(len(match.session.log) + 1):
            wanted = [styled(game, one).plain for one in transcript.paragraphs(match.session.until(ply))]
            assert (app.replay.at, shown(app)) == (ply, wanted)
            await pilot.press("n")
        assert "the end" in _line(app)
        for _ in range(3):
            await pilot.press("left")
        wanted = [
            styled(game, one).plain
            for one in transcript.paragraphs(match.session.until(len(match.session.log) - 3))
        ]
        assert shown(app) == wanted
        await pilot.press("home")
        assert (app.replay.at, len(shown(app))) == (0, 2)
        await pilot.press("end")
        assert app.replay.at == len(match.session.log)


async def test_it_goes_from_turn_to_turn_and_says_what_the_talk_became() -> None:
    match = next(one for one in (_played(seed=seed) for seed in range(60)) if len(turns(one.session)) >= 2)
    found = turns(match.session)
    app = _Replay(match)
    async with app.run_test(size=(80, 24)) as pilot:
        for turn in found:
            await pilot.press("right_square_bracket")
            assert app.replay.at == turn.ply
            assert f"◆ the talk became a{'n' if turn.type[0] == 'e' else ''} {turn.type}" in _line(app)
        await pilot.press("t")
        assert (app.replay.at, "does not turn again" in _line(app)) == (found[-1].ply, True)
        await pilot.press("left_square_bracket")
        assert app.replay.at == found[-2].ply


async def test_it_plays_by_itself_to_the_end_and_stands_still_when_told() -> None:
    match = _played()
    app = _Replay(match)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        assert "playing" in _line(app)
        for _ in match.session.log:
            assert app.replay.playing
            app.replay.beat()  # what its clock does when a move has stood long enough
        assert not app.replay.playing
        assert app.replay.at == len(match.session.log)
        assert "the end" in _line(app)
        await pilot.press("space")
        assert (app.replay.at, app.replay.playing) == (0, True)
        await pilot.press("plus", "plus")
        assert "playing at 4x" in _line(app)
        await pilot.press("n")
        assert not app.replay.playing
        assert (app.replay.at, "paused" in _line(app)) == (1, True)


async def test_seen_from_a_chair_nothing_of_the_other_is_shown() -> None:
    match = _played("bridge-builder", "pragmatist", seed=5)
    game = match.session.game
    app = _Replay(match)
    async with app.run_test(size=(120, 40)) as pilot:
        for side in (0, 1):
            await pilot.press("home", "v")
            own, other = (game.scenario.delegations[game.delegations[n]] for n in (side, 1 - side))
            shared = {one.text for one in own.objectives.values()}  # both want some things in the same words
            for ply in range(len(match.session.log) + 1):
                state = match.session.states[ply]
                secrets = [other.instructions]
                secrets += [
                    one.text
                    for one in other.objectives.values()
                    if one.confidential and one.text not in shared
                ]
                told = {game.interests[n] for n in bits(state.disclosed)}
                secrets += [one.text for key, one in other.interests.items() if key not in told]
                seen = _in_sight(app)
                for key in ("b", "m") if ply % 8 == 3 else ():
                    await pilot.press(key)
                    assert isinstance(app.screen, Page | MapScreen)
                    seen += text(app)
                    await pilot.press("escape")
                for secret in secrets:
                    assert " ".join(secret.split())[:40] not in " ".join(seen.split())
                await pilot.press("n")
        await pilot.press("v", "b")
        for delegation in game.scenario.delegations.values():
            assert delegation.instructions[:40] in text(app)


async def test_one_plays_on_from_any_move_and_the_game_stays(tmp_path: Path) -> None:
    match = _played(PERSON, "random", store=tmp_path / "games.sqlite")
    while not match.session.over:
        match.play(match.session.view(0).moves()[0])
        match.computer_turns()
    app = _Replay(match)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "f")
        assert "the meeting is over here" in _line(app)
        own = [ply for ply, entry in enumerate(match.session.log) if entry.side == 0][2]
        await pilot.press("home", *["n"] * own, "f")
        await settle(pilot)
        assert isinstance(app.screen, TableScreen)
        assert len(app.screen.match.session.log) == own
        assert app.screen.match.keeper.origin == match.keeper.id


async def test_a_click_on_the_line_of_time_goes_there_and_escape_leaves() -> None:
    match = _played()
    app = _Replay(match)
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.screen.query_one(MeetingBar)
        await pilot.click(bar, offset=(bar.size.width - 1, 0))
        assert app.replay.at == len(match.session.log)
        await pilot.click(bar, offset=(0, 0))
        assert app.replay.at == 0
        await pilot.resize_terminal(40, 15)
        await pilot.press("n", "n")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert TYPE_NAMES[match.session.states[2].kind].upper() in painted(app).upper()
        await pilot.press("escape")
        assert not app.is_running or app._exit


async def test_chinese_lines_are_shown_whole() -> None:
    match = set_up(chinese(), 2, ("random", "random"))
    match.computer_turns()
    app = _Replay(match, at=8)
    async with app.run_test(size=(40, 15)) as pilot:
        await settle(pilot)
        assert "人权" in painted(app)


@pytest.mark.parametrize("size", SIZES)
def test_a_picture(snap_compare: object, size: tuple[int, int]) -> None:
    match = _played("hardliner", "pragmatist", seed=7)
    app = _Replay(match, at=9)
    assert snap_compare(app, terminal_size=size)  # type: ignore[operator]
