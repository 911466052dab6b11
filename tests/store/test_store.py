"""What a store keeps, and that what is kept stays as it is."""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from game.store import StoreError, open_store
from game.store.digest import content_hash
from game.store.games import Store
from game.store.migrations import MIGRATIONS
from game.store.sqlite import SqliteDatabase
from game.table.outcome import ending
from tests.store import PERSONAS, Address, Make, begun, keep_game, keys, new_store
from tests.worlds import mirror


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "games.sqlite"


def test_a_game_comes_back_as_it_was_kept(make: Make) -> None:
    store = make("games")
    game, session = keep_game(store, mirror(2), 3, words="in my words")
    store.close()
    saved = make("games").load(game)
    assert [move.key for move in saved.moves] == keys(session)
    assert [move.words for move in saved.moves] == [entry.words for entry in session.log]
    assert (saved.scenario, saved.seed, saved.personas) == ("mirror", 3, PERSONAS)
    assert saved.digest == content_hash(mirror(2).scenario)
    assert (saved.state, saved.ending) == ("finished", ending(session.state))
    assert saved.plies == len(saved.moves)
    assert saved.started < saved.last == saved.moves[-1].at


def test_an_id_is_short_and_easy_to_type(store: Store) -> None:
    ids = {begun(store, mirror(2)) for _ in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch("[a-z][a-z2-9]{4}", one) and not set(one) & set("ilo01") for one in ids)


def test_the_list_has_every_game_without_its_moves(store: Store) -> None:
    first, _ = keep_game(store, mirror(2), 1)
    second, _ = keep_game(store, mirror(2), 2, most=7)
    third = begun(store, mirror(2))
    listed = store.games()
    assert [one.id for one in listed] == [first, second, third]
    assert [(one.plies, one.state) for one in listed[1:]] == [(7, "open"), (0, "open")]
    assert all(one.moves == () for one in listed)


def test_moves_are_appended_and_never_changed(store: Store) -> None:
    game = begun(store, mirror(2))
    store.append(game, 0, "one")
    with pytest.raises(StoreError, match=f"move 1 of game {game} is saved already: the game has 1"):
        store.append(game, 0, "other")
    with pytest.raises(StoreError, match=r"move 3 .* is not the next one"):
        store.append(game, 2, "three")
    with pytest.raises(StoreError, match="there is no game `nosuch`"):
        store.append("nosuch", 0, "one")
    with pytest.raises(StoreError, match="move 0"):
        store.append(game, -1, "zero")
    store.append(game, 1, "two", "words")
    assert [(move.key, move.words) for move in store.load(game).moves] == [("one", ""), ("two", "words")]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE moves SET key = 'other'", "moves are never changed"),
        ("DELETE FROM moves WHERE ply = 0", "moves are never taken out of a game"),
        ("INSERT INTO moves SELECT id, 5, 'key', '', '' FROM games", "not the next move"),
    ],
)
def test_even_other_programs_cannot_change_a_move(store: Store, statement: str, message: str) -> None:
    keep_game(store, mirror(2), 1, most=4)
    before = list(store.every())
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=message):
        store.database.run(statement)
    assert list(store.every()) == before


def test_a_game_and_its_first_moves_are_kept_together_or_not_at_all(store: Store) -> None:
    with pytest.raises(StoreError):
        store.begin("mirror", "0" * 64, 1, PERSONAS, moves=[("one", ""), ("\ud800", "")])
    with pytest.raises(StoreError, match="seed"):
        store.begin("mirror", "0" * 64, 1 << 63, PERSONAS)
    with pytest.raises(StoreError, match="nosuch"):
        store.begin("mirror", "0" * 64, 1, PERSONAS, parent=("nosuch", 3))
    assert store.games() == []


def test_names_and_deleting(store: Store) -> None:
    first, _ = keep_game(store, mirror(2), 1, most=9)
    branch = store.begin("mirror", "0" * 64, 1, PERSONAS, parent=(first, 4), moves=[("a", "")] * 4)
    store.rename(first, "The \x1b[31mred one\n")
    assert store.load(first).name == "The red one"
    assert (store.load(branch).parent, store.load(branch).branch_ply) == (first, 4)
    store.delete(first)
    assert [one.id for one in store.games()] == [branch]
    assert (store.load(branch).parent, len(store.load(branch).moves)) == ("", 4)
    for act in (lambda: store.delete(first), lambda: store.rename(first, "x"), lambda: store.load(first)):
        with pytest.raises(StoreError, match=f"there is no game `{first}`"):
            act()
    store.vacuum()
    assert store.check() == []


