"""The store of games: every move is on disk before anybody sees it.

A save holds the scenario's id and content hash, the seed, and the moves by their stable text; states are
always recomputed. :func:`open_store` opens a store, :mod:`game.match.autosave` writes a live game into
it, :mod:`game.match.replay` turns a save back into a session, and :mod:`game.store.share` packs a save
into a line of text. ``README.md`` in this folder says where games are and how to back them up.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from game.store.address import FileAddress, locate
from game.store.saved import Saved, SavedMove, StoreError

if TYPE_CHECKING:
    from game.store.database import Database
    from game.store.games import Imported, Store, TimeSource

VARIABLE = "FRANK_STORE"
"""The environment variable that names a store."""

TIMEOUT = 2.0
"""Seconds to wait for a locked store."""

_INSTALL = "pip install 'frank-exchange[postgres]'"


def open_store(url: str | None = None, *, clock: TimeSource | None = None, timeout: float = TIMEOUT) -> Store:
    """Open a store, creating it if it does not exist.

    Args:
        url: ``sqlite:///path`` or ``postgresql://user@host:port/database``; if None, the value of
            :data:`VARIABLE`, or else ``games.sqlite`` in the platform's data directory. PostgreSQL needs
            the extra ``postgres`` and an existing database; the tables get a schema of their own. Put a
            password in ``~/.pgpass`` or ``PGPASSWORD`` rather than in the URL.
        clock: returns the current time as text that sorts (``2026-01-31T12:00:00.000Z``); if None, the
            database's own clock, in UTC.
        timeout: seconds to wait for another process's lock, or for a server.

    Raises:
        StoreError: there is no usable store there; one line says why. Nothing was changed.
    """
    from game.store.games import Store

    address = locate(url or os.environ.get(VARIABLE) or None)
    database: Database
    if isinstance(address, FileAddress):
        from game.store.sqlite import SqliteDatabase

        database = SqliteDatabase.open(address.path, ours=address.ours, timeout=timeout)
    else:
        try:
            from game.store.postgres import PostgresDatabase
        except ImportError as error:
            raise StoreError(f"a store in PostgreSQL needs an extra package: {_INSTALL}") from error
        database = PostgresDatabase.open(address.url, timeout=timeout)
    return Store(database, clock)


def __getattr__(name: str) -> object:
    """Import the repository when it is first needed: the home screen is there before any database."""
    if name in ("Imported", "Store", "TimeSource"):
        from game.store import games

        return getattr(games, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "TIMEOUT",
    "VARIABLE",
    "Imported",
    "Saved",
    "SavedMove",
    "Store",
    "StoreError",
    "TimeSource",
    "open_store",
]
