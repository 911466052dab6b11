"""A store in each database: what the tests here ask of a store they ask of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from game.store.games import Store
from tests.postgres import cluster
from tests.store import Address, Make, opened


@pytest.fixture
def database() -> Iterator[str]:
    """The name of an empty database in PostgreSQL."""
    with cluster().lent() as name:
        yield name


@pytest.fixture
def url(database: str) -> str:
    """Its address."""
    return cluster().url(database)


@pytest.fixture
def served(url: str) -> Iterator[Store]:
    """An empty store in it."""
    made = opened(url)
    yield made
    made.close()


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