def test_the_endings_found_so_far(store: Store) -> None:
    reached = set()
    for seed in range(6):
        _, session = keep_game(store, mirror(2), seed)
        reached.add(ending(session.state))
    keep_game(store, mirror(2), 7, most=5)
    assert store.endings("mirror") == reached
    assert store.endings("another") == set()


def test_what_is_told_of_a_damaged_store(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=4)
    assert store.check() == []
    if isinstance(store.database, SqliteDatabase):
        off = ["PRAGMA foreign_keys = OFF", "DROP TRIGGER moves_go_with_their_game"]
    else:
        off = ["SET session_replication_role = replica"]
    for statement in (*off, "DELETE FROM moves WHERE ply = 1", "UPDATE games SET parent = 'nosuch'"):
        store.database.run(statement)
    assert store.check() == ["a row of the table games belongs to no game", f"game {game}: a move is missing"]
    store.database.run("DELETE FROM games")
    assert store.check()[0] == "a row of the table moves belongs to no game"


def test_an_id_that_was_taken_at_this_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = begun(store, mirror(2))
    drawn = iter([taken, taken, "fresh"])
    monkeypatch.setattr(store, "_new_id", lambda: next(drawn))
    assert begun(store, mirror(2)) == "fresh"
    monkeypatch.setattr(store, "_new_id", lambda: taken)
    with pytest.raises(StoreError, match="failed: "):
        begun(store, mirror(2))
    assert [one.id for one in store.games()] == [taken, "fresh"]


def test_text_that_a_database_cannot_hold_is_refused_in_a_line(store: Store) -> None:
    game = begun(store, mirror(2))
    with pytest.raises(StoreError) as caught:
        store.append(game, 0, "one", "\ud800")
    assert str(caught.value).isprintable()
    with suppress(StoreError):  # only SQLite can hold it
        store.append(game, 0, "on\0e", "\0")
    words = "好 — “words” 🎲 %s ? \\ ' \" \u0301"
    store.append(game, len(store.load(game).moves), "key", words)
    assert store.load(game).moves[-1][:2] == ("key", words)


def test_a_store_is_for_its_owner_alone(path: Path) -> None:
    store = new_store(path)
    begun(store, mirror(2))
    assert path.parent.stat().st_mode & 0o777 == 0o700
    for file in path.parent.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file.name
    assert len(list(path.parent.iterdir())) == 3  # the log and its index, too
    path.chmod(0o644)
    new_store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    store.close()


def test_it_is_as_durable_as_sqlite_can_be(path: Path) -> None:
    store = new_store(path)
    pragma = {
        name: store.database.run(f"PRAGMA {name}")[0][0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "user_version", "busy_timeout")
    }
    full = 2
    assert pragma == {
        "journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "user_version": len(MIGRATIONS), "busy_timeout": 50,
    }  # fmt: skip
    store.close()


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRANK_STORE", f"sqlite:///{tmp_path}/named.sqlite")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for url, place in (
        (None, "named.sqlite"),
        (f"sqlite:///{tmp_path}/given.sqlite", "given.sqlite"),
        ("sqlite:///relative.sqlite", "relative.sqlite"),
        ("sqlite:///~/home.sqlite", "home.sqlite"),
    ):
        store = open_store(url)
        assert store.place == str(tmp_path / place)
        assert (tmp_path / place).is_file()
        store.close()


def test_without_a_word_it_is_in_the_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRANK_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, appauthor: tmp_path / name)
    (tmp_path / "frank-exchange").mkdir(mode=0o755)
    store = open_store()
    assert store.place == str(tmp_path / "frank-exchange" / "games.sqlite")
    assert (tmp_path / "frank-exchange").stat().st_mode & 0o777 == 0o700
    store.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql:games", "or postgresql://user@host/database"),
        ("postgresql://host:port/games", "not the address of a store in PostgreSQL"),
        ("postgresql://host/a\0b", "not the address of a store in PostgreSQL"),
        ("games.sqlite", "write sqlite:///path"),
        ("sqlite://games.sqlite", "write sqlite:///path"),
        ("sqlite:///", "write sqlite:///path"),
        ("sqlite:///a\0b", "write sqlite:///path"),
        ("sqlite:///~nobodyhere/x", "not the address of a store"),
        ("\x1b]0;x\x07", "not the address of a store"),
    ],
)
def test_a_url_that_names_no_store(url: str, message: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_clock_is_the_databases_if_none_is_given(address: Address) -> None:
    store = open_store(address("games"))
    game = begun(store, mirror(2))
    store.append(game, 0, "one")
    saved = store.load(game)
    store.close()
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ", saved.started)
    assert saved.started <= saved.last
