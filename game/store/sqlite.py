"""A database in one SQLite file."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from game.scenario.text import one_line
from game.store.address import prepare, read_only, tighten
from game.store.database import Database, Row, closed_on_failure
from game.store.faults import explained
from game.store.saved import StoreError
from game.store.sqlite_preflight import enable_write_ahead, inspect, inspect_to_read

_IMPATIENT = 0.05
"""Seconds to wait for a lock after one that lasted longer than the timeout, until a write succeeds again."""


class SqliteDatabase(Database):
    """A database in one SQLite file. Write-ahead log, ``synchronous=FULL``: what is committed is on disk."""

    DIALECT: ClassVar[str] = "sqlite"
    NOW: ClassVar[str] = "strftime('%Y-%m-%dT%H:%M:%fZ')"
    AGE: ClassVar[str] = "started, rowid"
    HOLD_ROW: ClassVar[str] = ""

    def __init__(self, path: Path, connection: sqlite3.Connection, timeout: float) -> None:
        super().__init__(str(path))
        self.path = path
        self._connection = connection
        self._timeout = timeout
        self._patient = True
        self._held: int | None = None

    @classmethod
    def open(cls, path: Path, *, ours: bool = False, timeout: float = 2.0) -> SqliteDatabase:
        """Open a file, creating it if it does not exist.

        Args:
            path: the file; only its owner can read it.
            ours: True if its directory holds nothing else.
            timeout: seconds to wait for a lock.

        A file that can only be read is opened for reading; writing to it fails with a StoreError.

        Raises:
            StoreError: there is no usable database there. Nothing was changed.
        """
        if read_only(path):
            return cls._open_to_read(path, timeout)
        prepare(path, ours=ours)
        with explained(str(path)):
            inspect(path, timeout)
            connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
            database = cls(path, connection, timeout)
            with closed_on_failure(database):
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.execute("PRAGMA secure_delete = ON")  # what was purged is not on the disk any more
                database.migrate()
                enable_write_ahead(connection)
        tighten(path)
        return database

    @classmethod
    def _open_to_read(cls, path: Path, timeout: float) -> SqliteDatabase:
        """Open a file that cannot be written, of this version or an older one, whose games have the same tables."""
        with explained(str(path)):
            inspect_to_read(path)
            # Beside a file with a write-ahead log SQLite makes others, unless it knows that nobody writes.
            log = path.with_name(path.name + "-wal")
            mode = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
            uri = f"{path.as_uri()}?{mode}"
            connection = sqlite3.connect(
                uri, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
            )
            return cls(path, connection, timeout)

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[None]:
        with explained(self.place):
            try:
                if self._connection.in_transaction:  # the disk failed when the last one was to be taken back
                    self._connection.execute("ROLLBACK")
                self._connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                    self._wait_for_locks(patiently=False)
                raise
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._wait_for_locks(patiently=True)

    def _wait_for_locks(self, *, patiently: bool) -> None:
        """Wait the whole timeout for a lock only once: whoever tries again soon should not stand still each time."""
        if patiently != self._patient:
            self._patient = patiently
            seconds = self._timeout if patiently else min(self._timeout, _IMPATIENT)
            self._connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

    def run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        """Execute a statement within a transaction and return its rows."""
        return self._connection.execute(statement, tuple(row)).fetchall()

    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row, within a transaction."""
        self._connection.executemany(statement, rows)

    def version(self) -> int:
        """Return the version of the tables, 0 for a new file."""
        return int(self.run("PRAGMA user_version")[0][0])

    def _set_version(self, version: int) -> None:
        self.run(f"PRAGMA user_version = {version}")

    def _lock_version(self) -> None:
        """Do nothing: SQLite lets only one process write at a time."""

    def lock(self, table: str) -> None:
        """Do nothing: SQLite lets only one process write at a time."""

    def notify(self, text: str) -> None:
        """Do nothing: a room in a file has one server."""

    def hold(self, room: int) -> None:
        """Be the only server of a room: a byte of a file beside this one is locked until :meth:`close`."""
        path = self.path.with_name(self.path.name + ".lock")
        try:
            if self._held is None:
                self._held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            _lock_byte(self._held, room)
        except OSError as error:
            raise StoreError(
                "this room is open already: another frank host serves it. Close that one first, with Ctrl+C in its "
                "terminal"
            ) from error

    def vacuum(self) -> None:
        """Reclaim the disk space of what was deleted."""
        with explained(self.place):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def damage(self) -> list[str]:
        """Return the faults that SQLite finds in the file, one line each."""
        lines = self.run("PRAGMA integrity_check")
        return [f"the file is damaged: {one_line(str(line), 200)}" for (line,) in lines if line != "ok"]

    def close(self) -> None:
        """Close the file."""
        with explained(self.place):
            self._connection.close()
            if self._held is not None:
                os.close(self._held)
                self._held = None


def _lock_byte(file: int, byte: int) -> None:
    """Lock one byte of an open file for this process; an OSError if another one has it."""
    os.lseek(file, byte, os.SEEK_SET)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
