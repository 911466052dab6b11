"""PettingZoo's own tests of an environment."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance import SHIPPED, compiled, package
from tests.conformance.aec import AGENTS, FrankEnv, wrapped

suite: Any = package("pettingzoo.test")

pytestmark = [
    pytest.mark.conformance,
    # The suite warns of every observation that is a dict, except in environments it knows by name; yet a
    # dict with "observation" and "action_mask" is the form PettingZoo documents for masks.
    pytest.mark.filterwarnings("ignore:Observation space for each agent probably should be:UserWarning"),
    pytest.mark.filterwarnings("ignore:Observation is not a NumPy array:UserWarning"),
]

RUNS = range(30)
"""One run of ``api_test`` plays a short game only once, so it is repeated."""


def _scenario(run: int) -> str:
    """The shipped scenario every tenth time, else the mirrors and random worlds in turn."""
    return SHIPPED if run % 10 == 9 else f"world-{run}"


@pytest.mark.parametrize("run", RUNS)
def test_api(run: int) -> None:
    env = FrankEnv(compiled(_scenario(run)), seed=run, render_mode="ansi")
    for side, agent in enumerate(AGENTS):
        env.action_space(agent).seed(2 * run + side)
    suite.api_test(wrapped(env) if run % 2 else env, num_cycles=1000)


@pytest.mark.parametrize("scenario", ["world-0", "world-2", "world-7", SHIPPED])
def test_seed(scenario: str) -> None:
    suite.seed_test(lambda: FrankEnv(compiled(scenario)), num_cycles=500)
    suite.seed_test(lambda: wrapped(FrankEnv(compiled(scenario))), num_cycles=500)


def test_render() -> None:
    suite.render_test(lambda render_mode: FrankEnv(compiled("world-0"), render_mode=render_mode))
