"""The register of rooms: each room's code, its seats, and the events of each table.

The games themselves are in the store of games, move by move. Of a secret only its hash is kept. The SQL
here is what every database understands; :class:`game.classroom.database.Database` is the little in which
they differ.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from game.classroom.database import Database, ElsewhereError, MeanwhileError, RoomRow, SeatRow, TableRow
from game.classroom.journal import Event
from game.store import StoreError


class Register:
    """The register of rooms. What a method wrote is on the disk when it returns.

    Every method raises :class:`game.store.StoreError` if the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        """The register in a database, whose tables are made if there are none."""
        self.database = database

    @property
    def place(self) -> str:
        """Where it is."""
        return self.database.place

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self.database.read(lambda: list(self.database.execute(sql, values).fetchall()))

    def _there(self, sql: str, *values: object) -> Callable[[], bool]:
        """Whether there is a row, to be asked within a transaction."""
        return lambda: bool(self.database.execute(sql, values).fetchall())

    def _demand(self, room: int, number: int, epoch: int) -> None:
        """Go on only if a table has this server; nobody takes it over before the end of the transaction."""
        found = self.database.execute(
            f"SELECT epoch FROM tables WHERE room = ? AND number = ?{self.database.LOCKING}", (room, number)
        ).fetchall()
        if not found or found[0][0] != epoch:
            raise ElsewhereError(f"table {number + 1} is served from elsewhere now")

    # rooms

    def open_room(
        self, code: str, secret: str, games: Sequence[str], at: float, settings: dict[str, Any]
    ) -> RoomRow:
        """Keep a new room.

        Args:
            code: of the room.
            secret: the hash of the facilitator's secret.
            games: the id of each table's game, in order.
            at: when, in seconds of the epoch.
            settings: what the teacher chose, as JSON can hold it.
        """
        database, room = self.database, 0
        there = self._there("SELECT 1 FROM rooms WHERE secret = ?", secret)

        def insert() -> None:
            nonlocal room
            database.alone()
            if room and there():  # the connection was cut, and the server heard it all the same
                return
            [(last,)] = database.execute("SELECT COALESCE(MAX(id), 0) FROM rooms").fetchall()
            room = int(last) + 1
            database.execute(
                "INSERT INTO rooms (id, code, secret, made, alive, settings) VALUES (?, ?, ?, ?, ?, ?)",
                (room, code, secret, at, at, json.dumps(settings)),
            )
            for number, game in enumerate(games):
                database.execute(
                    "INSERT INTO tables (room, number, game) VALUES (?, ?, ?)", (room, number, game)
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
            self.database.execute("UPDATE rooms SET alive = ? WHERE id = ?", (at, room))
            for number, epoch in epochs.items():
                self.database.execute(
                    "UPDATE tables SET alive = ? WHERE room = ? AND number = ? AND epoch = ?",
                    (at, room, number, epoch),
                )

        self.database.write(update)

    def _change(self, sql: str, *values: object) -> None:
        """Execute a statement of which twice is as good as once."""

        def change() -> None:
            self.database.execute(sql, values)

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
                database.execute(f"DELETE FROM {table} WHERE room = ?", (room,))
            database.execute("DELETE FROM rooms WHERE id = ?", (room,))

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
            database.execute(
                "UPDATE tables SET epoch = epoch + 1, address = ? WHERE room = ? AND number = ?",
                (address, room, number),
            )
            rows = database.execute(
                "SELECT epoch FROM tables WHERE room = ? AND number = ?", (room, number)
            ).fetchall()
            if not rows:
                raise StoreError(f"there is no table {number + 1} any more")
            epoch = int(rows[0][0])
            database.wake(room, number)

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

    def append(self, room: int, number: int, epoch: int, event: Event) -> None:
        """Keep what happened.

        Args:
            room: its room.
            number: of the table.
            epoch: what :meth:`take_over` gave.
            event: the next one of the table.

        Raises:
            ElsewhereError: the table has another server now; nothing was kept.
            StoreError: the event is not the next, or cannot be kept.
        """
        database, at, body = self.database, (room, number, event.seq), json.dumps(event.body)

        def insert() -> None:
            self._demand(room, number, epoch)
            [(has,)] = database.execute(
                "SELECT COALESCE(MAX(seq) + 1, 0) FROM happened WHERE room = ? AND number = ?", at[:2]
            ).fetchall()
            if has != event.seq:
                raise StoreError(f"event {event.seq} of table {number + 1} is not the next one: it has {has}")
            database.execute(
                "INSERT INTO happened (room, number, seq, at, kind, seat, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*at, event.at, event.kind, event.seat, body),
            )
            database.wake(room, number)

        def there() -> bool:
            rows = database.execute(
                "SELECT at, kind, seat, body FROM happened WHERE room = ? AND number = ? AND seq = ?", at
            ).fetchall()
            return [tuple(row) for row in rows] == [(event.at, event.kind, event.seat, body)]

        database.write(insert, there)

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
            database.alone()
            if kept is not seat and there():  # the connection was cut, and the server heard it all the same
                return
            [(last, here)] = database.execute(
                "SELECT COALESCE(MAX(id), 0), COALESCE(MAX(CASE WHEN room = ? THEN id END), 0) FROM seats",
                (room,),
            ).fetchall()
            if newest is not None and here != newest:
                raise MeanwhileError("somebody else took a seat at this moment; try again")
            kept = seat._replace(id=int(last) + 1)
            database.execute(
                "INSERT INTO seats (id, room, number, side, role, name, secret, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (kept.id, room, kept.table, kept.side, kept.role, kept.name, kept.secret, kept.device),
            )
            database.wake(room, kept.table)

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
            database.execute(
                "UPDATE seats SET number = ?, side = ?, role = ?, gone = ? WHERE id = ?",
                (seat.table, seat.side, seat.role, seat.gone, seat.id),
            )
            database.wake(room, seat.table)

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
            self.database.execute("UPDATE seats SET scratch = ? WHERE id = ?", (scratch, seat))

        self.database.write(update)

    # afterwards

    def reflect(self, room: int, answers: Sequence[str]) -> None:
        """Keep somebody's answers to the scenario's questions. Nothing says whose they are, nor when they came."""
        key, database = secrets.token_hex(8), self.database

        def insert() -> None:
            database.execute(
                "INSERT INTO reflections (room, id, answers) VALUES (?, ?, ?)",
                (room, key, json.dumps(list(answers))),
            )

        database.write(insert, self._there("SELECT 1 FROM reflections WHERE id = ?", key))

    def reflections(self, room: int) -> list[list[str]]:
        """All answers, in an order that means nothing."""
        rows = self._rows("SELECT answers FROM reflections WHERE room = ? ORDER BY id", room)
        return [json.loads(answers) for (answers,) in rows]

    def hold(self, room: int) -> None:
        """Be the only server of a room, where there can be one only: the file is of this machine.

        Raises:
            StoreError: there is another one.
        """
        self.database.hold(room)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
