"""How many moves a second the tables of a class can keep: ``python -m tests.bench.classroom_rate``.

Scripted delegations choose at random and vote, at every table in turn; each move is on the disk, with who sent it,
before it counts. Nothing is drawn. It is the figure to set beside the bots of other platforms that run in one process,
such as oTree's ``otree test``.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

from game.classroom.hosting import open_register
from game.classroom.room import Room
from game.classroom.settings import Settings
from game.match.verify import verify
from game.scenario import library
from game.scenario.reading.read import load
from game.store import open_store


def measure(tables: int, seed: int) -> dict[str, float]:
    """Play a whole meeting at every table.

    Args:
        tables: how many there are, with four seats each.
        seed: of what is chosen.
    """
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as place:
        store = open_store(f"sqlite:///{Path(place) / 'games.sqlite'}")
        register = open_register(store)
        scenario = load(library.find("two-days-in-beijing"))
        room, _ = Room.open(scenario, "", tables, seed, store, register, Settings("majority"))
        for _ in range(4 * tables):
            room.join("")
        for seat in room.seats.values():
            seat.table.came(seat)
        moves = drafts = 0
        began = perf_counter()
        while playing := [table for table in room.tables if not table.over]:
            for table in playing:
                state = table.match.session.state
                one, other = table.members(state.mover)
                table.choose(one, state.ply, chance.choice(table.match.session.view(state.mover).moves()))
                table.vote(other, table.journal.drafts[0].id)
                moves, drafts = moves + 1, drafts + 2
        took = perf_counter() - began
        problems = verify(store).problems
        store.close()
    assert not problems, problems
    return {
        "tables": tables,
        "moves": moves,
        "moves a second": moves / took,
        "drafts and votes a second": drafts / took,
        "whole meetings a second": tables / took,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for what, value in measure(options.tables, options.seed).items():
        print(f"{what:26} {value:8.1f}")


if __name__ == "__main__":
    main()
