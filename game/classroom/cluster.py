"""Several servers of one room on one PostgreSQL: each table has one server, and the others follow it.

Who has a table holds its lock. When a server dies its locks are free, and the others take its tables a second
later. A server that was only cut off finds its tables served elsewhere when it comes back: what it writes is
refused, and its browsers are sent on.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractContextManager
from math import ceil
from time import monotonic

from game.classroom.notices import Notice
from game.classroom.postgres import Guard, Listener, Locks
from game.classroom.register import Register
from game.classroom.restore import awaits_move
from game.classroom.room import Room
from game.classroom.rows import RoomRow, SeatRow, TableRow
from game.classroom.table import Seat, Table
from game.scenario.problems import ScenarioError
from game.store import StoreError
from game.store.postgres import PostgresDatabase

LOG = logging.getLogger("frank.classroom")

PATIENCE = 5.0
"""So many seconds a table is left to the other servers by one that has its share, or as many as it was given."""
_LOOK_BEHIND = 3
"""Every so many looks it is looked whether anything was missed."""
_DOZE = 0.5
"""For so many seconds at a time the listener waits; so long does the end of a server take."""


class Hosts:
    """The servers that share a room, as one of them sees it.

    Attributes:
        address: of this one.
        others: the addresses of the other ones.
        newest: the id of the last seat that is known here.
        trouble: why nobody can look now who serves what; empty if all is well.
    """

    def __init__(
        self, database: PostgresDatabase, register: Register, address: str, most: int | None = None
    ) -> None:
        """A server among others.

        Args:
            database: where the room and its games are.
            register: the room.
            address: where browsers reach this server.
            most: how many tables it serves if others are there; None for its share.

        Raises:
            StoreError: the database cannot be reached.
        """
        self.address = address
        self.others: tuple[str, ...] = ()
        self.newest = 0
        self.trouble = ""
        self._register, self._most = register, most
        self._guard = Guard(database.beside())
        self._listener = Listener(database.beside())
        self._listening: asyncio.Task[None] | None = None
        self._stopping = False
        self._mine: set[int] = set()
        self._stale: set[int] = set()
        self._free: dict[int, float] = {}
        self._failed: dict[int, float] = {}
        self._looks = 0
        self._room_id = 0
        self._room: Room

    def entering(self, room: int) -> AbstractContextManager[bool]:
        """Join the room's servers. Yields True if this one is alone, and blocks others until the block ends.

        Raises:
            StoreError: another server has the same address.
        """
        self._room_id = room
        return self._guard.entering(room, self.address)

    def begin(self, room: Room) -> None:
        """Claim every unclaimed table.

        Raises:
            StoreError: the database cannot be read.
        """
        self._room = room
        self._look()

    def start(self) -> None:
        """Begin to listen to the other servers; within the event loop."""
        self._listening = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Let the others have all tables."""
        self._stopping = True
        if self._listening is not None:
            await self._listening
        self._listener.close()
        self._guard.close()

    # once a second

    def tick(self) -> None:
        """Look who serves what; to be called about once a second."""
        try:
            self._look()
            self.trouble = ""
        except (StoreError, ScenarioError) as error:
            self._complain(error)

    def _complain(self, error: Exception) -> None:
        if str(error) != self.trouble:
            self.trouble = str(error)
            LOG.error("%s", error)

    def _look(self) -> None:
        locks = self._guard.look()
        rows = {row.number: row for row in self._register.tables(self._room_id)}
        self.others = locks.hosts
        self._keep(locks, rows)
        self._share(locks, rows)
        self._point(locks, rows)
        self.sync()
        self._looks += 1
        if self._looks % _LOOK_BEHIND == 0:
            self._catch_up()

    def _keep(self, locks: Locks, rows: dict[int, TableRow]) -> None:
        """Go on with the tables that are still ours, and with no other."""
        for number in locks.mine - self._mine:  # something failed in the middle
            self._guard.give(number)
        for number in sorted(self._mine):
            table = self._room.tables[number]
            locked = number in locks.mine or self._guard.take(number)
            if not locked or table.elsewhere is not None or rows[number].epoch != table.epoch:
                self._release(number, locked)

    def _release(self, number: int, locked: bool) -> None:
        """Serve a table no longer."""
        self._room.tables[number].leave()
        self._mine.discard(number)
        self._stale.add(number)
        if locked:
            self._guard.give(number)

    def _share(self, locks: Locks, rows: dict[int, TableRow]) -> None:
        """Take what nobody has, up to one's share or what one was given; give back what is more if it is wanted."""
        all_tables = range(len(self._room.tables))
        free = [n for n in all_tables if n not in locks.others | locks.mine | self._mine]
        fair = ceil(len(all_tables) / (len(locks.hosts) + 1))
        limit = fair if self._most is None else min(self._most, fair)
        if locks.wanted and not free and self._most is not None and len(self._mine) > self._most:
            self._release(max(self._mine), True)
        now = monotonic()
        self._free = {number: self._free.get(number, now) for number in free}
        for number, since in self._free.items():
            if len(self._mine) < limit or now - since >= PATIENCE:
                self._try_to_take(rows[number], now)
        self._guard.want(len(self._mine) < limit and not free)

    def _try_to_take(self, kept: TableRow, now: float) -> None:
        """Serve a table, if nobody was faster; what is wrong with one table keeps no other waiting."""
        number = kept.number
        if now - self._failed.get(number, -PATIENCE) < PATIENCE or not self._guard.take(number):
            return
        try:
            self._serve(self._room.tables[number], kept)
        except (StoreError, ScenarioError) as error:
            self._guard.give(number)  # perhaps another server can
            if not self._looks:
                raise
            self._failed[number] = now
            self._stale.add(number)
            self._complain(error)
            return
        self._mine.add(number)
        self._stale.discard(number)
        if self._looks:
            LOG.warning("%s is served here now", self._room.tables[number].title)

    def _serve(self, table: Table, kept: TableRow) -> None:
        """Serve a table that was served elsewhere, as it is kept."""
        table.become(self._room.make.served(kept))
        written = {row.id: row.scratch for row in self._register.seats(self._room_id)}
        joined = {event.seat for event in table.journal.events if event.kind == "joined"}
        for seat in table.seats:
            seat.scratch, seat.present, seat.since = written.get(seat.id, ""), False, self._room.now()
            if seat.id not in joined:  # another server gave the seat out
                table.happen("joined", seat.id, side=seat.side, role=seat.role)
        if self._looks:
            table.let_think()

    def _point(self, locks: Locks, rows: dict[int, TableRow]) -> None:
        """Know where the other tables are."""
        for table in self._room.tables:
            if table.number in self._mine:
                continue
            if table.number in self._stale:
                table.become(self._room.make.followed(rows[table.number]))
                self._stale.discard(table.number)
            address = rows[table.number].address
            # Whoever has taken the lock a moment ago has not left an address yet.
            known = address if table.number in locks.others and address in locks.hosts else ""
            if table.elsewhere != known:
                table.elsewhere = known
                table.tell(Notice())

    # what happens elsewhere

    async def _listen(self) -> None:
        """Listen for notifications; polling catches missed ones."""
        while not self._stopping:
            try:
                woken = await asyncio.to_thread(self._listener.wait, _DOZE)
                if woken is None:
                    self._catch_up()
                else:
                    for room, number in woken:
                        self._woken(room, number)
            except StoreError as error:
                self._complain(error)
                await asyncio.sleep(1)
            except Exception:  # the other servers are followed, whatever is wrong with one table
                LOG.exception("another server cannot be followed")

    def _woken(self, room: int, number: int) -> None:
        if room == self._room_id and number not in self._mine | self._stale:
            self._room.make.follow(self._room.tables[number])

    def _catch_up(self) -> None:
        heads = self._register.heads(self._room_id)
        for table in self._room.tables:
            if table.number in self._mine | self._stale:
                continue
            if heads.get(table.number, 0) > table.journal.next or awaits_move(table):
                self._room.make.follow(table)

    # who sits where

    def sync(self) -> None:
        """Take in what other servers did to seats.

        Raises:
            StoreError: they cannot be read.
        """
        for row in self._register.seats(self._room_id, scratch=False):
            self.newest = max(self.newest, row.id)
            seat = self._room.seats.get(row.secret)
            if row.gone:
                self._room.bar(row)
                if seat is not None:
                    self._gone(seat, row)
            elif seat is None:
                self._room.welcome(row)
            elif (seat.table.number, seat.side) != (row.table, row.side):
                self._moved(seat, row)
            elif seat.role != row.role:
                seat.role = row.role
                seat.table.tell(Notice())

    def _gone(self, seat: Seat, row: SeatRow) -> None:
        self._room.seats.pop(row.secret)
        seat.gone = row.gone
        seat.table.unseated(seat, row.gone)
        if seat.moved:
            seat.moved()

    def _moved(self, seat: Seat, row: SeatRow) -> None:
        seat.table.unseated(seat, "reseated")
        seat.table, seat.side, seat.role = self._room.tables[row.table], row.side, row.role
        seat.table.seated(seat)
        if seat.moved:
            seat.moved()

    def look_for(self, secret: str) -> None:
        """Look whether the hash of a secret is that of a seat that another server gave out."""
        try:
            if self._register.has_seat(self._room_id, secret):
                self.sync()
        except StoreError as error:
            self._complain(error)

    def fresh(self, row: RoomRow) -> RoomRow:
        """The room as it is kept now: another server may have a link of its own for the facilitator."""
        try:
            return next((one for one in self._register.rooms() if one.id == row.id), row)
        except StoreError as error:
            self._complain(error)
            return row
