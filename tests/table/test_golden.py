"""Golden games: whole games in files; a change of any rule shows as a difference one can read."""

from __future__ import annotations

import difflib
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from game.table.acts import Act
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.protocol import TRIGGERS, End, Type
from game.table.state import State
from tests.table.playthrough import Policy, playthrough
from tests.table.scenes import east_opens, pick
from tests.worlds import mirror

PLACE = Path(__file__).parent / "golden"
UPDATE = "FRANK_UPDATE_GOLDEN=1 python -m pytest tests/table/test_golden.py"
MOST_LINES = 2500
SHORT, LONG = 36, 58
"""Seeds of two games by chance that show, with the others, every act; see the last test."""


class Game(NamedTuple):
    """One golden game, and what makes it worth keeping."""

    world: Callable[[], CompiledScenario]
    seed: int
    choose: Policy
    shows: Callable[[State], bool]


def _by_chance(seed: int) -> Policy:
    rng = random.Random(seed)
    return lambda state, moves: pick(rng, moves)


def _by_preference(*wanted: str) -> Policy:
    """The first legal move whose text contains the earliest wish; with `" … "`, both parts of it."""

    def choose(state: State, moves: list[Move]) -> Move:
        keys = [(state.game.key(move), move) for move in moves]
        for wish in wanted:
            start, _, end = wish.partition(" … ")
            for key, move in keys:
                if key.startswith(start) and key.endswith(end):
                    return move
        return moves[0]

    return choose


def _by_script(*keys: str) -> Policy:
    """A fixed list of moves by their text."""
    return lambda state, moves: state.game.move(keys[state.ply])


def _turning_away(state: State, moves: list[Move]) -> Move:
    """Charges and sharp words; as soon as one may, one leaves."""
    leave = state.game.catalogue.walk_out
    return leave if leave in moves else _SHARP(state, moves)


_SHARP = _by_preference(
    "accuse", "rebut … forceful", "claim … forceful", "demand … forceful", "open … forceful", "decline"
)
_BARGAIN = _by_preference(
    "accept",
    "disclose",
    "sentence",
    "open … cordial",
    "close … cordial",
    "probe",
    "support",
    "offer … bridge-00",
    "offer … west-wish-2",
    "offer … joint-0",
    "claim … cordial",
    "text",
    "acknowledge",
)

GAMES = {
    "by-chance-short": Game(lambda: mirror(1), SHORT, _by_chance(SHORT), lambda s: s.ended == End.COMPLETED),
    "by-chance-long": Game(lambda: mirror(3), LONG, _by_chance(LONG), lambda s: s.ended == End.COMPLETED),
    "a-red-line": Game(
        lambda: mirror(2),
        118,
        _by_chance(118),
        lambda s: s.ended == End.RECALLED and s.sides[s.blame].crossed > 0,
    ),
    "shifts-resisted": Game(
        lambda: mirror(2, "resistant"), 5, _BARGAIN, lambda s: bool(s.agreed) and not s.in_negotiation
    ),
    "a-bargain": Game(
        lambda: mirror(2), 5, _BARGAIN, lambda s: s.agreed.bit_count() >= 3 and s.in_negotiation > 0
    ),
    "a-quarrel-suspended": Game(
        lambda: mirror(3), 2, _SHARP, lambda s: s.ended == End.SUSPENDED and s.kind == Type.QUARREL
    ),
    "a-walk-out": Game(lambda: mirror(2), 4, _turning_away, lambda s: s.ended == End.WALKED_OUT),
    "a-sentence-priced": Game(
        lambda: east_opens(turns=4),
        1,
        _by_script(
            "open east heard frank",
            "open west heard cordial",
            "claim east-t0-0 frank",
            "claim west-t0-0 frank",
            "ask west-t0-0",
            "claim west-t1-0 frank",
            "ask west-t1-0",
            "ask east-t0-0",
            "support east-t0-0 by card-0-0-east frank",
            "hold",
            # The drafting: west, which did not open, holds the pen first.
            "hold",
            "price west-t0-0",
            "sentence",
            "hold",
            "price west-t1-0",
            "refuse",
            # East has no proposal left, so west alone ends the drafting.
            "hold",
            "close frank",
            "close frank",
        ),
        lambda s: bool(s.sentenced) and bool(s.priced & ~s.sentenced),
    ),
}


@pytest.mark.parametrize("name", GAMES)
def test_a_golden_game_is_played_as_it_was_written(name: str) -> None:
    game, path = GAMES[name], PLACE / f"{name}.txt"
    lines, end = playthrough(game.world(), game.seed, game.choose)
    assert game.shows(end), f"the game does not show any more what it was kept for; see GAMES[{name!r}]"
    assert len(lines) < MOST_LINES
    if os.environ.get("FRANK_UPDATE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    written = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if lines != written:
        difference = list(
            difflib.unified_diff(written, lines, "as written", "as played now", n=2, lineterm="")
        )
        shown = "\n".join(line[:200] for line in difference[:30])
        pytest.fail(f"{path.name} differs:\n{shown}\n\nIf that is meant: {UPDATE}", pytrace=False)


def test_every_file_is_a_game() -> None:
    assert {path.name for path in PLACE.iterdir()} == {f"{name}.txt" for name in GAMES}


def test_together_the_games_show_every_act_and_every_way_on() -> None:
    texts = {name: (PLACE / f"{name}.txt").read_text(encoding="utf-8") for name in GAMES}
    made = {
        GAMES[name].world().move(key).act
        for name, text in texts.items()
        for key in re.findall(r"^move +(.+)$", text, re.MULTILINE)
    }
    text = "\n".join(texts.values())
    assert {act.name for act in Act} == {Act(act).name for act in made}
    fired = ", ".join(re.findall(r"^  fires (.+)$", text, re.MULTILINE)).split(", ")
    assert set(fired) == set(TRIGGERS) - {"convene"}  # it was fired before the first move
