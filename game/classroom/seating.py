"""Seat people in a room, and move, merge, remove or ban them."""

from __future__ import annotations

from collections.abc import Callable

from game.classroom.people import ROLES, WATCHING, head_of, next_role
from game.classroom.register import Register
from game.classroom.rows import SeatRow
from game.classroom.table import Seat, Table
from game.store import StoreError


class Seating:
    """The tables of a room, and who sits there.

    Attributes:
        id: the number of the room in its register.
        tables: in order.
        seats: by the hash of their secret; only those that somebody has.
    """

    def __init__(self, room: int, register: Register, now: Callable[[], float]) -> None:
        """A room at which nobody sits yet.

        Args:
            room: its number.
            register: where it is kept.
            now: gives the time, in seconds of the epoch.
        """
        self.id, self._register, self._now = room, register, now
        self.tables: list[Table] = []
        self.seats: dict[str, Seat] = {}
        self._banned: set[str] = set()

    def now(self) -> float:
        """The time, in seconds of the epoch, as the room counts it."""
        return self._now()

    def bar(self, row: SeatRow) -> None:
        """Give the browser of a kept seat no other one, if it was banned."""
        if row.gone == "banned" and row.device:
            self._banned.add(row.device)

    def welcome(self, row: SeatRow) -> Seat:
        """Let somebody sit down whose seat was kept a moment ago."""
        seat = self._add(row)
        seat.table.seats.remove(seat)
        seat.table.seated(seat)
        return seat

    def _add(self, row: SeatRow) -> Seat:
        table = self.tables[row.table]
        seat = Seat(
            row.id, row.side, row.role, row.name, row.secret, row.device, scratch=row.scratch, table=table
        )
        seat.since = self._now()
        table.seats.append(seat)
        self.seats[row.secret] = seat
        return seat

    # what the facilitator does

    def _keep(self, seat: Seat, row: SeatRow | None = None) -> None:
        table = seat.table
        now = SeatRow(seat.id, table.number, seat.side, seat.role, seat.name, seat.secret, gone=seat.gone)
        self._register.keep_seat(self.id, table.number, table.epoch, row or now)

    def reseat(self, seat: Seat, table: Table, side: int) -> None:
        """Let somebody sit elsewhere. Whoever comes to a delegation gets the first role that is free there.

        Raises:
            StoreError: it cannot be kept; nothing was changed.
        """
        if (seat.table, seat.side) == (table, side):
            return
        role = next_role(table.members(side)) if side != WATCHING else "observer"
        before = seat.table
        self._keep(seat, SeatRow(seat.id, table.number, side, role, seat.name, seat.secret))
        before.unseated(seat, "reseated")
        self._heir(before, seat.side)
        seat.table, seat.side, seat.role = table, side, role
        table.seated(seat)
        if seat.present:
            table.came(seat)
        if seat.moved:
            seat.moved()

    def give_role(self, seat: Seat, role: str) -> None:
        """Give somebody another role; whoever had it takes theirs in exchange.

        Raises:
            StoreError: it cannot be kept.
        """
        if role not in ROLES or seat.watches or role == seat.role:
            return
        for other in seat.table.members(seat.side):
            if other.role == role and role != "member":
                other.role = seat.role
                self._keep(other)
        seat.role = role
        self._keep(seat)
        seat.table.lower_hands()

    def _heir(self, table: Table, side: int) -> None:
        """A delegation has a head as long as it has anybody."""
        members = table.members(side)
        if side != WATCHING and members and head_of(members) is None:
            self.give_role(members[0], "head")

    def remove(self, seat: Seat, *, ban: bool = False) -> None:
        """Take somebody's seat away; who is banned cannot take another with the same browser.

        Raises:
            StoreError: it cannot be kept.
        """
        gone = "banned" if ban else "removed"
        table = seat.table
        row = SeatRow(seat.id, table.number, seat.side, seat.role, seat.name, seat.secret, seat.device, gone)
        self._keep(seat, row)
        seat.gone = gone
        self.seats.pop(seat.secret, None)
        self.bar(row)
        table.unseated(seat, gone)
        self._heir(table, seat.side)
        if seat.moved:
            seat.moved()

    def merge(self, table: Table, into: Table) -> None:
        """Let all who sit at a table sit at another, on the same sides; the first table is ended.

        Raises:
            StoreError: it cannot be kept.
        """
        if table is into:
            return
        for seat in list(table.seats):
            self.reseat(seat, into, seat.side)
        table.end(f"merged into table {into.number + 1}")

    def keep_scratch(self, seat: Seat, scratch: str) -> None:
        """Keep what is half written at a seat. What cannot be kept is only lost if the server is, too."""
        seat.scratch = scratch
        if seat.table.elsewhere is not None:
            return
        try:
            self._register.keep_scratch(self.id, seat.table.number, seat.table.epoch, seat.id, scratch)
        except StoreError as error:
            seat.table.warn(str(error))
