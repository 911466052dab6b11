"""How near a condition is: a guess that never contradicts the rules."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.delegates.progress import progress_of
from game.scenario.format.conditions import Formula, parse_condition
from game.scenario.format.model import Condition
from game.table.conditions import compile_condition
from game.table.protocol import End, Phase
from game.table.state import State
from tests.conditions import Data, random_condition
from tests.table.scenes import claims, proposals, seated, states, world
from tests.worlds import mirror


def formula(written: Data) -> Formula:
    return parse_condition(Condition.model_validate(written))


def progress(written: Data, state: State) -> float:
    return progress_of(formula(written), state.game)(state)


def holds(written: Data, state: State) -> bool:
    return compile_condition(formula(written), state.game)(state)


def talk(**values: Any) -> State:
    return seated(mirror(1), **values)


def over(**values: Any) -> State:
    return talk(phase=Phase.DEBRIEF, ended=End.COMPLETED, **values)


def _id(value: Data | State) -> str:
    return "" if isinstance(value, State) else str(value)


AGREED = {"agreed": proposals(talk(), "joint-0")}
CONCEDED = {key: claims(talk(), "east-t0-0") for key in ("said", "conceded")}


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ({"agreed": "joint-0", "disclosed": "east-need-0"}, talk(**AGREED)),
        ({"agreed": "joint-0", "type": "quarrel"}, talk(**AGREED)),
        ({"agreed": "joint-0", "share": {"quarrel": ">= 50"}}, talk(**AGREED)),
        ({"agreed": "joint-0", "ended": "completed"}, talk(**AGREED)),
        ({"agreed": "joint-0", "recalled": "west"}, talk(**AGREED)),
        ({"conceded": "east-t0-0", "disclosed": "east-need-0"}, talk(**CONCEDED)),
        ({"retracted": "east-t0-0"}, talk(**CONCEDED)),
        ({"shifts": "== 3"}, over(shifts=1)),
        ({"home": {"east": "== 60"}}, over(home0=59)),
    ],
    ids=_id,
)
def test_what_does_not_hold_is_not_taken_for_met(written: Data, state: State) -> None:
    assert not holds(written, state)
    assert progress(written, state) < 1


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ({"agreed": "joint-0", "disclosed": "east-need-0"}, over(**AGREED, disclosed=0b1111)),
        ({"retracted": "east-t0-0"}, over(retracted=CONCEDED["said"])),
        ({"disputed": "east-t0-0"}, over(said=CONCEDED["said"])),
        ({"disclosed": "east-need-0"}, over(disclosed=0b1111)),
        ({"ended": "completed"}, over()),
        ({"share": {"exchange": ">= 60"}}, over(in_exchange=6, in_negotiation=4)),
        ({"none": [{"agreed": "joint-1"}, {"shifts": "== 3"}]}, over(shifts=4)),
        ({"all": []}, talk()),
    ],
    ids=_id,
)
def test_what_holds_at_the_end_is_met(written: Data, state: State) -> None:
    assert holds(written, state)
    assert progress(written, state) == 1


def test_both_keys_count() -> None:
    both = {"agreed": "joint-0", "disclosed": "east-need-0"}
    nothing, half = progress(both, talk()), progress(both, talk(**AGREED))
    assert 0 < nothing < half < progress(both, talk(**AGREED, disclosed=0b1111)) == 1


@pytest.mark.parametrize("sign", ["==", ">=", "<="])
def test_a_limit_comes_nearer_as_the_number_does(sign: str) -> None:
    far, near, met = (
        progress({"tension": f"{sign} 50"}, talk(tension=tension))
        for tension in ((20, 40, 50) if sign != "<=" else (80, 60, 50))
    )
    assert 0 < far < near < 0.5 < met < 1


def test_many_small_guesses_are_never_rounded_to_certainty() -> None:
    unlikely = [{"tension": ">= 99", "home": {"east": f">= {n}"}} for n in range(80, 100)]
    state = talk(tension=5, home0=20)
    assert 0 < progress({"all": unlikely}, state) < progress({"none": [{"all": unlikely}]}, state) < 1


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 11), st.integers(0, 2**40))
def test_progress_never_contradicts_the_rules(number: int, seed: int) -> None:
    game = world(number)
    parsed = formula(random_condition(Random(seed), game))
    near, test = progress_of(parsed, game), compile_condition(parsed, game)
    for state in states(number):
        assert 0 <= near(state) <= 1
        assert near(state) < 1 or test(state)
        assert near(state) > 0 or not test(state)
        assert not state.over or near(state) == test(state)
