"""The tables of a database, and the steps that bring an old one to the present version.

The *version* of a database is the shape of its tables; what the fields of a save mean is its *format*, a
number of its own (:data:`game.store.saved.FORMAT`). A step is never changed after a release.
"""

from __future__ import annotations

from typing import NamedTuple

SCHEMA = "frank_exchange"
"""The schema that holds our tables in PostgreSQL, so that a database may hold others as well."""

APPLICATION = 0x46724578
"""Marks what is ours (``FrEx``): the application id in the head of an SQLite file, and an advisory lock."""


class Migration(NamedTuple):
    """A step from one version to the next: what both databases execute, then each by itself."""

    both: tuple[str, ...] = ()
    sqlite: tuple[str, ...] = ()
    postgres: tuple[str, ...] = ()

    def statements(self, dialect: str) -> tuple[str, ...]:
        """Return the statements for ``sqlite`` or ``postgres``."""
        return self.both + (self.sqlite if dialect == "sqlite" else self.postgres)


_GAMES = Migration(
    sqlite=(
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
        f"PRAGMA application_id = {APPLICATION}",
    ),
    postgres=(
        """CREATE TABLE games (
            id TEXT COLLATE "C" PRIMARY KEY,
            scenario TEXT COLLATE "C" NOT NULL,
            digest TEXT NOT NULL,
            path TEXT NOT NULL,
            seed BIGINT NOT NULL,
            personas TEXT NOT NULL,
            parent TEXT COLLATE "C" REFERENCES games (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
            branch_ply INTEGER,
            name TEXT NOT NULL,
            started TEXT COLLATE "C" NOT NULL,
            format INTEGER NOT NULL,
            ending TEXT COLLATE "C" NOT NULL,
            number BIGINT GENERATED ALWAYS AS IDENTITY
        )""",
        "CREATE INDEX games_of_scenario ON games (scenario, ending)",
        "CREATE INDEX branches ON games (parent)",
        """CREATE TABLE moves (
            game TEXT COLLATE "C" NOT NULL REFERENCES games (id) ON DELETE CASCADE,
            ply INTEGER NOT NULL,
            key TEXT NOT NULL,
            words TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (game, ply)
        )""",
        # The lock on the game's row makes the writers of one game take turns. Counting is a second statement so
        # that it sees what was committed while we waited; a single one would see the moment when waiting began.
        f"""CREATE FUNCTION moves_come_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM 1 FROM {SCHEMA}.games WHERE id = NEW.game FOR NO KEY UPDATE;
                IF NEW.ply <> (SELECT COALESCE(MAX(ply) + 1, 0) FROM {SCHEMA}.moves WHERE game = NEW.game) THEN
                    RAISE integrity_constraint_violation USING MESSAGE = 'not the next move';
                END IF;
                RETURN NEW;
            END $$""",
        f"""CREATE FUNCTION moves_stay() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    RAISE integrity_constraint_violation USING MESSAGE = 'moves are never changed';
                ELSIF TG_OP = 'TRUNCATE' THEN
                    RAISE integrity_constraint_violation USING MESSAGE = 'moves are never taken out of a game';
                ELSIF EXISTS (SELECT 1 FROM {SCHEMA}.games WHERE id = OLD.game) THEN
                    RAISE integrity_constraint_violation USING MESSAGE = 'moves are never taken out of a game';
                END IF;
                RETURN OLD;
            END $$""",
        "CREATE TRIGGER moves_come_in_order BEFORE INSERT ON moves"
        " FOR EACH ROW EXECUTE FUNCTION moves_come_in_order()",
        "CREATE TRIGGER moves_stay BEFORE UPDATE OR DELETE ON moves FOR EACH ROW EXECUTE FUNCTION moves_stay()",
        "CREATE TRIGGER moves_stay_all BEFORE TRUNCATE ON moves EXECUTE FUNCTION moves_stay()",
    ),
)

_ROOMS = Migration(
    # In PostgreSQL the first rooms had tables of the same names, with a version of their own in ``register``.
    both=(
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
    ),
    sqlite=("CREATE TABLE adopted (file TEXT PRIMARY KEY)",),
    postgres=(
        """CREATE TABLE IF NOT EXISTS hosts (
            room INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE, pid INTEGER NOT NULL, address TEXT NOT NULL,
            PRIMARY KEY (room, pid))""",
        "DROP TABLE IF EXISTS register",
    ),
)

MIGRATIONS: list[Migration] = [_GAMES, _ROOMS]
"""The steps from version n to version n + 1."""
