"""How the screens look. After a change: ``pytest tests/screens --snapshot-update``, then look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from game.match.match import PERSON
from game.screens.app import FrankApp
from game.store.preferences import THEMES as NAMES
from game.table.protocol import Phase
from tests.screens.driver import as_persona, chinese, match, play, say, sit_down

Snap = Callable[..., bool]


async def _some_moves(pilot: Pilot[None], plies: int = 7) -> None:
    """The first legal moves of a fixed choice, whoever is to move."""
    screen = await sit_down(pilot)
    session = screen.match.session
    while session.state.ply < plies:
        moves = session.view(session.state.mover).moves()
        await say(pilot, moves[session.state.ply * 3 % len(moves)])
        screen = await sit_down(pilot)


SIZES = {"80x24": (80, 24), "120x40": (120, 40), "40x24": (40, 24), "40x15": (40, 15)}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_table(snap_compare: Snap, size: tuple[int, int]) -> None:
    assert snap_compare(FrankApp(match(seed=3)), terminal_size=size, run_before=_some_moves)


def test_the_brief(snap_compare: Snap) -> None:
    assert snap_compare(FrankApp(match(seed=3, personas=(PERSON, "pragmatist"))), terminal_size=(80, 24))


def test_the_tones_of_a_claim(snap_compare: Snap) -> None:
    async def choose(pilot: Pilot[Any]) -> None:
        await _some_moves(pilot, 2)
        await pilot.press("right", "enter")

    assert snap_compare(FrankApp(match(seed=3)), terminal_size=(80, 24), run_before=choose)


def test_the_ending(snap_compare: Snap) -> None:
    async def to_the_end(pilot: Pilot[Any]) -> None:
        await play(pilot, as_persona("random"))
        await pilot.press("enter")
        await pilot.pause()

    assert snap_compare(FrankApp(match(seed=3)), terminal_size=(80, 24), run_before=to_the_end)


@pytest.mark.parametrize("theme", NAMES[1:])
def test_the_table_in_each_theme(snap_compare: Snap, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", theme)
    assert snap_compare(FrankApp(match(seed=3)), terminal_size=(80, 24), run_before=_some_moves)


def test_the_table_in_chinese(snap_compare: Snap) -> None:
    app = FrankApp(match(seed=3, scenario=chinese()))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_some_moves)


def test_the_drafting(snap_compare: Snap) -> None:
    async def to_the_drafting(pilot: Pilot[Any]) -> None:
        screen = await sit_down(pilot)
        choose = as_persona("bridge-builder")
        while screen.match.session.state.phase != Phase.DRAFTING:
            move = choose(screen.match.session)
            assert not isinstance(move, str)
            await say(pilot, move)
            screen = await sit_down(pilot)

    assert snap_compare(FrankApp(match()), terminal_size=(120, 40), run_before=to_the_drafting)


def test_the_map(snap_compare: Snap) -> None:
    async def open_it(pilot: Pilot[Any]) -> None:
        await _some_moves(pilot, 8)
        await pilot.press("m", "down", "down")

    assert snap_compare(FrankApp(match(seed=3)), terminal_size=(80, 24), run_before=open_it)
