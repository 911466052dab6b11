"""How fast the store is, beside bare SQLite, bare PostgreSQL and the bare rules: ``python -m tests.bench.store``.

Everything is measured in one run, in turns, in the same directory; the ratio is printed beside its aim. A
server of our own is started for PostgreSQL, with its data in the directory for temporary files; where
PostgreSQL is not installed its line is left out.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import psycopg

from game.match.verify import verify
from game.scenario import library
from game.scenario.reading import read
from game.store import open_store
from game.store.digest import content_hash
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.moves import legal
from game.table.outcome import ending
from game.table.play import play, start
from tests.bench.screens import Row, table
from tests.postgres import binaries, cluster
from tests.table.scenes import pick

SCENARIO = "the-list-on-the-table"
APPEND_AIM, LOAD_AIM, CHECK_AIM = 2.0, 3.0, 2.0
SERVED_AIM = 2.5
"""Ours asks the server three times: a transaction begins, a move, it ends."""
_LONG = 200
_PERSONAS = ("random", "random")


def _timed(job: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    begin = perf_counter()
    job()
    return 1000 * (perf_counter() - begin)


def _in_turns(jobs: Sequence[Callable[[], object]], repeats: int) -> list[float]:
    """The median of each, measured in turns."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(repeats):
        for number, job in enumerate(jobs):
            times[number].append(_timed(job))
    return [median(all_) for all_ in times]


def _bare(path: Path) -> sqlite3.Connection:
    """A table of moves as plain as can be, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "CREATE TABLE moves (game TEXT, ply INTEGER, key TEXT, words TEXT, at TEXT, PRIMARY KEY (game, ply))"
    )
    return connection


def append(place: Path, repeats: int) -> Row:
    """A move that is on the disk when the call returns, beside a bare insert."""
    store, bare = open_store(f"sqlite:///{place / 'append.sqlite'}"), _bare(place / "bare.sqlite")
    game = store.begin(SCENARIO, "0" * 64, 1, _PERSONAS)
    ours, theirs = count(), count()
    key = "claim equality-first frank"
    row = "INSERT INTO moves VALUES ('k7m2q', ?, ?, '', '2026-01-31T12:00:00.000Z')"
    mine, other = _in_turns(
        [lambda: store.append(game, next(ours), key), lambda: bare.execute(row, (next(theirs), key))], repeats
    )
    return _row("append of a move", mine, "a bare SQLite insert", other, APPEND_AIM)


def append_served(repeats: int) -> list[Row]:
    """The same on a server of our own, beside a bare insert there."""
    if binaries() is None:
        return []
    url = cluster().url(cluster().new_database())
    store = open_store(url)
    game = store.begin(SCENARIO, "0" * 64, 1, _PERSONAS)
    key = "claim equality-first frank"
    row = "INSERT INTO bare VALUES ('k7m2q', %s, %s, '', '2026-01-31T12:00:00.000Z')"
    ours, theirs = count(), count()
    with psycopg.connect(url, autocommit=True) as bare:
        bare.execute(
            "CREATE TABLE bare (game TEXT, ply INTEGER, key TEXT, words TEXT, at TEXT, PRIMARY KEY (game, ply))"
        )
        mine, other = _in_turns(
            [lambda: store.append(game, next(ours), key), lambda: bare.execute(row, (next(theirs), key))],
            repeats,
        )
    store.close()
    return [
        _row(f"append, PostgreSQL ({1000 / mine:,.0f}/s)", mine, "a bare insert there", other, SERVED_AIM)
    ]


def load(place: Path, repeats: int) -> Row:
    """A game of two hundred moves, beside a bare SELECT of its rows."""
    store = open_store(f"sqlite:///{place / 'append.sqlite'}")
    moves = [(f"claim equality-{n} frank", "My own words." if n % 5 == 0 else "") for n in range(_LONG)]
    game = store.begin(SCENARIO, "0" * 64, 1, _PERSONAS, moves=moves)
    bare = sqlite3.connect(place / "append.sqlite")
    rows = "SELECT key, words, at FROM moves WHERE game = ? ORDER BY ply"
    mine, other = _in_turns(
        [lambda: store.load(game), lambda: bare.execute(rows, (game,)).fetchall()], repeats
    )
    return _row(f"loading {_LONG} moves", mine, "a bare SELECT", other, LOAD_AIM)


def check(place: Path, games: int, repeats: int) -> Row:
    """The check of a store, every game replayed, beside the bare rules playing the same moves."""
    game = compile_scenario(read.load(library.find(SCENARIO)))
    store, played = open_store(f"sqlite:///{place / 'check.sqlite'}"), []
    digest = content_hash(game.scenario)
    store.database.run("PRAGMA synchronous = OFF")  # only while the games are made
    for seed in range(games):
        keys, reached = _play(game, seed)
        store.begin(SCENARIO, digest, seed, _PERSONAS, moves=[(key, "") for key in keys], ending=reached)
        played.append((seed, keys))

    def checked() -> None:
        found = verify(store)
        assert (found.games, found.problems, found.notes) == (games, [], [])

    def replayed() -> None:
        for seed, keys in played:
            state = start(game, seed)
            for key in keys:
                state = play(state, game.move(key))

    mine, other = _in_turns([checked, replayed], repeats)
    return _row(f"store check of {games} games", mine, "the bare rules", other, CHECK_AIM)


def _play(game: CompiledScenario, seed: int) -> tuple[list[str], str]:
    dice, state, keys = random.Random(seed), start(game, seed), []
    while not state.over:
        move = pick(dice, legal(state))
        keys.append(game.key(move))
        state = play(state, move)
    return keys, ending(state)


def _row(name: str, mine: float, beside: str, other: float, aim: float) -> Row:
    return Row(name, mine, "ms", f"{beside} {other:.3g} ms", mine / other, f"{aim}x", mine / other <= aim)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all, and print it.

    Args:
        arguments: of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench.store", description=__doc__)
    parser.add_argument("--games", type=int, default=1000, help="in the store that is checked (1000)")
    parser.add_argument("--repeats", type=int, default=200, help="of append and load, in turns (200)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:  # a memory file system would be no disk
        place = Path(name)
        rows = [append(place, asked.repeats), *append_served(asked.repeats), load(place, asked.repeats)]
        print(table([*rows, check(place, asked.games, 3)]))


if __name__ == "__main__":
    main()
