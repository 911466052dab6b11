"""What only a store on a server can suffer: other writers, a cut wire, a server that stops."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from time import sleep

import psycopg
import pytest

from game.cli import main
from game.match.autosave import Autosave
from game.scenario import library
from game.scenario.reading import read
from game.store import StoreError, open_store
from game.store.games import Store
from game.store.migrations import SCHEMA
from game.table.compiled import compile_scenario
from game.table.moves import legal
from tests.postgres import cluster
from tests.store import Address, begun, keep_game, keys, new_store, opened
from tests.worlds import mirror

ROOT = Path(__file__).parents[2]
WRITERS, MOVES = 3, 40


# several at once


def test_writers_in_three_processes_leave_no_gap_and_lose_no_move(address: Address) -> None:
    url = address("games")
    with closing(opened(url)) as store:
        game = begun(store, mirror(2))
        racers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.store.racer", url, game, name, str(MOVES)],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for name in "abc"[:WRITERS]
        ]  # fmt: skip
        for one in racers:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        said = [one.communicate(timeout=120)[0].splitlines() for one in racers]
        assert [one.returncode for one in racers] == [0] * WRITERS
        announced = dict(line.split(" ", 1) for lines in said for line in lines)
        assert [len(lines) for lines in said] == [MOVES] * WRITERS
        kept = {str(ply): move.key for ply, move in enumerate(store.load(game).moves)}
        assert kept == announced
        assert store.check() == []


def test_two_imports_at_once_add_each_game_once(served: Store, url: str, tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "games.sqlite")) as here:
        for seed in range(5):
            keep_game(here, mirror(2), seed)
        out = io.StringIO()
        here.export(out)

    def bring(_: int) -> tuple[int, int]:
        with closing(opened(url, timeout=30)) as there:
            done = there.import_(io.StringIO(out.getvalue()))
        return len(done.added), done.known

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(bring, range(3))) == [(0, 5), (0, 5), (5, 0)]
    assert len(served.games()) == 5


def test_a_lock_is_waited_for_and_no_longer(url: str, database: str) -> None:
    store = opened(url, timeout=0.05)
    game, session = keep_game(store, mirror(2), 1, most=5)
    with psycopg.connect(url) as other:
        other.execute(f"SELECT 1 FROM {SCHEMA}.games FOR UPDATE")
        with pytest.raises(StoreError, match="is locked by another program; try again"):
            store.append(game, 5, "next")
        assert [move.key for move in store.load(game).moves] == keys(session)
    store.append(game, 5, "next")
    store.close()


# the connection, and the server


def test_a_connection_that_was_cut_costs_nothing(served: Store, database: str) -> None:
    game, session = keep_game(served, mirror(2), 1, most=5)
    autosave = Autosave.resume(served, served.load(game), session)
    export = io.StringIO()
    for act in (
        lambda: served.append(game, 6, "next"),
        lambda: served.rename(game, "Mine"),
        lambda: begun(served, mirror(2)),
        lambda: served.games(),
        lambda: list(served.every()),
        lambda: served.endings("mirror"),
        lambda: served.check(),
        lambda: served.vacuum(),
        lambda: served.export(export),
        lambda: served.import_(io.StringIO(export.getvalue())),
        lambda: served.delete(game),
    ):
        assert cluster().cut(database) == 1
        if autosave.active and len(session.log) == 5:
            move = legal(session.state)[0]
            session.play(move)
            autosave.save()
            assert autosave.warning == ""
            assert cluster().cut(database) == 1
        act()
    assert len(served.games()) == 1


def test_a_crash_of_the_server_loses_no_move(served: Store) -> None:
    game, session = keep_game(served, mirror(2), 1, most=20)
    cluster().stop(signal.SIGQUIT)
    try:
        with pytest.raises(StoreError, match="cannot be reached: no server is listening there"):
            served.append(game, 20, "next")
    finally:
        cluster().start()
    assert [move.key for move in served.load(game).moves] == keys(session)
    served.append(game, 20, "next")
    cluster().stop()
    cluster().start()
    served.append(game, 21, "and on")
    assert [move.key for move in served.load(game).moves] == [*keys(session), "next", "and on"]
    assert served.check() == []


class _Wire:
    """A wire to the server that is cut at the commit of what was written."""

    def __init__(self, port: int) -> None:
        self.cuts: list[str] = []
        """At each of the next ones: ``unheard``, ``unanswered``, or ``late``: the server hears it when
        we have already come back to look."""
        self.meanwhile: Callable[[], object] = lambda: None
        """Done once, before somebody comes back."""
        self._port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                meanwhile, self.meanwhile = self.meanwhile, lambda: None
                meanwhile()
                far = socket.create_connection(("127.0.0.1", self._port))
                Thread(target=self._carry, args=(near, far, True), daemon=True).start()
                Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, there: bool) -> None:
        writing = False
        with suppress(OSError):
            while data := source.recv(1 << 16):
                writing = b"READ COMMITTED" in data or (writing and b"BEGIN" not in data)
                if there and writing and data.count(b"COMMIT") > data.count(b"COMMITTED") and self.cuts:
                    how = self.cuts.pop(0)
                    if how != "unheard":
                        source.shutdown(socket.SHUT_WR)  # what the server says from now on goes nowhere
                        sleep(0.3 if how == "late" else 0)
                        target.sendall(data)
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def wire(served: Store) -> Iterator[_Wire]:
    made = _Wire(cluster().port)
    yield made
    made.close()


@pytest.mark.parametrize("cut", ["unheard", "unanswered", "late"])
def test_a_wire_cut_at_a_commit(wire: _Wire, database: str, cut: str) -> None:
    through = opened(f"postgresql://frank@127.0.0.1:{wire.port}/{database}")
    game, session = keep_game(through, mirror(2), 1, most=3)
    wire.cuts[:] = [cut]
    through.append(game, 3, "next", "words", ending="done")
    wire.cuts[:] = [cut]
    other = through.begin("mirror", "0" * 64, 1, ("a", "b"), parent=(game, 2), moves=[("one", "")] * 2)
    out = io.StringIO()
    through.export(out)
    wire.cuts[:] = [cut]
    through.delete(game)
    assert [(one.id, one.plies, one.parent) for one in through.games()] == [(other, 2, "")]
    wire.cuts[:] = [cut]
    done = through.import_(io.StringIO(out.getvalue()))
    # At the second look all of it may be known already: it is ours, and is not counted twice.
    assert (len(done.added), done.known) == ((0, 2) if cut == "late" else (1, 1))
    kept = through.load(game)
    assert [move.key for move in kept.moves] == [*keys(session), "next"]
    assert (kept.ending, wire.cuts, through.check()) == ("done", [], [])
    through.close()


def test_a_wire_that_is_cut_again_and_again(wire: _Wire, database: str) -> None:
    through = opened(f"postgresql://frank@127.0.0.1:{wire.port}/{database}")
    game = begun(through, mirror(2))
    wire.cuts[:] = ["unheard"] * 10
    with pytest.raises(
        StoreError, match="lost its connection during a change; check whether the change was made"
    ):
        through.append(game, 0, "one")
    wire.cuts.clear()
    assert through.load(game).moves == ()
    through.append(game, 0, "one")
    through.close()


def test_another_move_at_the_same_place_is_not_taken_for_ours(
    wire: _Wire, served: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    through = opened(f"postgresql://frank@127.0.0.1:{wire.port}/{database}")
    game = begun(through, mirror(2))
    wire.cuts[:] = ["unheard"]
    wire.meanwhile = lambda: served.append(game, 0, "theirs")
    with pytest.raises(StoreError, match="is saved already: the game has 1"):
        through.append(game, 0, "ours")
    assert [move.key for move in served.load(game).moves] == ["theirs"]
    through.close()


def test_moves_of_another_window_are_not_taken_for_ours_when_the_wire_is_cut(
    wire: _Wire, served: Store, database: str
) -> None:
    through = opened(f"postgresql://frank@127.0.0.1:{wire.port}/{database}")
    game, session = keep_game(through, mirror(2), 1, most=3)
    autosave = Autosave.resume(through, through.load(game), session)
    theirs, *_, ours = legal(session.state)
    wire.cuts[:] = ["unheard"]
    wire.meanwhile = lambda: served.append(game, 3, session.game.key(theirs))
    session.play(ours)
    autosave.save()
    assert "branch" in autosave.take_news()[-1]
    assert served.load(game).moves[3].key == session.game.key(theirs)
    branch = served.load(autosave.id)
    assert (branch.parent, branch.branch_ply) == (game, 3)
    assert [move.key for move in branch.moves] == keys(session)
    through.close()


# with the commands


def test_games_move_from_a_file_to_a_server_and_back(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, back = f"sqlite:///{tmp_path}/games.sqlite", f"sqlite:///{tmp_path}/back.sqlite"
    game = compile_scenario(read.load(library.headings()[0].path))
    with closing(new_store(tmp_path / "games.sqlite")) as store:
        ids = [keep_game(store, game, seed, words="Ünïcode — “words”")[0] for seed in range(3)]

    def frank(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsys.readouterr().out

    frank("store", "export", str(tmp_path / "out.jsonl"), "--store", file)
    assert frank("store", "import", str(tmp_path / "out.jsonl"), "--store", url).startswith(
        "3 games imported"
    )
    assert frank("store", "check", "--store", url) == "3 games: nothing wrong\n"
    assert frank("sessions", "--store", url) == frank("sessions", "--store", file)
    assert frank("transcript", ids[0], "--store", url) == frank("transcript", ids[0], "--store", file)
    frank("store", "rename", ids[1], "Mine", "--store", url)
    frank("store", "delete", ids[2], "--store", url)
    assert frank("store", "vacuum", "--store", url) == f"{url.replace('frank@', '')}: done\n"
    exported = frank("store", "export", "--store", url)
    (tmp_path / "back.jsonl").write_text(exported, encoding="utf-8")
    assert frank("store", "import", str(tmp_path / "back.jsonl"), "--store", back).startswith(
        "2 games imported"
    )
    assert frank("store", "export", "--store", back) == exported


def test_the_variable_names_a_server(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "FRANK_STORE", url)
    with closing(open_store()) as store:
        assert store.place == url.replace("frank@", "")
