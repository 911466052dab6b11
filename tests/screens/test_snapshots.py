"""How the screens look. After a change: ``pytest tests/screens --snapshot-update``, then look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from game.match.match import PERSON, Match
from game.match.session import Session
from game.scenario.format.model import Scenario
from game.screens.app import FrankApp
from game.store.preferences import THEMES as NAMES
from game.table.catalogue import Move
from game.table.protocol import Phase
from tests.screens.driver import as_persona, chinese, match, nearly_over, played, say, sit_down

Snap = Callable[..., bool]


def _choose(session: Session) -> Move:
    """A fixed choice among the legal moves."""
    moves = session.view(session.state.mover).moves()
    return moves[session.state.ply * 3 % len(moves)]


def _ahead(plies: int = 7, scenario: Scenario | None = None) -> Match:
    """A match with all these moves but the last, which :func:`_last_move` makes by keys."""
    return played(match(3, scenario=scenario), _choose, lambda session: session.state.ply == plies - 1)


async def _last_move(pilot: Pilot[Any]) -> None:
    screen = await sit_down(pilot)
    await say(pilot, _choose(screen.match.session))
    await sit_down(pilot)


SIZES = {"80x24": (80, 24), "120x40": (120, 40), "40x24": (40, 24), "40x15": (40, 15)}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_table(snap_compare: Snap, size: tuple[int, int]) -> None:
    assert snap_compare(FrankApp(_ahead()), terminal_size=size, run_before=_last_move)


def test_the_brief(snap_compare: Snap) -> None:
    assert snap_compare(FrankApp(match(seed=3, personas=(PERSON, "pragmatist"))), terminal_size=(80, 24))


def test_the_tones_of_a_claim(snap_compare: Snap) -> None:
    async def choose(pilot: Pilot[Any]) -> None:
        await _last_move(pilot)
        await pilot.press("right", "enter")

    assert snap_compare(FrankApp(_ahead(2)), terminal_size=(80, 24), run_before=choose)


def test_the_ending(snap_compare: Snap) -> None:
    async def to_the_end(pilot: Pilot[Any]) -> None:
        await say(pilot, last)
        await sit_down(pilot)
        await pilot.press("enter")
        await pilot.pause()

    talks, last = nearly_over(match(seed=3), as_persona("random"))
    assert snap_compare(FrankApp(talks), terminal_size=(80, 24), run_before=to_the_end)


@pytest.mark.parametrize("theme", NAMES[1:])
def test_the_table_in_each_theme(snap_compare: Snap, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    assert snap_compare(FrankApp(_ahead()), terminal_size=(80, 24), run_before=_last_move)


def test_the_table_in_chinese(snap_compare: Snap) -> None:
    app = FrankApp(_ahead(scenario=chinese()))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_last_move)


def test_the_drafting(snap_compare: Snap) -> None:
    def is_drafting(session: Session) -> bool:
        return session.state.phase == Phase.DRAFTING

    async def to_the_drafting(pilot: Pilot[Any]) -> None:
        screen = await sit_down(pilot)
        await say(pilot, rehearsal.log[-1].move)
        assert is_drafting(screen.match.session)
        await sit_down(pilot)

    rehearsal = played(match(), as_persona("bridge-builder"), is_drafting).session
    plies = len(rehearsal.log) - 1
    talks = played(
        match(),
        lambda session: rehearsal.log[session.state.ply].move,
        lambda session: session.state.ply == plies,
    )
    assert snap_compare(FrankApp(talks), terminal_size=(120, 40), run_before=to_the_drafting)


def test_the_map(snap_compare: Snap) -> None:
    async def open_it(pilot: Pilot[Any]) -> None:
        await _last_move(pilot)
        await pilot.press("m", "down", "down")

    assert snap_compare(FrankApp(_ahead(8)), terminal_size=(80, 24), run_before=open_it)
