"""Database errors as one line for the player."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from game.scenario.text import one_line
from game.store.saved import StoreError

_WORDS = {
    sqlite3.SQLITE_BUSY: "is locked by another program; close it, or choose another store with --store",
    sqlite3.SQLITE_LOCKED: "is locked by another program; close it, or choose another store with --store",
    sqlite3.SQLITE_READONLY: "cannot be written: it is read-only",
    sqlite3.SQLITE_PERM: "cannot be opened: there is no permission",
    sqlite3.SQLITE_AUTH: "cannot be opened: there is no permission",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; the directory may be missing or read-only",
    sqlite3.SQLITE_FULL: "cannot be written: the disk is full",
    sqlite3.SQLITE_TOOBIG: "cannot hold a text that long",
    sqlite3.SQLITE_CORRUPT: "is damaged; nothing in it was changed. Move it away, or choose another",
    sqlite3.SQLITE_NOTADB: "is damaged or is not a store; nothing in it was changed. Move it away, or choose another",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error",
}


def words_for(place: str, error: Exception) -> str:
    """Return one line that says what went wrong with a store.

    Args:
        place: where the store is.
        error: the exception that was raised.
    """
    code = getattr(error, "sqlite_errorcode", None)
    known = _WORDS.get(code & 0xFF) if isinstance(code, int) else None
    return f"the store {one_line(place, 120)} {known or f'failed: {one_line(str(error), 120)}'}"


class RefusedError(StoreError):
    """The database refused a row: it exists already, is not the next one, or belongs to no game."""


class LostError(StoreError):
    """The connection was lost during a transaction, which may or may not have been committed."""


def newer_version(place: str, version: int, known: int) -> StoreError:
    """Return the error for a store whose version this program does not know.

    Args:
        place: where the store is.
        version: the store's version.
        known: the newest version this program knows.
    """
    return StoreError(
        f"the store {one_line(place, 120)} was written by a newer Frank Exchange (version {version}, this one "
        f"knows {known}); update the game, or choose another store with --store"
    )


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Translate the errors of a database, a file or a bad value into a StoreError.

    Args:
        place: where the store is, for the message.

    Raises:
        RefusedError: the database refused a row.
        StoreError: anything else went wrong.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise RefusedError(words_for(place, error)) from error
    except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
        raise StoreError(words_for(place, error)) from error
