"""A store that cannot be used says so in a line, and what is there is left as it is."""

from __future__ import annotations

import io
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from game.match.autosave import Autosave
from game.match.replay import resume
from game.match.session import Session
from game.store import Store, StoreError, open_store
from game.store.migrations import MIGRATIONS
from game.store.share import decode
from game.table.moves import legal
from tests.store import PERSONAS, keep_game, keys, new_store
from tests.worlds import mirror

NOBODY = 65534


def _refused(path: Path, *words: str) -> None:
    """The store cannot be opened, one line says why, and the file is byte for byte what it was."""
    before = _bytes(path)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}", timeout=0.05)
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message
    assert _bytes(path) == before


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if os.path.isfile(path) else None


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Root may write anywhere; nobody may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A directory that everybody can reach, and its owner can write."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place
        place.chmod(0o755)


def test_a_read_only_directory(open_place: Path) -> None:
    open_place.chmod(0o555)
    with _without_privileges():
        _refused(open_place / "games.sqlite", "cannot be created", "Permission denied")
        _refused(open_place / "below" / "games.sqlite", "cannot be created", "Permission denied")
    assert list(open_place.iterdir()) == []


@pytest.mark.parametrize("part", ["file", "directory"])
def test_a_store_that_can_only_be_read_is_read(open_place: Path, part: str) -> None:
    path = open_place / "games.sqlite"
    store = new_store(path)
    game, session = keep_game(store, mirror(2), 1, most=5)
    store.close()
    before = path.read_bytes()
    path.chmod(0o444 if part == "file" else 0o666)
    open_place.chmod(0o777 if part == "file" else 0o555)
    with _without_privileges(), closing(new_store(path)) as reading:
        assert [move.key for move in reading.load(game).moves] == keys(session)
        assert [one.id for one in reading.games()] == [game]
        assert reading.check() == []
        out = io.StringIO()
        assert reading.export(out) == 1
        with pytest.raises(StoreError, match="cannot be written: it is read-only"):
            reading.rename(game, "Mine")
        autosave = Autosave.resume(reading, reading.load(game), session)
        _play_on(autosave, session, 1)
        assert "read-only. Saving is paused" in autosave.warning
    assert path.read_bytes() == before
    assert list(open_place.iterdir()) == [path]


def test_what_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    _refused(tmp_path / "directory", "is not a file")
    _refused(tmp_path / "pipe", "is not a file")
    _refused(tmp_path / "file" / "games.sqlite", "cannot be created")
    _refused(tmp_path / ("x" * 300), "cannot be created", "too long")
    _refused(Path("/proc/games.sqlite"), "cannot be created")


def test_a_store_may_be_a_link(tmp_path: Path) -> None:
    for name in ("disk", "links"):
        (tmp_path / name).mkdir()
    link = tmp_path / "links" / "games.sqlite"
    link.symlink_to("../disk/real.sqlite")
    store = new_store(link)
    keep_game(store, mirror(2), 1, most=3)
    store.close()
    assert (tmp_path / "disk" / "real.sqlite").stat().st_mode & 0o777 == 0o600
    with closing(open_store(f"sqlite:///{link}")) as store_again:
        assert [game.plies for game in store_again.games()] == [3]
    assert os.listdir(tmp_path / "links") == ["games.sqlite"]  # the journal is beside the file
    (tmp_path / "links" / "away.sqlite").symlink_to(tmp_path / "unplugged" / "real.sqlite")
    _refused(
        tmp_path / "links" / "away.sqlite",
        "cannot be created",
        f"a link to {tmp_path / 'unplugged'}",
        "No such file",
    )
    (tmp_path / "links" / "round.sqlite").symlink_to("round.sqlite")
    _refused(tmp_path / "links" / "round.sqlite", "is not a file")
    assert not (tmp_path / "unplugged").exists()


@pytest.mark.parametrize("size", [1, 100, 5000])
def test_a_file_that_is_no_store(tmp_path: Path, size: int) -> None:
    path = tmp_path / "games.sqlite"
    path.write_bytes(b"Dear diary, " * size)
    _refused(path, "is damaged or is not a store", "nothing in it was changed")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moves (x)")
        other.commit()
    _refused(path, "another program")


