"""What is kept of a room besides its games: its code, its tables, and who sits where.

The games themselves are in the store of games, move by move. Of a secret only its hash is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from game.record.store.address import prepare, tighten
from game.record.store.faults import explained

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rooms (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, secret TEXT NOT NULL, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS tables (
    room INTEGER NOT NULL REFERENCES rooms, number INTEGER NOT NULL, game TEXT NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0, first TEXT NOT NULL DEFAULT '', second TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (room, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seats (
    id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES rooms, number INTEGER NOT NULL,
    side INTEGER NOT NULL, name TEXT NOT NULL, secret TEXT NOT NULL UNIQUE
);
"""
_FORMAT = 1


class SeatRow(NamedTuple):
    """A kept seat."""

    id: int
    table: int
    side: int
    name: str
    secret: str
    """The hash of it."""


class TableRow(NamedTuple):
    """A kept table."""

    number: int
    game: str
    paused: bool
    computers: tuple[str, str]
    """Who plays each side in place of people; empty for nobody."""


class RoomRow(NamedTuple):
    """A kept room."""

    id: int
    code: str
    secret: str
    """The hash of the facilitator's."""


class Register:
    """The register of rooms, in one SQLite file. What a method wrote is on the disk when it returns.

    Every method raises :class:`game.record.store.StoreError` if the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        """Open a file, and make it if there is none.

        Args:
            path: of the file; only its owner can read it.
        """
        self.place = str(path)
        prepare(path, ours=False)
        with explained(self.place):
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=2.0)
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA journal_mode = WAL")
            found = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if found > _FORMAT:
                from game.record.store import StoreError

                raise StoreError(f"the register {self.place} is of a newer version of the program")
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"PRAGMA user_version = {_FORMAT}")
        tighten(path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self.place):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def open_room(self, code: str, secret: str, games: list[str]) -> RoomRow:
        """Keep a new room.

        Args:
            code: of the room.
            secret: the hash of the facilitator's secret.
            games: the id of each table's game, in order.
        """
        with self._writing() as writing:
            room = writing.execute("INSERT INTO rooms (code, secret) VALUES (?, ?)", (code, secret)).lastrowid
            assert room is not None
            writing.executemany(
                "INSERT INTO tables (room, number, game) VALUES (?, ?, ?)",
                [(room, number, game) for number, game in enumerate(games)],
            )
        return RoomRow(room, code, secret)

    def last_room(self) -> RoomRow | None:
        """The room that was opened last; None if there never was one."""
        with explained(self.place):
            row = self._connection.execute("SELECT id, code, secret FROM rooms ORDER BY id DESC").fetchone()
        return RoomRow(*row) if row else None

    def renew(self, room: int, secret: str) -> None:
        """Give the facilitator a new secret; the old one opens nothing any more."""
        with self._writing() as writing:
            writing.execute("UPDATE rooms SET secret = ? WHERE id = ?", (secret, room))

    def tables(self, room: int) -> list[TableRow]:
        """The tables of a room, in order."""
        with explained(self.place):
            rows = self._connection.execute(
                "SELECT number, game, paused, first, second FROM tables WHERE room = ? ORDER BY number",
                (room,),
            ).fetchall()
        return [TableRow(number, game, bool(paused), (a, b)) for number, game, paused, a, b in rows]

    def keep_table(self, room: int, table: TableRow) -> None:
        """Keep what changed about a table."""
        with self._writing() as writing:
            writing.execute(
                "UPDATE tables SET paused = ?, first = ?, second = ? WHERE room = ? AND number = ?",
                (table.paused, *table.computers, room, table.number),
            )

    def seats(self, room: int) -> list[SeatRow]:
        """The seats of a room that were taken."""
        with explained(self.place):
            rows = self._connection.execute(
                "SELECT id, number, side, name, secret FROM seats WHERE room = ? ORDER BY id", (room,)
            ).fetchall()
        return [SeatRow(*row) for row in rows]

    def take_seat(self, room: int, table: int, side: int, name: str, secret: str) -> SeatRow:
        """Keep a seat that was taken; gives it with its id."""
        with self._writing() as writing:
            seat = writing.execute(
                "INSERT INTO seats (room, number, side, name, secret) VALUES (?, ?, ?, ?, ?)",
                (room, table, side, name, secret),
            ).lastrowid
        assert seat is not None
        return SeatRow(seat, table, side, name, secret)

    def close(self) -> None:
        """Let go of the file."""
        with explained(self.place):
            self._connection.close()
