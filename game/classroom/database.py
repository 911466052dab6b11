"""The database interface of the register of rooms, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

from game.classroom.tokens import same
from game.store import StoreError

TABLES = (
    """CREATE TABLE IF NOT EXISTS rooms (
        id INTEGER PRIMARY KEY, code TEXT NOT NULL, secret TEXT NOT NULL, made DOUBLE PRECISION NOT NULL,
        alive DOUBLE PRECISION NOT NULL, settings TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS tables (
        room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE, number INTEGER NOT NULL, game TEXT NOT NULL,
        epoch INTEGER NOT NULL DEFAULT 0, address TEXT NOT NULL DEFAULT '',
        alive DOUBLE PRECISION NOT NULL DEFAULT 0, PRIMARY KEY (room, number))""",
    """CREATE TABLE IF NOT EXISTS seats (
        id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE,
        number INTEGER NOT NULL, side INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
        secret TEXT NOT NULL UNIQUE, device TEXT NOT NULL, gone TEXT NOT NULL DEFAULT '',
        scratch TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE IF NOT EXISTS happened (
        room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE, number INTEGER NOT NULL,
        seq INTEGER NOT NULL, at DOUBLE PRECISION NOT NULL, kind TEXT NOT NULL, seat INTEGER NOT NULL,
        body TEXT NOT NULL, PRIMARY KEY (room, number, seq))""",
    """CREATE TABLE IF NOT EXISTS reflections (
        room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE, id TEXT PRIMARY KEY, answers TEXT NOT NULL)""",
)
FORMAT = 2

T = TypeVar("T")


class SeatRow(NamedTuple):
    """A kept seat."""

    id: int
    table: int
    side: int
    """0 or 1; -1 for who watches."""
    role: str
    name: str
    secret: str
    """The hash of it."""
    device: str = ""
    """The hash of what the browser is known by."""
    gone: str = ""
    """Why nobody sits there any more: ``removed`` or ``banned``; empty for a seat that is taken."""
    scratch: str = ""
    """What is half written there, as JSON."""


class TableRow(NamedTuple):
    """A kept table."""

    number: int
    game: str
    """The game it began with."""
    epoch: int = 0
    """How often it was taken over; events of an earlier owner are refused."""
    address: str = ""
    """Of the server that has it."""
    alive: float = 0
    """When that server was last known to run, in seconds of the epoch; 0 if nobody knows."""


class RoomRow(NamedTuple):
    """A kept room."""

    id: int
    code: str
    secret: str
    """The hash of the facilitator's; several, with blanks between them, if several servers share the room."""
    made: float
    """When it was opened, in seconds of the epoch."""
    alive: float
    """When its server was last known to run."""
    settings: dict[str, Any]

    def opened_by(self, secret: str) -> bool:
        """Whether the hash of a secret is one of the facilitator's."""
        return any(same(secret, one) for one in self.secret.split())


class ElsewhereError(StoreError):
    """A table has another server now."""


class MeanwhileError(StoreError):
    """Somebody else took a seat at this moment: look again where one is free."""


class Database(Protocol):
    """A connection, and how it is spoken to."""

    place: str
    LOCKING: ClassVar[str]
    """What makes a SELECT hold its row until the end of the transaction; empty where writers are alone anyway."""

    def read(self, job: Callable[[], T]) -> T:
        """Read in one transaction. Gives what the job gives; it may be done twice."""
        ...

    def write(self, job: Callable[[], None], done: Callable[[], bool] | None = None) -> None:
        """Write in one transaction: all of it is on the disk afterwards, or none of it.

        Args:
            job: executes the statements.
            done: whether all of it is there, for a database that can be lost while it says so; None if
                twice is as good as once.
        """
        ...

    def execute(self, sql: str, values: Sequence[object] = (), /) -> Any:
        """Execute a statement with ``?`` for each value; gives a cursor."""
        ...

    def alone(self) -> None:
        """Lock id allocation until commit; within :meth:`write`."""
        ...

    def wake(self, room: int, number: int) -> None:
        """Tell other servers that something happened at a table; within :meth:`write`."""
        ...

    def hold(self, room: int) -> None:
        """Be the only server of a room, where there can be one only.

        Raises:
            StoreError: there is another one.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
