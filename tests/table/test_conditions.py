"""When a condition holds: the rules agree with a second, naive reading of the same data."""

from __future__ import annotations

import operator
from collections.abc import Callable
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.scenario.format.conditions import ATOMS, ClaimStatus, SharedTrack, SideTrack, parse_condition
from game.scenario.format.model import Condition
from game.table.compiled import CompiledScenario
from game.table.conditions import compile_condition
from game.table.masks import bits
from game.table.play import start
from game.table.protocol import Type
from game.table.state import State
from game.table.tracks import tracks
from tests.conditions import Data, random_condition, random_value
from tests.table.scenes import states, world
from tests.worlds import mirror

_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
}

WORLDS = 12
"""So many scenarios, in the last of which two theses rebut each other and are disputed."""


def holds(game: CompiledScenario, written: Data, state: State) -> bool:
    """Whether the rules say that a condition, as written, holds."""
    return compile_condition(parse_condition(Condition.model_validate(written)), game)(state)


def naive(game: CompiledScenario, written: Data, state: State) -> bool:
    """The same, read from the data key by key and by names, in sets."""
    return all(_key(game, key, value, state) for key, value in written.items())


def _key(game: CompiledScenario, key: str, value: Any, state: State) -> bool:
    match key:
        case "all":
            return all(naive(game, part, state) for part in value)
        case "any":
            return any(naive(game, part, state) for part in value)
        case "none":
            return not any(naive(game, part, state) for part in value)
        case "agreed":
            return str(value) in {game.proposals[number] for number in bits(state.agreed)}
        case "disclosed":
            return str(value) in {game.interests[number] for number in bits(state.disclosed)}
        case "type":
            return str(value) == Type(state.kind).name.lower()
        case "share":
            return all(_within(limit, _shares(state)[kind]) for kind, limit in value.items())
        case "ended":
            ways = ((), ("completed",), ("suspended",), ("suspended", "walked-out"), ("recalled",))
            return value in ways[state.ended]
        case "recalled":
            return state.ended == 4 and game.delegations[state.blame] == str(value)
    if key in get_args(ClaimStatus):
        return value in _claims(game, key, state)
    if key in get_args(SharedTrack):
        return _within(value, _shared(game, key, state))
    return all(_within(limit, _of_side(game, key, side, state)) for side, limit in value.items())


def _within(text: str, value: int) -> bool:
    sign, number = text.split(" ")
    return _SIGNS[sign](value, int(number))


def _claims(game: CompiledScenario, status: str, state: State) -> set[str]:
    def named(mask: int) -> set[str]:
        return {game.claims[number] for number in bits(mask)}

    live = named(state.said) - named(state.retracted)
    tested = named(state.asked) | named(state.challenged) | named(state.backed) | named(state.conceded)
    return {
        "stands": live & named(state.stands) & tested,
        "fallen": live & named(state.fallen),
        "disputed": live - named(state.stands) - named(state.fallen),
        "conceded": live & named(state.conceded),
        "retracted": named(state.retracted),
    }[status]


def _shares(state: State) -> dict[str, int]:
    turns = {
        "exchange": state.in_exchange,
        "negotiation": state.in_negotiation,
        "quarrel": state.in_quarrel,
    }
    total = sum(turns.values()) or 1
    return {kind: 100 * count // total for kind, count in turns.items()}


def _shared(game: CompiledScenario, key: str, state: State) -> int:
    understanding, tension, *_ = tracks(state)
    proposals = game.scenario.proposals
    return {
        "understanding": understanding,
        "tension": tension,
        "rungs": sum(proposals[game.proposals[number]].rung for number in bits(state.agreed)),
        "common_ground": len(_claims(game, "conceded", state)),
        "shifts": state.shifts,
    }[key]


def _of_side(game: CompiledScenario, key: str, delegation: str, state: State) -> int:
    side = game.delegations.index(delegation)
    _, _, *own = tracks(state)
    theses = {
        key
        for key, claim in game.scenario.claims.items()
        if claim.by == delegation and not claim.supports and not claim.undercuts
    }
    return {
        "credibility": own[side],
        "home": own[2 + side],
        "fouls": len(bits(state.sides[side].fouls)),
        "theses_fallen": len(theses & _claims(game, "fallen", state)),
        "theses_standing": len(theses & _claims(game, "stands", state)),
    }[key]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, WORLDS - 1), st.integers(0, 2**40))
def test_the_rules_agree_with_a_naive_reading(number: int, seed: int) -> None:
    game = world(number)
    written = random_condition(Random(seed), game)
    test = compile_condition(parse_condition(Condition.model_validate(written)), game)
    for state in states(number):
        assert test(state) is naive(game, written, state)


def test_these_games_make_every_atom_true_and_false() -> None:
    """Otherwise two readings that always say no would agree too."""
    answers: dict[str, set[bool]] = {key: set() for key in ATOMS}
    rng = Random(1)
    for number in range(WORLDS):
        game = world(number)
        for key in [key for key, both in answers.items() if len(both) < 2]:
            if key in get_args(ClaimStatus):
                examples = [{key: claim} for claim in game.claims]
            else:
                examples = [{key: random_value(rng, game, key)} for _ in range(8)]
            answers[key] |= {
                naive(game, written, state) for written in examples for state in states(number)[::3]
            }
    assert {key for key, both in answers.items() if len(both) < 2} == set()


@pytest.mark.parametrize(
    "written",
    [{"stands": "nobody"}, {"agreed": "nobody"}, {"disclosed": "nobody"}, {"recalled": "nobody"}]
    + [{track: {"nobody": "> 0"}} for track in get_args(SideTrack)],
)
def test_an_unknown_id_is_a_key_error(written: Data) -> None:
    game = mirror(1)
    with pytest.raises(KeyError, match="nobody"):
        holds(game, written, start(game, 1))
