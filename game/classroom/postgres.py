"""The register in PostgreSQL, beside the games, with the locks that let several servers share a room.

Which server has a table is an advisory lock of its session, so that it is free the moment the server or its
connection is gone; what a server may still write is decided by the table's epoch, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, ClassVar, NamedTuple

from game.classroom.database import TABLES, ElsewhereError, T
from game.store import StoreError
from game.store.faults import newer_version
from game.store.postgres import PostgresStore
from game.store.postgres_connection import SCHEMA, LostError, PostgresConnection
from game.store.postgres_migrations import LOCK

CHANNEL = "frank_exchange"
"""On which servers wake each other; what is said there is ``room:table`` and nothing else."""

_ROOMS = 0x46720000
"""Added to a room's number: the first half of the advisory locks of its tables. The other half is the table's."""
_HERE, _WANTING, _NUMBERS = 2_000_000_000, 2_000_000_001, 2_000_000_002
"""In place of a table: held by every server of the room; by those that want tables; by who gives out a number."""
_PATIENT = "SELECT set_config('lock_timeout', '30s', true)"
"""For who opens a room while another server does."""
_GHOST = 12.0
"""So many seconds a server waits for what seems to be itself, before it went away."""

MIGRATIONS: list[tuple[str, ...]] = [
    (
        *TABLES,
        """CREATE TABLE hosts (
            room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE, pid INTEGER NOT NULL, address TEXT NOT NULL,
            PRIMARY KEY (room, pid))""",
    )
]
"""What makes version n + 1 of version n; never changed after a release."""

_HOLDERS = """SELECT objid::bigint, pid, pid = pg_backend_pid() FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = ?
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class Beside(PostgresConnection):
    """Another connection to the database of a store, as the same user."""

    def __init__(self, other: PostgresConnection) -> None:
        self.place, self._parameters, self._settings = other.place, other._parameters, other._settings
        self._link = self._connect()

    def one(self, statement: str, *values: object) -> Any:
        """The one value that a statement gives, within a transaction."""
        return self.execute(statement, values).fetchall()[0][0]


class PostgresDatabase(Beside):
    """See :class:`game.classroom.database.Database`; ``synchronous_commit=on``, as the games are kept."""

    LOCKING: ClassVar[str] = " FOR NO KEY UPDATE"

    def __init__(self, other: PostgresConnection) -> None:
        """Connect to where the games are, and make the tables if there are none.

        Args:
            other: a connection to there.

        Raises:
            StoreError: there is no usable database. What is there was not changed.
        """
        super().__init__(other)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    def _migrate(self) -> None:
        """Bring the tables to the present version. Their version is not that of the games, and has its own table."""
        with self.reading():
            version = self._version()
        if version < len(MIGRATIONS):
            with self.writing():
                self.execute("SELECT pg_advisory_xact_lock(?)", (LOCK,))
                version = self._version()  # another process may have been faster
                if not version:
                    self.execute("CREATE TABLE register (version INTEGER NOT NULL)")
                for step in MIGRATIONS[version:]:
                    for statement in step:
                        self.execute(statement)
                if version < len(MIGRATIONS):
                    version = len(MIGRATIONS)
                    self.execute("INSERT INTO register VALUES (?)", (version,))
        if version > len(MIGRATIONS):
            raise newer_version(self.place, version, len(MIGRATIONS))

    def _version(self) -> int:
        tables = "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = 'register'"
        if not self.execute(tables, (SCHEMA,)).fetchall():
            return 0
        return int(self.one("SELECT COALESCE(MAX(version), 0) FROM register"))

    def read(self, job: Callable[[], T]) -> T:
        """Read at one moment; if the connection was cut in the middle, once more."""
        try:
            with self.reading():
                return job()
        except LostError:
            with self.reading():
                return job()

    def write(self, job: Callable[[], None], done: Callable[[], bool] | None = None) -> None:
        """Write in one transaction; if the connection was cut in the middle, look, and only then write again."""
        try:
            with self.writing():
                job()
            return
        except LostError:
            if done is not None and self.read(done):
                return
        try:
            with self.writing():
                job()
        except StoreError:
            # The server may still have been at the first one when we looked.
            if done is None or not self.read(done):
                raise

    def alone(self) -> None:
        """Let nobody else give out a number until the end of the transaction."""
        self.execute("SELECT pg_advisory_xact_lock(?, ?)", (_ROOMS, _NUMBERS))

    def wake(self, room: int, number: int) -> None:
        """Wake the other servers. Who does not hear it finds out all the same, a little later."""
        self.execute("SELECT pg_notify(?, ?)", (CHANNEL, f"{room}:{number}"))

    def hold(self, room: int) -> None:
        """A room may have several servers here."""


class SameAddressError(StoreError):
    """Another server is reached where this one is."""


class TableStore(PostgresStore):
    """A store that writes only while this server owns the table (fenced by epoch)."""

    def __init__(self, store: PostgresStore, room: int, number: int, epoch: int) -> None:
        super().__init__(store._connection, store._clock)
        self._room, self._number, self._epoch = room, number, epoch

    def _write(self, job: Callable[[], None], done: Callable[[], bool]) -> None:
        def fenced() -> None:
            # Whoever takes the table over waits for this lock, and sees what is written under it.
            rows = self._run(
                "SELECT epoch FROM tables WHERE room = ? AND number = ? FOR SHARE", (self._room, self._number)
            )
            if rows != [(self._epoch,)]:
                raise ElsewhereError(f"table {self._number + 1} is served from elsewhere now")
            self._run("SELECT pg_notify(?, ?)", (CHANNEL, f"{self._room}:{self._number}"))
            job()

        super()._write(fenced, done)