def test_a_store_cut_in_the_middle_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    keep_game(store, mirror(2), 1)
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 + 100])
    cut = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        _read_all(path)
    assert path.read_bytes() == cut


def test_damage_in_a_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    for seed in range(8):
        keep_game(store, mirror(2), seed)
    size = store.database.run("PRAGMA page_size")[0][0]
    page = store.database.run("SELECT rootpage FROM sqlite_master WHERE name = 'moves'")[0][0]
    store.close()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * size : (page - 1) * size + 200] = b"\xff" * 200
    path.write_bytes(raw)
    try:
        found = _read_all(path)
    except StoreError as error:
        found = [str(error)]
    assert found
    assert "damaged" in found[0]


def _read_all(path: Path) -> list[str]:
    with closing(new_store(path)) as store:
        problems = store.check()
        list(store.every())
        return problems


def test_a_store_of_a_newer_version_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    keep_game(store, mirror(2), 1, most=5)
    store.database.run(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    _refused(path, "newer Frank Exchange", f"version {len(MIGRATIONS) + 1}")  # while it is in use, in the log
    store.close()
    _refused(path, "newer Frank Exchange")
    assert sorted(tmp_path.iterdir()) == [path]


_CUT = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA journal_mode = DELETE")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE games SET name = hex(zeroblob(50000))")
print(os.path.getsize(sys.argv[1] + "-journal"), flush=True)
os._exit(9)
"""


def test_a_change_that_was_cut_short_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    keep_game(store, mirror(2), 1, most=5)
    before = list(store.every())
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", _CUT, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, done.stderr
    assert int(done.stdout) > 0  # the journal of a change that never ended lies beside the file
    again = new_store(path)
    assert list(again.every()) == before
    assert again.check() == []
    again.close()


def test_a_game_of_a_newer_format_is_not_read(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=5)
    store.database.run("UPDATE games SET format = 99")
    with pytest.raises(StoreError, match=f"game {game} was written by a newer"):
        store.load(game)
    store.database.run("UPDATE games SET format = 1, personas = '[1'")
    with pytest.raises(StoreError, match=f"game {game} is damaged"):
        store.load(game)


def test_a_locked_store_says_so_and_goes_on_when_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    game, _ = keep_game(store, mirror(2), 1, most=5)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program"):
            store.append(game, 5, "next")
        assert len(store.load(game).moves) == 5  # reading is possible all the time
        other.execute("ROLLBACK")
    store.append(game, 5, "next")
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE games SET name = 'mine'")
        with pytest.raises(StoreError, match="locked by another program"):
            new_store(path)


def _play_on(autosave: Autosave, session: Session, moves: int = 3, words: str = "") -> None:
    for _ in range(moves):
        session.play(legal(session.state)[0], words)
        autosave.save()


def _waits(autosave: Autosave, session: Session, word: str) -> None:
    """The next moves are played but not saved; the player is told once."""
    _play_on(autosave, session)
    assert word in autosave.warning
    assert autosave.take_news() == [autosave.warning]
    assert autosave.unsaved >= 3


def _catches_up(autosave: Autosave, session: Session, store: Store) -> None:
    """With the next move everything is saved, in order; the player is told once."""
    _play_on(autosave, session, 1)
    assert (autosave.warning, autosave.unsaved) == ("", 0)
    assert autosave.take_news() == ["Saving goes on: every move is saved."]
    _play_on(autosave, session, 1)
    assert autosave.take_news() == []
    assert [move.key for move in store.load(autosave.id).moves] == keys(session)
    assert store.check() == []


def _fill(store: Store) -> None:
    for number in range(2000):
        store.begin("mirror", "0" * 64, number, PERSONAS, moves=[("key", "words")] * 20)


def test_a_full_disk_pauses_saving_until_there_is_space(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    game, session = keep_game(store, mirror(2), 1, most=5)
    autosave = Autosave.resume(store, store.load(game), session)
    pages = store.database.run("PRAGMA page_count")[0][0]
    store.database.run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full"):
        _fill(store)
    count = len(store.games())
    while not autosave.unsaved:
        _play_on(autosave, session, 1, "w" * 600)
    kept = keys(session)[: autosave.saved]
    assert autosave.take_news() == [autosave.warning]
    _play_on(autosave, session, 2, "w" * 600)
    assert "the disk is full" in autosave.warning
    assert len(store.games()) == count
    again = new_store(path)
    assert [move.key for move in again.load(game).moves] == kept
    assert again.check() == []
    again.close()
    store.database.run("PRAGMA max_page_count = 1000000")
    _catches_up(autosave, session, store)
    assert [move.words for move in store.load(game).moves[5:8]] == ["w" * 600] * 3
    store.close()


def test_a_disk_that_fails_pauses_saving_until_it_works(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    game, session = keep_game(store, mirror(2), 1, most=5)
    before = keys(session)
    autosave = Autosave.resume(store, store.load(game), session)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = path.with_name(path.name + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (log, limits[1]))  # the log cannot grow any more
    try:
        _waits(autosave, session, "The store")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    again = new_store(path)
    assert [move.key for move in again.load(game).moves] == before
    assert again.check() == []
    again.close()
    _catches_up(autosave, session, store)
    store.close()


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@contextmanager
def _held_elsewhere(path: Path) -> Iterator[None]:
    """Another process holds the write lock of a store."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout
        assert holder.stdin
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.stdin.write("let go\n")
            holder.stdin.close()


