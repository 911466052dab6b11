"""Take over the rooms of an earlier version, which kept them in a file of its own beside the games."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from game.scenario.text import one_line
from game.store import StoreError
from game.store.database import Row
from game.store.faults import explained
from game.store.sqlite import SqliteDatabase

FILE = "rooms.sqlite"
"""That file. It may hold the rooms of several stores in one directory, and stays as it is."""
_FORMAT = 2
"""Its version, the only one that was released."""
_COLUMNS = {
    "rooms": "id, code, secret, made, alive, settings",
    "tables": "room, number, game, epoch, address, alive",
    "seats": "id, room, number, side, role, name, secret, device, gone, scratch",
    "happened": "room, number, seq, at, kind, seat, body",
    "reflections": "room, id, answers",
}


def adopt(database: SqliteDatabase) -> None:
    """Copy the rooms whose games are in a store from the file beside it, once.

    Args:
        database: the store's.

    Raises:
        StoreError: the file cannot be read; nothing was copied, and the next call tries again.
    """
    path = database.path.with_name(FILE)
    if not path.is_file() or database.read(lambda: _adopted(database)):
        return
    rows = _read(path)

    def copy() -> None:
        if _adopted(database):  # another process was faster
            return
        known = {game for (game,) in database.run("SELECT id FROM games")}
        elsewhere = {table[0] for table in rows["tables"] if table[2] not in known}
        for table, columns in _COLUMNS.items():
            room = columns.split(", ").index("id" if table == "rooms" else "room")
            ours = [row for row in rows[table] if row[room] not in elsewhere]
            marks = ", ".join("?" * len(columns.split(", ")))
            database.run_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", ours)
        database.run("INSERT INTO adopted VALUES (?)", (FILE,))

    database.write(copy)


def _adopted(database: SqliteDatabase) -> bool:
    return bool(database.run("SELECT 1 FROM adopted WHERE file = ?", (FILE,)))


def _read(path: Path) -> dict[str, list[Row]]:
    with (
        explained(str(path)),
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=2.0)) as connection,
    ):
        [(version,)] = connection.execute("PRAGMA user_version").fetchall()
        if version != _FORMAT:
            raise StoreError(
                f"{one_line(str(path), 120)} does not hold rooms that this Frank Exchange can read; move it away"
            )
        connection.execute("BEGIN")
        return {
            table: connection.execute(f"SELECT {columns} FROM {table}").fetchall()
            for table, columns in _COLUMNS.items()
        }
