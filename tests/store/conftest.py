"""An empty database in PostgreSQL, and a store in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.store.games import Store
from tests.postgres import cluster
from tests.store import opened


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