@pytest.mark.parametrize("before", [0, 1, 6])
def test_a_lock_of_another_process_costs_no_move(tmp_path: Path, before: int) -> None:
    """Whether it comes before the first move, after it, or in the middle."""
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    session = Session(mirror(2), 1)
    autosave = Autosave.begin(store, session, PERSONAS)
    _play_on(autosave, session, before)
    with _held_elsewhere(path):
        _waits(autosave, session, "locked by another program")
        assert [game.plies for game in store.games()] == ([before] if before else [])
    _catches_up(autosave, session, store)
    store.close()


def test_a_lock_that_outlasts_the_end_is_caught_up_without_a_move(tmp_path: Path) -> None:
    path = tmp_path / "games.sqlite"
    store = new_store(path)
    session = Session(mirror(2), 1)
    autosave = Autosave.begin(store, session, PERSONAS)
    with _held_elsewhere(path):
        while not session.over:
            _play_on(autosave, session, 1)
        told = autosave.farewell()
        saved = decode(told.partition("\n")[2])
        assert [move.key for move in saved.moves] == keys(session)
        assert f"{len(session.log)} moves" in told
    assert autosave.farewell() == ""
    saved = store.load(autosave.id)
    assert ([move.key for move in saved.moves], bool(saved.ending)) == (keys(session), True)
    store.close()


def _window(store: Store, game: str) -> tuple[Autosave, Session]:
    """Open a saved game."""
    saved = store.load(game)
    session = resume(saved, mirror(2).scenario).session
    return Autosave.resume(store, saved, session), session


def test_two_windows_on_one_game_make_a_branch(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=5)
    (first, one_way), (second, other_way) = _window(store, game), _window(store, game)
    _play_on(first, one_way, 2)
    for _ in range(2):
        other_way.play(legal(other_way.state)[-1])
        second.save()
    assert first.take_news() == []
    [news] = second.take_news()
    assert "2 other moves" in news
    assert "branch" in news
    assert [move.key for move in store.load(game).moves] == keys(one_way)
    branch = store.load(second.id)
    assert (branch.parent, branch.branch_ply) == (game, 5)
    assert [move.key for move in branch.moves] == keys(other_way)


def test_two_windows_with_the_same_moves_stay_one_game(store: Store) -> None:
    game, _ = keep_game(store, mirror(2), 1, most=5)
    first, second = _window(store, game), _window(store, game)
    for autosave, session in (first, second, second, first):
        _play_on(autosave, session, 1)
        assert autosave.take_news() == []
    assert [one.id for one in store.games()] == [game]
    assert [move.key for move in store.load(game).moves] == keys(first[1])


def test_a_game_deleted_under_its_player_is_saved_as_a_new_one(store: Store) -> None:
    game, session = keep_game(store, mirror(2), 1, most=5)
    autosave = Autosave.resume(store, store.load(game), session)
    store.delete(game)
    _play_on(autosave, session, 2)
    assert autosave.take_news() == [
        "The saved game was deleted meanwhile; your moves are saved as a new game."
    ]
    assert autosave.warning == ""
    [saved] = store.games()
    assert [move.key for move in store.load(saved.id).moves] == keys(session)
