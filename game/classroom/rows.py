"""What the register keeps of a room, its tables and its seats."""

from __future__ import annotations

from typing import Any, NamedTuple

from game.classroom.tokens import same
from game.store import StoreError


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