class Locks(NamedTuple):
    """Who has what of a room at a moment."""

    mine: frozenset[int]
    """The tables whose lock this server has."""
    others: frozenset[int]
    """Those that other servers have."""
    wanted: bool
    """Whether another server would take more."""
    hosts: tuple[str, ...]
    """The addresses of the other servers."""


class Guard(Beside):
    """The connection of a server whose session has its locks. They are gone when it is."""

    _pid = 0
    _room = 0
    _address = ""
    _wanting = False

    @contextmanager
    def entering(self, room: int, address: str) -> Iterator[bool]:
        """Become a server of a room.

        Args:
            room: the room.
            address: where this server is reached.

        Yields:
            Whether it has no other; until the end of the block there will not be one either.

        Raises:
            SameAddressError: another server is reached there.
        """
        self._room, self._address = room, address
        with self.writing():
            alone = bool(self.one("SELECT pg_try_advisory_lock(?, ?)", *self._key(_HERE)))
        try:
            self._arrive_after(monotonic() + _GHOST)
            yield alone
        finally:
            if alone:
                with self.writing():
                    self.execute("SELECT pg_advisory_unlock(?, ?)", self._key(_HERE))

    def _key(self, what: int) -> tuple[int, int]:
        return _ROOMS + self._room, what

    def _arrive_after(self, patience: float) -> None:
        """As :meth:`_arrive`; if this server was here before, its locks are gone in a moment."""
        while True:
            try:
                self._arrive()
                return
            except SameAddressError:
                if monotonic() > patience:
                    raise
            sleep(0.5)

    def _arrive(self) -> None:
        """Be counted among the servers of the room."""
        with self.writing():
            self.execute(_PATIENT)
            self.execute("SELECT pg_advisory_lock_shared(?, ?)", self._key(_HERE))
            self._pid, self._wanting = self.one("SELECT pg_backend_pid()"), False
            here = [pid for what, pid, _ in self._holders() if what == _HERE]
            self.execute("DELETE FROM hosts WHERE room = ? AND NOT pid = ANY(?)", (self._room, here))
            self.execute("DELETE FROM hosts WHERE room = ? AND pid = ?", (self._room, self._pid))
            same = "SELECT COUNT(*) FROM hosts WHERE room = ? AND address = ?"
            if self.one(same, self._room, self._address):
                raise SameAddressError(
                    f"another frank host serves this room as {self._address}; give each an address of its own "
                    "with --lan or --address"
                )
            self.execute("INSERT INTO hosts VALUES (?, ?, ?)", (self._room, self._pid, self._address))

    def _holders(self) -> Sequence[tuple[int, int, bool]]:
        rows = self.execute(_HOLDERS, (_ROOMS + self._room,)).fetchall()
        return [(int(what), int(pid), bool(mine)) for what, pid, mine in rows]

    def look(self) -> Locks:
        """Who has what now. If the connection was cut, this server has nothing any more.

        Raises:
            StoreError: the database is not there.
        """
        with self.writing():
            pid = self.one("SELECT pg_backend_pid()")
        if pid != self._pid:
            self._arrive()
        with self.writing():
            holders = self._holders()
            hosts = self.execute("SELECT pid, address FROM hosts WHERE room = ?", (self._room,)).fetchall()
        here = {pid for what, pid, mine in holders if what == _HERE and not mine}
        return Locks(
            frozenset(what for what, _, mine in holders if mine and what < _HERE),
            frozenset(what for what, _, mine in holders if not mine and what < _HERE),
            any(what == _WANTING and not mine for what, _, mine in holders),
            tuple(sorted(address for pid, address in hosts if pid in here)),
        )

    def take(self, number: int) -> bool:
        """Take the lock of a table that nobody has; gives whether it was free."""
        with self.writing():
            return bool(self.one("SELECT pg_try_advisory_lock(?, ?)", *self._key(number)))

    def give(self, number: int) -> None:
        """Give a lock back."""
        with self.writing():
            self.execute("SELECT pg_advisory_unlock(?, ?)", self._key(number))

    def want(self, wanting: bool) -> None:
        """Let the others know whether this server would take more tables."""
        if wanting != self._wanting:
            how = "pg_advisory_lock_shared" if wanting else "pg_advisory_unlock_shared"
            with self.writing():
                self.execute(f"SELECT {how}(?, ?)", self._key(_WANTING))
            self._wanting = wanting


class Listener(Beside):
    """The connection on which a server is woken."""

    _listening = False

    def wait(self, seconds: float) -> set[tuple[int, int]] | None:
        """Wait until something happens; to be called in a thread, and always the same.

        Returns:
            Room and number of the tables at which something happened; None if that may have been missed.

        Raises:
            StoreError: the connection was cut. The next call makes a new one.
        """
        if not self._listening:
            with self.writing():
                self.execute(f"LISTEN {CHANNEL}")
            self._listening = True
            return None
        self._listening = False
        with self._explained():
            said = [one.payload.partition(":") for one in self._link.notifies(timeout=seconds, stop_after=1)]
        self._listening = True
        return {(int(room), int(number)) for room, _, number in said if (room + number).isdecimal()}
