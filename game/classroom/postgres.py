"""The locks and the calls by which several servers share a room in PostgreSQL.

Which server has a table is an advisory lock of its session, so that it is free the moment the server or its
connection is gone; what a server may still write is decided by the table's epoch, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any, NamedTuple

from game.store import StoreError
from game.store.postgres import PostgresDatabase

_ROOMS = 0x46720000
"""Added to a room's number: the first half of the advisory locks of its tables. The other half is the table's."""
_HERE, _WANTING = 2_000_000_000, 2_000_000_001
"""In place of a table: held by every server of the room; by those that want tables."""
_PATIENT = "SELECT set_config('lock_timeout', '30s', true)"
"""For who opens a room while another server does."""
_GHOST = 12.0
"""So many seconds a server waits for what seems to be itself, before it went away."""

_HOLDERS = """SELECT objid::bigint, pid, pid = pg_backend_pid() FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = ?
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class SameAddressError(StoreError):
    """Another server is reached where this one is."""


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


class Guard:
    """The connection of a server whose session has its locks. They are gone when it is."""

    def __init__(self, database: PostgresDatabase) -> None:
        """The guard of a server.

        Args:
            database: a connection of its own; :meth:`close` closes it.
        """
        self._database = database
        self._pid = self._room = 0
        self._address = ""
        self._wanting = False

    def close(self) -> None:
        """Let go of all locks."""
        self._database.close()

    def _one(self, statement: str, *values: object) -> Any:
        """The one value that a statement gives, within a transaction."""
        return self._database.run(statement, values)[0][0]

    def _ask(self, statement: str, *values: object) -> Any:
        """The one value that a statement gives, in a transaction of its own."""
        return self._database.once(lambda: self._one(statement, *values))

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
        alone = bool(self._ask("SELECT pg_try_advisory_lock(?, ?)", *self._key(_HERE)))
        try:
            self._arrive_after(monotonic() + _GHOST)
            yield alone
        finally:
            if alone:
                self._ask("SELECT pg_advisory_unlock(?, ?)", *self._key(_HERE))

    def _key(self, what: int) -> tuple[int, int]:
        return _ROOMS + self._room, what

    def _arrive_after(self, patience: float) -> None:
        """As :meth:`_arrive`; if this server was here before, its locks are gone in a moment."""
        while True:
            try:
                self._database.once(self._arrive)
                return
            except SameAddressError:
                if monotonic() > patience:
                    raise
            sleep(0.5)

    def _arrive(self) -> None:
        """Be counted among the servers of the room; within a transaction."""
        self._database.run(_PATIENT)
        self._database.run("SELECT pg_advisory_lock_shared(?, ?)", self._key(_HERE))
        self._pid, self._wanting = self._one("SELECT pg_backend_pid()"), False
        here = [pid for what, pid, _ in self._holders() if what == _HERE]
        self._database.run("DELETE FROM hosts WHERE room = ? AND NOT pid = ANY(?)", (self._room, here))
        self._database.run("DELETE FROM hosts WHERE room = ? AND pid = ?", (self._room, self._pid))
        same = "SELECT COUNT(*) FROM hosts WHERE room = ? AND address = ?"
        if self._one(same, self._room, self._address):
            raise SameAddressError(
                f"another frank host serves this room as {self._address}; give each an address of its own "
                "with --lan or --address"
            )
        self._database.run("INSERT INTO hosts VALUES (?, ?, ?)", (self._room, self._pid, self._address))

    def _holders(self) -> Sequence[tuple[int, int, bool]]:
        rows = self._database.run(_HOLDERS, (_ROOMS + self._room,))
        return [(int(what), int(pid), bool(mine)) for what, pid, mine in rows]

    def look(self) -> Locks:
        """Who has what now. If the connection was cut, this server has nothing any more.

        Raises:
            StoreError: the database is not there.
        """
        if self._ask("SELECT pg_backend_pid()") != self._pid:
            self._database.once(self._arrive)
        hosts = "SELECT pid, address FROM hosts WHERE room = ?"
        holders, addresses = self._database.once(
            lambda: (self._holders(), self._database.run(hosts, (self._room,)))
        )
        here = {pid for what, pid, mine in holders if what == _HERE and not mine}
        return Locks(
            frozenset(what for what, _, mine in holders if mine and what < _HERE),
            frozenset(what for what, _, mine in holders if not mine and what < _HERE),
            any(what == _WANTING and not mine for what, _, mine in holders),
            tuple(sorted(address for pid, address in addresses if pid in here)),
        )

    def take(self, number: int) -> bool:
        """Take the lock of a table that nobody has; gives whether it was free."""
        return bool(self._ask("SELECT pg_try_advisory_lock(?, ?)", *self._key(number)))

    def give(self, number: int) -> None:
        """Give a lock back."""
        self._ask("SELECT pg_advisory_unlock(?, ?)", *self._key(number))

    def want(self, wanting: bool) -> None:
        """Let the others know whether this server would take more tables."""
        if wanting != self._wanting:
            how = "pg_advisory_lock_shared" if wanting else "pg_advisory_unlock_shared"
            self._ask(f"SELECT {how}(?, ?)", *self._key(_WANTING))
            self._wanting = wanting


class Listener:
    """The connection on which a server is woken."""

    def __init__(self, database: PostgresDatabase) -> None:
        """The listener of a server.

        Args:
            database: a connection of its own; :meth:`close` closes it.
        """
        self._database = database
        self._listening = False

    def close(self) -> None:
        """Hear nothing any more."""
        self._database.close()

    def wait(self, seconds: float) -> set[tuple[int, int]] | None:
        """Wait until something happens; to be called in a thread, and always the same.

        Returns:
            Room and number of the tables at which something happened; None if that may have been missed.

        Raises:
            StoreError: the connection was cut. The next call makes a new one.
        """
        if not self._listening:
            self._database.listen()
            self._listening = True
            return None
        self._listening = False
        heard = [text.partition(":") for text in self._database.heard(seconds)]
        self._listening = True
        return {(int(room), int(number)) for room, _, number in heard if (room + number).isdecimal()}
