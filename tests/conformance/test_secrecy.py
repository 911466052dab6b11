"""No adapter shows a side what it may not know. None of the public suites asks that."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from game.table.play import start, step
from game.table.state import State
from game.table.view import View, view
from tests.conformance import REQUIRE, SHIPPED, coding, compiled, package
from tests.conformance.aec import AGENTS, FrankEnv
from tests.conformance.spiel import GAME_TYPE, FrankState, Place, pyspiel
from tests.table.scenes import walk

pytestmark = pytest.mark.conformance

SCENARIOS = ["world-0", "world-1", "world-6", SHIPPED]
Seen = Callable[[State, int], object]
"""All that an adapter shows a side of a state."""


def _through_pettingzoo(scenario: str) -> Seen:
    env = FrankEnv(compiled(scenario))
    env.reset(seed=0)

    def seen(state: State, side: int) -> object:
        env.table = state
        shown = env.observe(AGENTS[side])
        return shown["observation"].tobytes(), shown["action_mask"].tobytes()

    return seen


def _through_openspiel(scenario: str) -> Seen:
    game = pyspiel.load_game(GAME_TYPE.short_name, {"scenario": scenario})

    def seen(table: State, side: int) -> object:
        state: FrankState = game.new_initial_state()
        state.place = Place(scenario, table)
        return (
            state.observation_tensor(side),
            state.observation_string(side),
            state.information_state_string(side),
            state.legal_actions(side),
            state.legal_actions_mask(side),
        )

    return seen


ADAPTERS = [_through_pettingzoo, _through_openspiel]


def _with_drawn(state: State, side: int, keep: int, more: int = 0) -> State:
    """The same state with other objectives of a side."""
    return state.replace(**{f"drawn{side}": state.sides[side].drawn & keep | more})


def _twins(scenario: str) -> Iterator[tuple[State, State, int]]:
    """States of random games, each with one that differs only in what a side may not know, and the side."""
    rng = random.Random(scenario)
    game = compiled(scenario)
    for seed in range(3):
        for ply in walk(game, seed):
            for side in (0, 1):
                other = game.sides[1 - side]
                hidden = sum(1 << n for n, goal in enumerate(other.goals) if not goal.public)
                secret = rng.getrandbits(len(other.goals)) & hidden
                twin = _with_drawn(ply.after, 1 - side, ~hidden, secret)
                yield ply.after, twin.replace(rng=rng.getrandbits(64)), side


def _told_apart(seen: Seen, scenario: str) -> int:
    return sum(seen(state, side) != seen(twin, side) for state, twin, side in _twins(scenario))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("adapter", ADAPTERS)
def test_a_side_cannot_tell_secrets_apart(adapter: Callable[[str], Seen], scenario: str) -> None:
    assert _told_apart(adapter(scenario), scenario) == 0


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_the_check_notices_a_leak(adapter: Callable[[str], Seen], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "view", lambda state, side: View(side, state))
    assert _told_apart(adapter("world-0"), "world-0") > 0


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_what_a_side_may_know_is_shown(adapter: Callable[[str], Seen]) -> None:
    seen = adapter("world-0")
    state = start(compiled("world-0"), 1)
    after = step(state, view(state, state.mover).moves()[0])
    for side in (0, 1):
        assert seen(state, side) != seen(after, side)
        assert seen(state, side) != seen(_with_drawn(state, side, keep=0), side)


def test_a_missing_package_skips_unless_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no_such_package is not installed"):
        package("no_such_package")
    monkeypatch.setenv(REQUIRE, "1")
    with pytest.raises(ImportError, match=REQUIRE):
        package("no_such_package")
