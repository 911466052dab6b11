"""A store in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from game.store.interface import TimeSource
from game.store.postgres_connection import SCHEMA, LostError, PostgresConnection
from game.store.postgres_migrations import migrate
from game.store.rows import Row
from game.store.saved import StoreError
from game.store.sql import SqlStore, T


class PostgresStore(SqlStore):
    """A store in PostgreSQL; see :class:`game.store.interface.Store`.

    ``synchronous_commit=on``: a move is on the server's disk when :meth:`append` returns. After a lost
    connection or a restart of the server, the next call reconnects.
    """

    NOW = """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
    AGE = "started, number"

    def __init__(self, connection: PostgresConnection, clock: TimeSource | None) -> None:
        super().__init__(connection.place, clock)
        self._connection = connection

    @classmethod
    def open(cls, url: str, *, clock: TimeSource | None = None, timeout: float = 2.0) -> PostgresStore:
        """Open a database, creating the tables if there are none.

        Args:
            url: ``postgresql://user@host:port/database``.
            clock: returns the current time; the database's clock if None.
            timeout: seconds to wait for a lock, and for the server.

        Raises:
            StoreError: there is no usable store there. Nothing was changed.
        """
        connection = PostgresConnection(url, timeout)
        try:
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection, clock)

    def vacuum(self) -> None:
        """Reclaim the disk space of deleted games."""
        self._connection.maintain(f"VACUUM (FULL) {SCHEMA}.games, {SCHEMA}.moves")

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    # within

    def _writing(self) -> AbstractContextManager[None]:
        return self._connection.writing()

    def _reading(self) -> AbstractContextManager[None]:
        return self._connection.reading()

    def _read(self, job: Callable[[], T]) -> T:
        """Read in one transaction; try once more if the connection was lost meanwhile."""
        try:
            return super()._read(job)
        except LostError:
            return super()._read(job)

    def _write(self, job: Callable[[], None], done: Callable[[], bool]) -> None:
        """Write in one transaction; if the connection is lost, check before writing again."""
        try:
            super()._write(job, done)
        except LostError:
            if self._read(done):
                return
            try:
                super()._write(job, done)
            except StoreError:
                # When we checked, the server may still have been busy with the first attempt.
                if not self._read(done):
                    raise

    def _run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        cursor = self._connection.execute(statement, row)
        return cursor.fetchall() if cursor.description else []

    def _run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.execute_many(statement, rows)

    def _lock_games(self) -> None:
        self._run("LOCK TABLE games IN SHARE ROW EXCLUSIVE MODE")

    def _find_damage(self) -> list[str]:
        [(fsync,)] = self._run("SELECT current_setting('fsync')")
        return [] if fsync == "on" else ["the server does not wait for its disk: fsync is off"]
