"""No test touches what the person at this machine has kept. Tests of a store use it in both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from game.store import Store
from tests.postgres import cluster
from tests.store import Address, Make, opened

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")  # a slow machine is no fault

LONGEST = ("test_quality.py", "test_wheel.py", "test_whole.py", "test_sharing.py", "test_playtest.py")
"""The files with the longest tests. They begin first, so that no worker is alone with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(autouse=True, scope="session")
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    place: Path = tmp_path_factory.mktemp("kept") / "games.sqlite"
    before = dict(os.environ)
    os.environ |= {"FRANK_STORE": f"sqlite:///{place}", "FRANK_SETTINGS": ""}
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """Where the stores of a test are, by their names."""
    with ExitStack() as stack:
        known: dict[str, str] = {}

        def url(name: str) -> str:
            if request.param == "sqlite":
                return f"sqlite:///{tmp_path}/kept/{name}.sqlite"
            if name not in known:
                known[name] = cluster().url(stack.enter_context(cluster().lent()))
            return known[name]

        yield url


@pytest.fixture
def make(address: Address) -> Iterator[Make]:
    """Opens the store of a name; what it opened is closed after the test."""
    with ExitStack() as stack:

        def store(name: str) -> Store:
            made = opened(address(name))
            stack.callback(made.close)
            return made

        yield store


@pytest.fixture
def store(make: Make) -> Store:
    """An empty store."""
    return make("games")
