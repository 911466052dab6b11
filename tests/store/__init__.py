"""Tests of the store of games: nothing that was kept is lost, changed, or believed without a look."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path

from game.match.autosave import Autosave
from game.match.session import Session
from game.store import open_store
from game.store.digest import content_hash
from game.store.games import Store
from game.store.sqlite import SqliteDatabase
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from tests.table.scenes import pick

PERSONAS = ("person", "random")

Address = Callable[[str], str]
"""From a name of a test's own to the URL of a store."""
Make = Callable[[str], Store]
"""From such a name to the store."""


def ticking() -> Callable[[], str]:
    """A clock that goes on by a second whenever it is read."""
    seconds = itertools.count()
    return lambda: f"2026-01-31T12:{(n := next(seconds)) // 60:02}:{n % 60:02}.000Z"


def new_store(path: Path, timeout: float = 0.05) -> Store:
    """A store with a clock of its own."""
    return Store(SqliteDatabase.open(path, timeout=timeout), ticking())


def opened(url: str, timeout: float = 2.0) -> Store:
    """The store of a URL, with a clock of its own."""
    return open_store(url, clock=ticking(), timeout=timeout)


def keep_game(
    store: Store, game: CompiledScenario, seed: int, most: int = 1000, words: str = ""
) -> tuple[str, Session]:
    """Play at random and keep every move, at most so many. Gives the id and the session."""
    rng = random.Random(seed)
    session = Session(game, seed)
    autosave = Autosave.begin(store, session, PERSONAS)
    while not session.over and len(session.log) < most:
        session.play(pick(rng, legal(session.state)), words)
        autosave.save()
    assert not autosave.warning
    return autosave.id, session


def keys(session: Session) -> list[str]:
    """The moves of a session by their text."""
    return [session.game.key(entry.move) for entry in session.log]


def begun(store: Store, game: CompiledScenario, seed: int = 1) -> str:
    """A game without moves."""
    return store.begin(game.scenario.id, content_hash(game.scenario), seed, PERSONAS)
