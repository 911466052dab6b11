"""Before a file is used as a store: is it one, and is it ours to write to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from game.scenario.text import one_line
from game.store.faults import newer
from game.store.saved import StoreError
from game.store.sqlite_migrations import APPLICATION, VERSION, version_of

_HEAD = 100
_SWITCHES = 50


def look(path: Path, timeout: float) -> None:
    """Look at a file without writing to it.

    Args:
        path: of the file; an empty one will become a store.
        timeout: how many seconds a lock is waited for.

    Raises:
        StoreError: it is another program's, or a newer version's.
        sqlite3.Error: it cannot be read.
    """
    if not path.stat().st_size:
        return
    if not any(path.with_name(path.name + more).exists() for more in ("-wal", "-journal")):
        _judge(path, *_head(path))  # SQLite would leave files beside one that is not ours
    try:
        _judge(path, *_read_head(path, "ro", timeout))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        # Somebody was killed in the middle of a change; SQLite takes it back, and must write for that.
        _judge(path, *_read_head(path, "rw", timeout))


def _read_head(path: Path, mode: str, timeout: float) -> tuple[int, int, int]:
    """Owner, version and number of tables, as SQLite reads them."""
    uri = f"{path.as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)) as connection:
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
        return owner, version_of(connection), tables


def _head(path: Path) -> tuple[int, int]:
    """Owner and version as the head of a file has them; only for one that nobody has in use."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(b"SQLite format 3\0"):
        return 0, 0
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def _judge(path: Path, owner: int, version: int, tables: int = 0) -> None:
    if owner != APPLICATION and (tables or version or owner):
        shown = one_line(str(path), 120)
        raise StoreError(f"{shown} is a database of another program; choose another with --store")
    if version > VERSION:
        raise newer(str(path), version, VERSION)


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. Where a file system has none, the rollback journal is as safe.

    Args:
        connection: in autocommit mode.
    """
    for left in reversed(range(_SWITCHES)):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Another process is at it, too, and SQLite does not wait for that; it waits for this.
            if not left or getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
