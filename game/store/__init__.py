"""The store of games: every move on disk before anybody sees it.

A save is the scenario's id and content hash, the seed, and the moves by their stable text; states are
always recomputed. :func:`open_store` opens a store; :mod:`game.match.autosave` writes a live game
into it, :mod:`game.match.replay` makes a session of a save again, and
:mod:`game.store.share` puts a save into a line of text.
"""

from __future__ import annotations

import os

from game.store.address import File, locate
from game.store.interface import Clock, Imported, Store
from game.store.saved import Kept, Saved, StoreError

VARIABLE = "FRANK_STORE"
"""The environment variable that names a store."""

TIMEOUT = 2.0
"""How many seconds a locked store is waited for."""

_INSTALL = "pip install 'frank-exchange[postgres]'"


def open_store(url: str | None = None, *, clock: Clock | None = None, timeout: float = TIMEOUT) -> Store:
    """Open a store, and make it if there is none.

    Args:
        url: ``sqlite:///path`` or ``postgresql://user@host:port/database``; if None, what :data:`VARIABLE`
            says, or ``games.sqlite`` in the platform's data directory. PostgreSQL needs the extra
            ``postgres`` and a database that is there; the tables are made in a schema of their own. A
            password is better kept in ``~/.pgpass`` or ``PGPASSWORD`` than in the URL.
        clock: gives the time now, as text that sorts (``2026-01-31T12:00:00.000Z``); the database's own
            clock, in UTC, if None.
        timeout: how many seconds a lock of another process is waited for, and a server.

    Raises:
        StoreError: there is no usable store there; one line says why. What is there was not changed.
    """
    where = locate(url or os.environ.get(VARIABLE) or None)
    if isinstance(where, File):
        from game.store.sqlite import SqliteStore

        return SqliteStore.open(where.path, ours=where.ours, clock=clock, timeout=timeout)
    try:
        from game.store.postgres import PostgresStore
    except ImportError as error:
        raise StoreError(f"a store in PostgreSQL needs more to be installed: {_INSTALL}") from error
    return PostgresStore.open(where.url, clock=clock, timeout=timeout)


__all__ = ["TIMEOUT", "VARIABLE", "Clock", "Imported", "Kept", "Saved", "Store", "StoreError", "open_store"]
