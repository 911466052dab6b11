"""Random games, and positions played up to by the text of their moves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from game.scenario.format.model import Scenario
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.effects import Change
from game.table.moves import legal
from game.table.play import play, start
from game.table.protocol import Phase
from game.table.state import State
from tests.worlds import mirror, mirror_data, random_world

EAST, WEST = 0, 1


class Ply(NamedTuple):
    """One move of a game."""

    before: State
    move: Move
    after: State
    changes: list[Change]


@cache
def world(number: int) -> CompiledScenario:
    """A scenario for a property test: mirrors first, random ones from 4 on."""
    mirrors = (mirror(3), mirror(1), mirror(2, "resistant"), mirror(2, turns=3))
    return mirrors[number] if number < len(mirrors) else random_world(number)


def pick(rng: random.Random, moves: list[Move]) -> Move:
    """A move by its act first, so that no act drowns in another's many moves; few walk-outs."""
    acts = sorted({move.act for move in moves})
    if Act.WALK_OUT in acts and len(acts) > 1 and rng.random() < 0.95:
        acts.remove(int(Act.WALK_OUT))
    act = rng.choice(acts)
    return rng.choice([move for move in moves if move.act == act])


def walk(game: CompiledScenario, seed: int) -> Iterator[Ply]:
    """A random game, ply by ply."""
    rng = random.Random(seed)
    state = start(game, seed)
    while not state.over:
        changes: list[Change] = []
        move = pick(rng, legal(state))
        after = play(state, move, changes)
        yield Ply(state, move, after, changes)
        state = after


@cache
def states(number: int) -> tuple[State, ...]:
    """Every position of six random games in one scenario."""
    return tuple(ply.after for seed in range(6) for ply in walk(world(number), 100 * number + seed))


def build(data: dict[str, Any]) -> CompiledScenario:
    """Compile plain data."""
    return compile_scenario(Scenario.model_validate(data))


def east_opens(
    items: int = 1, *, shifts: str = "permissive", turns: int = 5, **more: Any
) -> CompiledScenario:
    """The mirror, opened by east."""
    return build(mirror_data(items, shifts=shifts, turns=turns) | {"opens": "east"} | more)


def after(state: State, *keys: str) -> State:
    """The state after some moves, each checked for legality."""
    for key in keys:
        state = play(state, state.game.move(key))
    return state


def seated(game: CompiledScenario, seed: int = 1, **values: Any) -> State:
    """Both opening statements were made; some values may be set by hand."""
    sides = game.delegations
    state = start(game, seed)
    order = (state.mover, 1 - state.mover)
    return after(state, *(f"open {sides[n]} heard frank" for n in order)).replace(**values)


def said(state: State) -> set[str]:
    """What may be said now."""
    return {state.game.key(move) for move in legal(state)}


def changes_of(state: State, key: str) -> list[Change]:
    """What a move changes."""
    log: list[Change] = []
    play(state, state.game.move(key), log)
    return log


def causes(state: State, key: str) -> dict[str, Change]:
    """What a move changes, by cause."""
    return {change.cause: change for change in changes_of(state, key)}


def claims(state: State, *keys: str) -> int:
    """Claims as a mask."""
    return state.game.mask(state.game.claim_number[key] for key in keys)


def proposals(state: State, *keys: str) -> int:
    """Proposals as a mask."""
    return state.game.mask(state.game.proposal_number[key] for key in keys)


def interests(state: State, *keys: str) -> int:
    """Interests as a mask."""
    return state.game.mask(state.game.interest_number[key] for key in keys)


def in_drafting(game: CompiledScenario, **values: Any) -> State:
    """East holds the pen, nothing was said in the talks; some values may be set by hand."""
    return seated(game).replace(phase=Phase.DRAFTING, mover=EAST, **values)
