"""The steps that bring an old SQLite store to the present version.

The *version* of a store is the shape of its tables (``PRAGMA user_version``); what the fields of a save mean is its
*format*, a number of its own (:data:`game.store.saved.FORMAT`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION = 0x46724578
"""The application id in the head of the SQLite file (``FrEx``)."""

_FIRST = (
    """CREATE TABLE games (
        id TEXT PRIMARY KEY,
        scenario TEXT NOT NULL,
        digest TEXT NOT NULL,
        path TEXT NOT NULL,
        seed INTEGER NOT NULL,
        personas TEXT NOT NULL,
        parent TEXT REFERENCES games (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
        branch_ply INTEGER,
        name TEXT NOT NULL,
        started TEXT NOT NULL,
        format INTEGER NOT NULL,
        ending TEXT NOT NULL
    )""",
    "CREATE INDEX games_of_scenario ON games (scenario, ending)",
    "CREATE INDEX branches ON games (parent)",
    """CREATE TABLE moves (
        game TEXT NOT NULL REFERENCES games (id) ON DELETE CASCADE,
        ply INTEGER NOT NULL,
        key TEXT NOT NULL,
        words TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (game, ply)
    ) WITHOUT ROWID""",
    """CREATE TRIGGER moves_come_in_order BEFORE INSERT ON moves
        WHEN NEW.ply <> (SELECT COALESCE(MAX(ply) + 1, 0) FROM moves WHERE game = NEW.game)
        BEGIN SELECT RAISE(ABORT, 'not the next move'); END""",
    """CREATE TRIGGER moves_stay_as_they_are BEFORE UPDATE ON moves
        BEGIN SELECT RAISE(ABORT, 'moves are never changed'); END""",
    """CREATE TRIGGER moves_go_with_their_game BEFORE DELETE ON moves
        WHEN EXISTS (SELECT 1 FROM games WHERE id = OLD.game)
        BEGIN SELECT RAISE(ABORT, 'moves are never taken out of a game'); END""",
)


def _tables(connection: sqlite3.Connection) -> None:
    """Create version 1: games and moves."""
    for statement in _FIRST:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


MIGRATIONS: list[Callable[[sqlite3.Connection], None]] = [_tables]
"""The steps from version n to version n + 1, each run in one transaction; never changed after a release."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a store, 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Migrate a store to the present version.

    Args:
        connection: in autocommit mode. If several processes call at once, one does the work.
    """
    while version_of(connection) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)  # another process may have been faster
            if version < VERSION:
                MIGRATIONS[version](connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
