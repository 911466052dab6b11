"""The tables of a store in PostgreSQL, and the migrations of old ones, step by step.

The tables have a schema of their own, so that a database may hold others as well. Their version is counted
separately from that of the SQLite file (:mod:`game.store.sqlite_migrations`); the format of a save is the
same in both.
"""

from __future__ import annotations

from game.scenario.text import one_line
from game.store.faults import newer_version
from game.store.postgres_connection import SCHEMA, PostgresConnection
from game.store.saved import StoreError

LOCK = 0x46724578
"""The advisory lock held while the tables change (``FrEx``)."""

_FIRST = (
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
)

MIGRATIONS: list[tuple[str, ...]] = [_FIRST]
"""The statements that turn version n into version n + 1; never changed after a release."""

VERSION = len(MIGRATIONS)


def version_of(connection: PostgresConnection) -> int:
    """Return the version of the tables, 0 if there are none; call it within a transaction."""
    if not _has(connection, "store"):
        return 0
    return int(connection.execute(f"SELECT COALESCE(MAX(version), 0) FROM {SCHEMA}.store").fetchall()[0][0])


def _has(connection: PostgresConnection, table: str) -> bool:
    # Not to_regclass: after waiting for a lock it may still return a cached answer.
    tables = "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?"
    return bool(connection.execute(tables, (SCHEMA, table)).fetchall())


def migrate(connection: PostgresConnection) -> None:
    """Migrate the tables to the present version: all the way, or not at all.

    Args:
        connection: outside a transaction. If several processes call at once, one does the work.

    Raises:
        StoreError: the tables are of a newer version or another program's; nothing was changed.
    """
    with connection.reading():
        version = version_of(connection)
    if version < VERSION:
        with connection.writing():
            connection.execute("SELECT pg_advisory_xact_lock(?)", (LOCK,))
            version = version_of(connection)  # another process may have been faster
            if not version:
                _create_schema(connection)
            for step in MIGRATIONS[version:]:
                for statement in step:
                    connection.execute(statement)
            if version < VERSION:
                version = VERSION
                connection.execute("INSERT INTO store VALUES (?)", (VERSION,))
    if version > VERSION:
        raise newer_version(connection.place, version, VERSION)


def _create_schema(connection: PostgresConnection) -> None:
    """Create the schema, unless an administrator made an empty one for us, and the version's table."""
    if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (SCHEMA,)).fetchall():
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    if _has(connection, "games"):
        raise StoreError(
            f"the schema {SCHEMA} in {one_line(connection.place, 120)} belongs to another program; choose "
            "another database with --store"
        )
    connection.execute("CREATE TABLE store (version INTEGER NOT NULL)")
