"""A store in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from game.scenario.text import one_line
from game.store.address import prepare, tighten
from game.store.faults import explained
from game.store.interface import TimeSource
from game.store.rows import Row
from game.store.sql import SqlStore
from game.store.sqlite_migrations import migrate
from game.store.sqlite_preflight import enable_write_ahead, inspect


class SqliteStore(SqlStore):
    """A store in one SQLite file; see :class:`game.store.interface.Store`.

    Write-ahead log, ``synchronous=FULL``: a move is on disk when :meth:`append` returns.
    """

    NOW = "strftime('%Y-%m-%dT%H:%M:%fZ')"
    AGE = "started, rowid"

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: TimeSource | None) -> None:
        super().__init__(str(path), clock)
        self.path = path
        self._connection = connection

    @classmethod
    def open(
        cls, path: Path, *, ours: bool = False, clock: TimeSource | None = None, timeout: float = 2.0
    ) -> SqliteStore:
        """Open a file, creating it if it does not exist.

        Args:
            path: the file.
            ours: True if its directory holds nothing else.
            clock: returns the current time; the database's clock if None.
            timeout: seconds to wait for a lock.

        Raises:
            StoreError: there is no usable store there. Nothing was changed.
        """
        prepare(path, ours=ours)
        with explained(str(path)):
            inspect(path, timeout)
            connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA trusted_schema = OFF")
                migrate(connection)
                enable_write_ahead(connection)
            except BaseException:
                connection.close()
                raise
        tighten(path)
        return cls(path, connection, clock)

    def vacuum(self) -> None:
        """Reclaim the disk space of deleted games."""
        with explained(self.place):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the store."""
        with explained(self.place):
            self._connection.close()

    # within

    @contextmanager
    def _writing(self) -> Iterator[None]:
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        with explained(self.place):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        return self._connection.execute(statement, tuple(row)).fetchall()

    def _run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)

    def _lock_games(self) -> None:
        """Do nothing: SQLite lets only one process write at a time."""

    def _find_damage(self) -> list[str]:
        lines = self._run("PRAGMA integrity_check")
        return [f"the file is damaged: {one_line(str(line), 200)}" for (line,) in lines if line != "ok"]
