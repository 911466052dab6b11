"""Whatever was announced as kept is there after `kill -9`, and two processes do not disturb each other."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from game.match.replay import find_fault
from game.store import open_store
from tests.store import Address
from tests.worlds import mirror

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FRANK_KILLS", "25"))
FRESH = 5
"""Every so many kills, one comes early in the life of a new store."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the player forks")

Announced = dict[tuple[str, int], str]


class Player:
    """The process of :mod:`tests.store.player`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.player"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def start(self, seed: int, moves: int, url: str) -> int:
        """Let it play; gives the id of the process that does."""
        assert self._process.stdin
        self._process.stdin.write(f"{seed} {moves} {url}\n")
        self._process.stdin.flush()
        word, pid = self._out.readline().split()
        assert word == "pid"
        return int(pid)

    def listen(self, announced: Announced, lines: int | None = None) -> None:
        """Note what it announces: so many lines, or all until it is dead."""
        heard = 0
        while lines is None or heard < lines:
            line = self._out.readline()
            assert line, "the player is gone"
            if line == "dead\n":
                assert lines is None
                return
            game, ply, key = line.rstrip("\n").split(" ", 2)
            assert game != "warning", line
            announced[game, int(ply)] = key
            heard += 1

    def close(self) -> None:
        """It ends when it has nothing more to read."""
        assert self._process.stdin
        self._process.stdin.close()
        assert self._process.wait(timeout=60) == 0
        self._out.close()

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout
        return self._process.stdout


@pytest.fixture
def player() -> Iterator[Player]:
    made = Player()
    yield made
    made.close()


def _holds(url: str, announced: Announced) -> int:
    """Check that a store is whole and has what was announced. Gives how many moves it has."""
    store = open_store(url)
    assert store.check() == []
    games = {saved.id: saved for saved in store.every()}
    store.close()
    for saved in games.values():
        assert saved.moves, "a game without a move"
        assert find_fault(saved, mirror(2)) == ""
    for (game, ply), key in announced.items():
        assert games[game].moves[ply].key == key
    return sum(len(saved.moves) for saved in games.values())


def test_a_kill_loses_nothing_that_was_announced(player: Player, address: Address) -> None:
    rng = random.Random()
    url = address("games")
    announced: Announced = {}
    for number in range(KILLS):
        if number % FRESH == 0:  # killed while the store is being made, or soon after
            url, announced = address(f"games-{number}"), {}
        lines = rng.randrange(3) if number % FRESH == 0 else rng.randrange(80)
        pid = player.start(rng.randrange(1 << 32), 0, url)
        player.listen(announced, lines)
        time.sleep(rng.random() * 0.008)  # so that the kill comes at any point between two moves
        os.kill(pid, signal.SIGKILL)
        player.listen(announced)
        kept = _holds(url, announced)
        # Of what was not announced, at most the move that was being kept when the kill came, per kill.
        assert len(announced) <= kept <= len(announced) + number % FRESH + 1


def test_two_processes_make_and_use_one_store(address: Address) -> None:
    players = [Player(), Player()]
    try:
        for round_ in range(5):
            url = address(f"shared-{round_}")
            announced: list[Announced] = [{}, {}]
            for seed, one in enumerate(players):
                one.start(seed, 60, url)
            for one, said in zip(players, announced, strict=True):
                one.listen(said)
            assert [len(said) for said in announced] == [60, 60]
            assert not {game for game, _ in announced[0]} & {game for game, _ in announced[1]}
            assert _holds(url, announced[0] | announced[1]) == 120
    finally:
        for one in players:
            one.close()
