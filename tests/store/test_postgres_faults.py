"""A store on a server that cannot be used says so in a line, without the password, and leaves what is there."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from game.store import Store, StoreError, open_store
from game.store.migrations import MIGRATIONS, SCHEMA, Migration
from tests.postgres import LOCKED, PASSWORD, cluster
from tests.store import begun, keep_game, keys, opened
from tests.worlds import mirror

ROOT = Path(__file__).parents[2]


def _refused(url: str, *words: str, timeout: float = 2.0) -> str:
    """There is no store; one line says why. Gives all that could be seen of it."""
    with pytest.raises(StoreError) as caught:
        open_store(url, timeout=timeout)
    message = str(caught.value)
    assert message.isprintable()
    for word in words:
        assert word in message
    return message + "".join(traceback.format_exception(caught.value))


# what is said


def test_a_password_is_never_shown(database: str) -> None:
    host = f"127.0.0.1:{cluster().port}"
    right = "s3cret%2Fwith%40signs%3A"
    for url in (
        f"postgresql://{LOCKED}:{right}x@{host}/{database}",
        f"postgres://{LOCKED}:{right}@{host}/nosuch",
        f"postgresql://{LOCKED}:{PASSWORD}@{host}/{database}",
        f"postgresql://{LOCKED}:s3cret@signs@{host}/{database}",
        f"postgresql://{LOCKED}:s3cret/signs@{host}/{database}",
        f"postgresql://{LOCKED}:12/s3cret@{host}/{database}",
        f"postgresql://{LOCKED}:s3cret?a=b/c@{host}/{database}",
        f"postgresql://{LOCKED}:s3cret%zz@{host}/{database}",
        f"postgresql://{LOCKED}@s3cret:with@{host}/{database}",
        f"postgresql://{host}/{database}?user={LOCKED}&password=s3cret",
        f"postgresql://{host}/{database}?nosuch=s3cret",
        f"postgresql://{LOCKED}:s3cret@127.0.0.1:1/{database}",
        f"postgresql://{LOCKED}:s3cret@[::1:{database}",
        f"postgresql://{LOCKED}:s3cret@{host}\0/{database}",
        f"postgresql:{LOCKED}:s3cret@{host}/{database}",
        f"postgresq://{LOCKED}:s3cret@{host}/{database}",
        f"mysql://{host}/{database}?password=s3cret",
        f"{LOCKED}:s3cret@{host}",
    ):
        assert not re.search("s3cret|signs|with@", _refused(url)), url
    cluster().execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {LOCKED}", database)
    with closing(opened(f"postgres://{LOCKED}:{right}@{host}/{database}")) as store:
        assert store.place == f"postgresql://{host}/{database}"
        assert "s3cret" not in repr(store) + repr(vars(store))


def test_why_there_is_no_store(database: str) -> None:
    host = f"127.0.0.1:{cluster().port}"
    _refused(f"postgresql://{LOCKED}:wrong@{host}/{database}", host, "refuses this user or password")
    _refused(f"postgresql://nosuch@{host}/{database}", "refuses this user or password")
    _refused(f"postgresql://frank@{host}/password_of", "does not exist; create the database first (createdb)")
    _refused(f"postgresql://frank@127.0.0.1:1/{database}", "cannot be reached: no server is listening there")
    _refused(f"postgresql://frank@/{database}?host=/nowhere", "%2Fnowhere", "no server is listening there")
    _refused(f"postgresql://frank@{host}/{database}?sslmode=require", "cannot be reached", "SSL")
    _refused(f"postgresql://{'x' * 80}.invalid/{database}", "postgresql://xxx")


def test_a_server_that_does_not_answer() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        _refused(
            f"postgresql://127.0.0.1:{silent.getsockname()[1]}/x",
            "the server did not answer in time",
            timeout=0.1,
        )


def test_without_psycopg_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; from game.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "sessions", "--store", "postgresql://u:s3cret@h/d"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    said = "frank sessions: a store in PostgreSQL needs an extra package: pip install 'frank-exchange[postgres]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("53100", "cannot be written: the disk is full"),
        ("25006", "cannot be written: it is read-only"),
        ("42501", "there is no permission"),
        ("40P01", "is locked by another program"),
        ("58030", "the disk reports an error"),
        ("XX001", "is damaged"),
        ("57014", "was too slow"),
        ("P0001", "failed: something"),
    ],
)
def test_what_the_server_complains_of_in_words(served: Store, state: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        served.database.once(
            lambda: served.database.run(
                f"DO $$ BEGIN RAISE SQLSTATE '{state}' USING MESSAGE = E'something\\nfailed'; END $$"
            )
        )
    assert str(caught.value).isprintable()
    assert served.games() == []


def test_a_text_with_nul_is_refused_in_a_line(served: Store) -> None:
    game = begun(served, mirror(2))
    for act in (
        lambda: served.append(game, 0, "o\0ne"),
        lambda: served.append(game, 0, "one", "\0"),
        lambda: served.load("a\0b"),
        lambda: served.begin("mirror", "0" * 64, 1, ("a", "b"), path="\0"),
        lambda: served.begin("mirror", "0" * 64, 1, ("a", "b"), moves=[("a", ""), ("b", "\0")]),
    ):
        with pytest.raises(StoreError, match="cannot hold a text with this character"):
            act()
    assert [one.plies for one in served.games()] == [0]


# what is there is left as it is


def _tables(database: str) -> list[tuple[object, ...]]:
    return cluster().execute(
        f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}' ORDER BY 1", database
    )


def test_a_store_of_a_newer_version_is_left_untouched(served: Store, url: str) -> None:
    keep_game(served, mirror(2), 1, most=5)
    served.database.run(f"INSERT INTO store VALUES ({len(MIGRATIONS) + 1})")
    _refused(url, "newer Frank Exchange", f"version {len(MIGRATIONS) + 1}", "update the game")
    assert served.database.run("SELECT version FROM store ORDER BY 1") == [
        (len(MIGRATIONS),),
        (len(MIGRATIONS) + 1,),
    ]
    assert len(served.games()) == 1


def test_tables_of_another_program_are_left_untouched(url: str, database: str) -> None:
    cluster().execute(f"CREATE SCHEMA {SCHEMA}; CREATE TABLE {SCHEMA}.games (x INTEGER)", database)
    _refused(url, "belongs to another program")
    cluster().execute(f"CREATE TABLE {SCHEMA}.store (x INTEGER)", database)
    _refused(url, "its tables are not ours")
    cluster().execute(f"ALTER TABLE {SCHEMA}.store RENAME x TO version", database)
    _refused(url, "belongs to another program")
    assert _tables(database) == [("games",), ("store",)]


def test_a_migration_that_fails_changes_nothing(
    url: str, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "game.store.database.MIGRATIONS", [Migration(("CREATE TABLE games (id TEXT)", "SELECT nosuch"))]
    )
    _refused(url, "its tables are not ours")
    assert _tables(database) == []


def test_a_later_version_is_made_of_an_earlier_one(
    served: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    game, session = keep_game(served, mirror(2), 1, most=5)
    more = Migration(("CREATE TABLE more (x INTEGER)",))
    monkeypatch.setattr("game.store.database.MIGRATIONS", [*MIGRATIONS, more])
    with closing(opened(url)) as later:
        assert [move.key for move in later.load(game).moves] == keys(session)
        assert later.database.run("SELECT MAX(version) FROM store, more") == [(None,)]
        assert later.database.run("SELECT MAX(version) FROM store") == [(len(MIGRATIONS) + 1,)]


def test_a_database_that_can_only_be_read(served: Store, url: str, database: str) -> None:
    game, _ = keep_game(served, mirror(2), 1, most=5)
    reading = f"{url}?options=-cdefault_transaction_read_only%3Don"
    with closing(opened(reading)) as other:
        assert len(other.load(game).moves) == 5
        with pytest.raises(StoreError, match="cannot be written: it is read-only"):
            other.append(game, 5, "next")
    cluster().execute(f"DROP SCHEMA {SCHEMA} CASCADE", database)
    _refused(reading, "cannot be written: it is read-only")
    with pytest.raises(StoreError, match="its tables are gone"):
        served.games()


def test_without_a_permission(database: str) -> None:
    host = f"127.0.0.1:{cluster().port}"
    _refused(
        f"postgresql://{LOCKED}:s3cret%2Fwith%40signs%3A@{host}/{database}",
        "cannot be used: there is no permission",
    )


def test_a_database_that_cannot_hold_every_text() -> None:
    name = cluster().new_database("TEMPLATE template0 ENCODING 'LATIN1'")
    _refused(cluster().url(name), "its encoding is not UTF8; create the database with createdb")


def test_it_is_as_durable_as_postgresql_can_be(served: Store, url: str) -> None:
    asked = f"{url}?options=-csynchronous_commit%3Doff"
    with closing(opened(asked, timeout=0.25)) as other:
        names = ("synchronous_commit", "fsync", "search_path", "lock_timeout", "client_encoding")
        found = {name: other.database.run(f"SHOW {name}")[0][0] for name in names}
    assert found == {
        "synchronous_commit": "on", "fsync": "on", "search_path": SCHEMA, "lock_timeout": "250ms",
        "client_encoding": "UTF8",
    }  # fmt: skip
