"""One database of either kind: transactions, and the few statements in which databases differ.

Repositories (:class:`game.store.games.Store`, :class:`game.classroom.register.Register`) speak SQL that both
understand, with ``?`` for each value. A write within a write joins it, so that two repositories over one
database can save together or not at all.

SQLAlchemy Core with Alembic was built beside it and weighed (November 2026): about as many lines, since the
checks of a file, the words for faults, the look before a second try, the triggers, notifications and session
locks stay hand-written; four times the processor time of ``frank sessions``, most of it importing; three to
four times that of an append. So the layer is written by hand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar, TypeVar

from game.store.faults import LostError, newer_version
from game.store.migrations import MIGRATIONS
from game.store.saved import StoreError

Row = tuple[Any, ...]
T = TypeVar("T")


class Database(ABC):
    """A connection to a database. Use it from one thread at a time.

    Every method raises :class:`~game.store.saved.StoreError`, with one line for the player, when it fails;
    the database is then as it was.
    """

    DIALECT: ClassVar[str]
    """``sqlite`` or ``postgres``."""
    NOW: ClassVar[str]
    """The current time in UTC, as SQL."""
    AGE: ClassVar[str]
    """The columns that sort games from the oldest to the newest, as SQL."""
    HOLD_ROW: ClassVar[str]
    """What makes a SELECT hold its row until the end of the transaction; empty where writers are alone anyway."""

    def __init__(self, place: str) -> None:
        self.place = place
        """The file or server, for a message."""
        self._under_way = ""

    @property
    def writing(self) -> bool:
        """Whether a write is under way."""
        return self._under_way == "write"

    def read(self, job: Callable[[], T]) -> T:
        """Read in one transaction that sees the data as they were at one moment.

        Args:
            job: runs the statements; it may be called twice, if the connection was lost. Within another
                transaction it joins that one.

        Returns:
            The job's result.
        """
        if self._under_way:
            return job()
        try:
            return self._try("read", job)
        except LostError:
            return self._try("read", job)

    def write(self, job: Callable[[], None], done: Callable[[], bool] | None = None) -> None:
        """Write in one transaction: all of it is on disk when this returns, or none of it.

        Args:
            job: runs the statements; it may be called twice. Within another write it joins that one.
            done: returns whether all of it is there, for a server that is lost before it confirms; None if
                twice is as good as once.
        """
        if self.writing:
            job()
            return
        try:
            self._try("write", job)
            return
        except LostError:
            if done is not None and self.read(done):
                return
        try:
            self._try("write", job)
        except StoreError:
            # When we looked, the server may still have been busy with the first attempt.
            if done is None or not self.read(done):
                raise

    def once(self, job: Callable[[], T]) -> T:
        """Write in one transaction, without a second try if the connection is lost; return the job's result."""
        return self._try("write", job)

    def _try(self, kind: str, job: Callable[[], T]) -> T:
        with self._transaction(write=kind == "write"):
            self._under_way = kind
            try:
                return job()
            finally:
                self._under_way = ""

    def migrate(self) -> None:
        """Bring the tables to the present version: all the way, or not at all.

        Raises:
            StoreError: they are of a newer version, or another program's; nothing was changed.
        """
        newest = len(MIGRATIONS)
        version = self.read(self.version)

        def upgrade() -> None:
            nonlocal version
            self._lock_version()
            version = self.version()  # another process may have been faster
            for step in MIGRATIONS[version:]:
                for statement in step.statements(self.DIALECT):
                    self.run(statement)
            if version < newest:
                version = newest
                self._set_version(newest)

        if version < newest:
            self.write(upgrade)
        if version > newest:
            raise newer_version(self.place, version, newest)

    # each database has its own

    @abstractmethod
    def _transaction(self, *, write: bool) -> AbstractContextManager[None]:
        """Run a transaction that is on disk when it ends, or changes nothing."""

    @abstractmethod
    def run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        """Execute a statement within a transaction and return its rows."""

    @abstractmethod
    def run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row, within a transaction."""

    @abstractmethod
    def version(self) -> int:
        """Return the version of the tables, 0 if there are none; within a transaction."""

    @abstractmethod
    def _set_version(self, version: int) -> None: ...

    @abstractmethod
    def _lock_version(self) -> None:
        """Keep others from changing the tables until the end of the transaction."""

    @abstractmethod
    def lock(self, table: str) -> None:
        """Keep others from writing to a table until the end of the transaction."""

    @abstractmethod
    def notify(self, text: str) -> None:
        """Tell other servers something when the transaction is committed, if the database can."""

    @abstractmethod
    def hold(self, room: int) -> None:
        """Be the only server of a room until :meth:`close`, where a room can have one only.

        Raises:
            StoreError: there is another one.
        """

    @abstractmethod
    def vacuum(self) -> None:
        """Reclaim the disk space of what was deleted."""

    @abstractmethod
    def damage(self) -> list[str]:
        """Return the faults below the tables, one line each; within a transaction."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""


@contextmanager
def closed_on_failure(database: Database) -> Iterator[None]:
    """Close a database if what is done with it first fails."""
    try:
        yield
    except BaseException:
        database.close()
        raise
