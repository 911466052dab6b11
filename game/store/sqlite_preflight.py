"""Checks before a file is used as a store: that it is one, and that it is ours to write to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from game.scenario.text import one_line
from game.store.faults import newer_version
from game.store.migrations import APPLICATION, MIGRATIONS
from game.store.saved import StoreError

_HEAD_BYTES = 100
_ATTEMPTS = 50


def inspect(path: Path, timeout: float) -> None:
    """Check a file without writing to it.

    Args:
        path: the file; an empty one will become a store.
        timeout: seconds to wait for a lock.

    Raises:
        StoreError: the file is another program's, or a newer version's.
        sqlite3.Error: the file cannot be read.
    """
    if not path.stat().st_size:
        return
    if not any(path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal")):
        _judge(path, *_raw_head(path))  # SQLite would leave files beside another program's database
    try:
        _judge(path, *_read_head(path, "ro", timeout))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        # A process was killed during a change; SQLite must write to roll it back.
        _judge(path, *_read_head(path, "rw", timeout))


def inspect_to_read(path: Path) -> None:
    """Check a file that cannot be written.

    Raises:
        StoreError: the file is another program's, or a newer version's.
    """
    _judge(path, *_raw_head(path), tables=1)


def _read_head(path: Path, mode: str, timeout: float) -> tuple[int, int, int]:
    """Return owner, version and number of tables, as SQLite reads them."""
    uri = f"{path.as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)) as connection:
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        return owner, version, tables


def _raw_head(path: Path) -> tuple[int, int]:
    """Return owner and version from the head of a file that is not in use."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if len(head) < _HEAD_BYTES or not head.startswith(b"SQLite format 3\0"):
        return 0, 0
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


def _judge(path: Path, owner: int, version: int, tables: int = 0) -> None:
    if owner != APPLICATION and (tables or version or owner):
        shown = one_line(str(path), 120)
        raise StoreError(f"{shown} is another program's database; choose another store with --store")
    if version > len(MIGRATIONS):
        raise newer_version(str(path), version, len(MIGRATIONS))


def enable_write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; where the file system has none, the rollback journal is as safe.

    Args:
        connection: in autocommit mode.
    """
    for left in reversed(range(_ATTEMPTS)):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Another process is switching, too. SQLite does not wait for that, but it waits for this.
            if not left or getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
