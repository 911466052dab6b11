"""The register of rooms: each room's code, its seats, and the events of each table.

The games themselves are in the store of games, move by move, over the same database. Of each secret, only the
hash is saved.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.classroom.journal import Event
from game.classroom.rows import ElsewhereError, MeanwhileError, RoomRow, SeatRow, TableRow
from game.store import StoreError
from game.store.database import Database, Row


class Register:
    """The register of rooms. What a method wrote is on the disk when it returns.

    Every method raises :class:`game.store.StoreError` if the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        """The register in a database, which it shares with the games and does not close."""
        self.database = database

    def _rows(self, sql: str, *values: object) -> list[Row]:
        return self.database.read(lambda: self.database.run(sql, values))

    def _there(self, sql: str, *values: object) -> Callable[[], bool]:
        """Whether there is a row, to be asked within a transaction."""
        return lambda: bool(self.database.run(sql, values))

    def _demand(self, room: int, number: int, epoch: int) -> None:
        """Go on only if a table has this server; nobody takes it over before the end of the transaction."""
        rows = self.database.run(
            f"SELECT epoch FROM tables WHERE room = ? AND number = ?{self.database.HOLD_ROW}", (room, number)
        )
        if rows != [(epoch,)]:
            raise ElsewhereError(f"table {number + 1} is served from elsewhere now")

    def _wake(self, room: int, number: int) -> None:
        """Tell other servers that something happened at a table."""
        self.database.notify(f"{room}:{number}")

    # rooms

    def open_room(
        self, code: str, secret: str, begin: Callable[[], Sequence[str]], at: float, settings: dict[str, Any]
    ) -> RoomRow:
        """Keep a new room and its games, all or nothing.

        Args:
            code: of the room.
            secret: the hash of the facilitator's secret.
            begin: saves the game of each table and returns their ids, in order; it may be called twice.
            at: when, in seconds of the epoch.
            settings: what the teacher chose, as JSON can hold it.
        """
        database, room = self.database, 0
        there = self._there("SELECT 1 FROM rooms WHERE secret = ?", secret)

        def insert() -> None:
            nonlocal room
            database.lock("rooms")
            if room and there():  # the connection was cut, and the server heard it all the same
                return
            games = begin()
            [(last,)] = database.run("SELECT COALESCE(MAX(id), 0) FROM rooms")
            room = int(last) + 1
            database.run(
                "INSERT INTO rooms (id, code, secret, made, alive, settings) VALUES (?, ?, ?, ?, ?, ?)",
                (room, code, secret, at, at, json.dumps(settings)),
            )
            database.run_many(
                "INSERT INTO tables (room, number, game) VALUES (?, ?, ?)",
                [(room, number, game) for number, game in enumerate(games)],
            )

        database.write(insert, there)
        return RoomRow(room, code, secret, at, at, settings)

    def rooms(self) -> list[RoomRow]:
        """All rooms, the oldest first."""
        rows = self._rows("SELECT id, code, secret, made, alive, settings FROM rooms ORDER BY id")
        return [RoomRow(row[0], row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows]

    def renew(self, room: int, secret: str, *, beside: bool = False) -> None:
        """Give the facilitator a new secret.

        Args:
            room: the room.
            secret: the hash of it.
            beside: the ones before open the room as well; otherwise they open nothing any more.
        """
        change = "secret || ' ' || ?" if beside else "?"
        self._change(f"UPDATE rooms SET secret = {change} WHERE id = ?", secret, room)

    def beat(self, room: int, at: float, epochs: Mapping[int, int]) -> None:
        """Keep that the server of some tables of a room runs at a time.

        Args:
            room: the room.
            at: when.
            epochs: by the number of each table, what :meth:`take_over` gave.
        """

        def update() -> None:
            self.database.run("UPDATE rooms SET alive = ? WHERE id = ?", (at, room))
            for number, epoch in epochs.items():
                self.database.run(
                    "UPDATE tables SET alive = ? WHERE room = ? AND number = ? AND epoch = ?",
                    (at, room, number, epoch),
                )

        self.database.write(update)

    def _change(self, sql: str, *values: object) -> None:
        """Execute a statement of which twice is as good as once."""

        def change() -> None:
            self.database.run(sql, values)

        self.database.write(change)

    def games(self, room: int) -> list[str]:
        """The ids of all games that were played in a room, also of those that were taken back."""
        tables = self.tables(room)
        games = {one.game for one in tables}
        for one in tables:
            games |= {event.body["game"] for event in self.events(room, one.number) if event.kind == "undone"}
        return sorted(games)

    def forget(self, room: int) -> None:
        """Delete a room with all that happened in it. Its games stay in their store."""
        database = self.database

        def remove() -> None:
            for table in ("reflections", "happened", "seats", "tables"):
                database.run(f"DELETE FROM {table} WHERE room = ?", (room,))
            database.run("DELETE FROM rooms WHERE id = ?", (room,))

        database.write(remove)

    # tables

    def tables(self, room: int) -> list[TableRow]:
        """The tables of a room, in order."""
        rows = self._rows(
            "SELECT number, game, epoch, address, alive FROM tables WHERE room = ? ORDER BY number", room
        )
        return [TableRow(*row) for row in rows]

    def heads(self, room: int) -> dict[int, int]:
        """How many events each table has at which anything happened."""
        rows = self._rows("SELECT number, MAX(seq) + 1 FROM happened WHERE room = ? GROUP BY number", room)
        return {int(number): int(events) for number, events in rows}

    def take_over(self, room: int, number: int, address: str) -> int:
        """Become the server of a table; gives the epoch that its events carry from now on."""
        database, epoch = self.database, 0

        def update() -> None:
            nonlocal epoch
            database.run(
                "UPDATE tables SET epoch = epoch + 1, address = ? WHERE room = ? AND number = ?",
                (address, room, number),
            )
            rows = database.run("SELECT epoch FROM tables WHERE room = ? AND number = ?", (room, number))
            if not rows:
                raise StoreError(f"there is no table {number + 1} any more")
            epoch = int(rows[0][0])
            self._wake(room, number)

        database.write(update)
        return epoch

    def events(self, room: int, number: int, since: int = 0) -> list[Event]:
        """What happened at a table, in order.

        Args:
            room: its room.
            number: of the table.
            since: the number of the first event that is wanted.
        """
        rows = self._rows(
            "SELECT seq, at, kind, seat, body FROM happened WHERE room = ? AND number = ? AND seq >= ? ORDER BY seq",
            *(room, number, since),
        )
        return [Event(seq, at, kind, seat, json.loads(body)) for seq, at, kind, seat, body in rows]

    def append(
        self,
        room: int,
        number: int,
        epoch: int,
        events: Sequence[Event],
        moves: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep what happened, all of it or nothing.

        Args:
            room: its room.
            number: of the table.
            epoch: what :meth:`take_over` gave.
            events: the next ones of the table, at least one.
            moves: saves the moves that belong to them, in the same transaction; it may be called twice.

        Raises:
            ElsewhereError: the table has another server now; nothing was kept.
            StoreError: the events are not the next, or cannot be kept.
        """
        database, table = self.database, (room, number)
        rows = [(event.seq, event.at, event.kind, event.seat, json.dumps(event.body)) for event in events]

        def insert() -> None:
            self._demand(room, number, epoch)
            [(has,)] = database.run(
                "SELECT COALESCE(MAX(seq) + 1, 0) FROM happened WHERE room = ? AND number = ?", table
            )
            if has != events[0].seq:
                raise StoreError(
                    f"event {events[0].seq} of table {number + 1} is not the next one: it has {has}"
                )
            database.run_many(
                "INSERT INTO happened (room, number, seq, at, kind, seat, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*table, *row) for row in rows],
            )
            moves()
            self._wake(room, number)

        def there() -> bool:
            kept = database.run(
                "SELECT seq, at, kind, seat, body FROM happened WHERE room = ? AND number = ? AND seq >= ? ORDER BY seq",
                (*table, events[0].seq),
            )
            return kept == rows

        database.write(insert, there)

    def fenced(self, room: int, number: int, epoch: int, job: Callable[[], None]) -> None:
        """Write something else that belongs to a table, as long as it has this server.

        Args:
            room: its room.
            number: of the table.
            epoch: what :meth:`take_over` gave.
            job: writes it; it may be called twice.

        Raises:
            ElsewhereError: the table has another server now; nothing was written.
            StoreError: it cannot be written.
        """

        def write() -> None:
            self._demand(room, number, epoch)
            job()

        self.database.write(write)

    # seats

    def seats(self, room: int, *, scratch: bool = True) -> list[SeatRow]:
        """The seats of a room that were taken, in that order; also those that nobody has any more.

        Args:
            room: the room.
            scratch: with what is half written there.
        """
        written = "scratch" if scratch else "''"
        rows = self._rows(
            f"SELECT id, number, side, role, name, secret, device, gone, {written} FROM seats WHERE room = ? ORDER BY id",
            room,
        )
        return [SeatRow(*row) for row in rows]

    def has_seat(self, room: int, secret: str) -> bool:
        """Whether the hash of a secret is that of a seat."""
        return bool(self._rows("SELECT 1 FROM seats WHERE room = ? AND secret = ?", room, secret))

    def take_seat(self, room: int, seat: SeatRow, newest: int | None = None) -> SeatRow:
        """Keep a seat that was taken; gives it with its id.

        Args:
            room: the room.
            seat: of which the id does not count.
            newest: the id of the last seat that was known when this one was chosen; 0 if there was none, None
                if nobody else gives out any.

        Raises:
            MeanwhileError: somebody else gave out a seat since then; nothing was kept.
            StoreError: it cannot be kept.
        """
        database, kept = self.database, seat
        there = self._there("SELECT 1 FROM seats WHERE secret = ?", seat.secret)

        def insert() -> None:
            nonlocal kept
            database.lock("seats")
            if kept is not seat and there():  # the connection was cut, and the server heard it all the same
                return
            [(last, here)] = database.run(
                "SELECT COALESCE(MAX(id), 0), COALESCE(MAX(CASE WHEN room = ? THEN id END), 0) FROM seats",
                (room,),
            )
            if newest is not None and here != newest:
                raise MeanwhileError("somebody else took a seat at this moment; try again")
            kept = seat._replace(id=int(last) + 1)
            database.run(
                "INSERT INTO seats (id, room, number, side, role, name, secret, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (kept.id, room, kept.table, kept.side, kept.role, kept.name, kept.secret, kept.device),
            )
            self._wake(room, kept.table)

        database.write(insert, there)
        return kept

    def keep_seat(self, room: int, number: int, epoch: int, seat: SeatRow) -> None:
        """Keep where a seat is now, its role, and whether it is taken.

        Args:
            room: its room.
            number: of the table where it was until now.
            epoch: what :meth:`take_over` gave for that table.
            seat: as it is now.

        Raises:
            ElsewhereError: the table has another server now; nothing was changed.
            StoreError: it cannot be kept.
        """
        database = self.database

        def update() -> None:
            self._demand(room, number, epoch)
            database.run(
                "UPDATE seats SET number = ?, side = ?, role = ?, gone = ? WHERE id = ?",
                (seat.table, seat.side, seat.role, seat.gone, seat.id),
            )
            self._wake(room, seat.table)

        database.write(update)

    def keep_scratch(self, room: int, number: int, epoch: int, seat: int, scratch: str) -> None:
        """Keep what is half written at a seat.

        Args:
            room: its room.
            number: of its table.
            epoch: what :meth:`take_over` gave for that table.
            seat: the id of it.
            scratch: what is written there.

        Raises:
            ElsewhereError: the table has another server now; nothing was changed.
            StoreError: it cannot be kept.
        """

        def update() -> None:
            self._demand(room, number, epoch)
            self.database.run("UPDATE seats SET scratch = ? WHERE id = ?", (scratch, seat))

        self.database.write(update)

    # afterwards

    def reflect(self, room: int, answers: Sequence[str]) -> None:
        """Keep somebody's answers to the scenario's questions. Nothing says whose they are, nor when they came."""
        key, database = secrets.token_hex(8), self.database

        def insert() -> None:
            database.run(
                "INSERT INTO reflections (room, id, answers) VALUES (?, ?, ?)",
                (room, key, json.dumps(list(answers))),
            )

        database.write(insert, self._there("SELECT 1 FROM reflections WHERE id = ?", key))

    def reflections(self, room: int) -> list[list[str]]:
        """All answers, in an order that means nothing."""
        rows = self._rows("SELECT answers FROM reflections WHERE room = ? ORDER BY id", room)
        return [json.loads(answers) for (answers,) in rows]
