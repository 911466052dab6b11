"""OpenSpiel's own tests of a game."""

from __future__ import annotations

import pickle
import random
from typing import Any

import pytest

from tests.conformance import SHIPPED, package
from tests.conformance.spiel import GAME_TYPE, pyspiel

pytestmark = pytest.mark.conformance

SCENARIOS = ["world-0", "world-1", "world-2", "world-11", SHIPPED]


def _game(scenario: str) -> Any:
    return pyspiel.load_game(GAME_TYPE.short_name, {"scenario": scenario, "seeds": 64})


def _played(game: Any, seed: int, plies: int) -> Any:
    rng = random.Random(seed)
    state = game.new_initial_state()
    while not state.is_terminal() and plies:
        state.apply_action(rng.choice(state.legal_actions()))
        plies -= 1
    return state


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_random_simulations(scenario: str) -> None:
    pyspiel.random_sim_test(_game(scenario), num_sims=20, serialize=True, verbose=False)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_simulated_game(scenario: str) -> None:
    suite = package("open_spiel.python.tests.games_sim_test")
    suite.GamesSimTest().sim_game(_game(scenario))


@pytest.mark.parametrize("plies", [0, 1, 12, 1000])
def test_a_state_survives_saving(plies: int) -> None:
    game = _game("world-5")
    state = _played(game, seed=plies, plies=plies)
    _, again = pyspiel.deserialize_game_and_state(pyspiel.serialize_game_and_state(game, state))
    for copy in (again, pickle.loads(pickle.dumps(state)), state.clone()):
        assert str(copy) == str(state)
        assert copy.history() == state.history()
        assert copy.legal_actions() == state.legal_actions()


def test_a_history_alone_gives_the_state() -> None:
    game = _game(SHIPPED)
    state = _played(game, seed=3, plies=1000)
    again = game.new_initial_state()
    for action in state.history():
        again.apply_action(action)
    assert str(again) == str(state)
    assert again.returns() == state.returns()
