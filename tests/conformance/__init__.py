"""The engine under other people's test suites.

Two thin adapters show a game to PettingZoo (:mod:`tests.conformance.aec`) and to OpenSpiel
(:mod:`tests.conformance.spiel`); the suites those projects ship for environments of their own then run
on ours. None of them notices a player who sees too much, so :mod:`tests.conformance.test_secrecy` asks
that of the same adapters.

The packages are the extra ``conformance``. Without them these tests are skipped; with the environment
variable ``FRANK_REQUIRE_CONFORMANCE`` set, as where the suites are meant to run, they fail instead.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from game.scenario.library import find
from game.scenario.reading.read import load
from game.table.compiled import CompiledScenario, compile_scenario
from tests.table.scenes import world

REQUIRE = "FRANK_REQUIRE_CONFORMANCE"
SHIPPED = "two-days-in-beijing"


def package(name: str) -> Any:
    """Import a package of the extra, or skip the module that asks for it.

    It is given untyped on purpose: the types must check alike where it is installed and where not.

    Raises:
        ImportError: it is not installed, and the environment demands it.
    """
    try:
        with warnings.catch_warnings():
            # PettingZoo's suite imports a board game of its own in a way it has itself deprecated.
            warnings.filterwarnings("ignore", "The old environment creation API", DeprecationWarning)
            return import_module(name)
    except ImportError as error:
        reason = f"{error.name or name} is not installed; pip install -e '.[conformance]'"
        if os.environ.get(REQUIRE):
            raise ImportError(f"{REQUIRE} is set, but {reason}") from error
        pytest.skip(reason, allow_module_level=True)


@cache
def compiled(name: str) -> CompiledScenario:
    """A compiled scenario by a short text, such as a suite can pass on.

    Args:
        name: ``world-3`` for a test world (:func:`tests.table.scenes.world`), or a shipped scenario's id.
    """
    if name.startswith("world-"):
        return world(int(name.removeprefix("world-")))
    return compile_scenario(load(find(name)))
