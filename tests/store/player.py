"""A process that plays and keeps games until it is killed: ``python -m tests.store.player``.

Each line it reads, ``SEED MOVES URL``, starts a child (so that nothing has to be imported again) that plays so
many moves, or for ever if that is 0. The child says ``pid N``, then each move once it is kept; when it is gone
its parent says ``dead``.
"""

from __future__ import annotations

import os
import random
import sys

from game.match.autosave import Autosave
from game.match.session import Session
from game.store import open_store
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from tests.store import PERSONAS
from tests.table.scenes import pick
from tests.worlds import mirror


def say(line: str) -> None:
    """One line in one write: it is there as a whole or not at all."""
    os.write(1, f"{line}\n".encode())


def play(game: CompiledScenario, seed: int, moves: int, url: str) -> None:
    """Play random games and say what was kept."""
    store = open_store(url, timeout=30)
    rng = random.Random(seed)
    said = 0
    while True:
        session = Session(game, rng.randrange(1 << 32))
        autosave = Autosave.begin(store, session, PERSONAS)
        while not session.over:
            entry = session.play(pick(rng, legal(session.state)))
            key, ply = game.key(entry.move), len(session.log) - 1
            autosave.save()
            if autosave.warning:
                say(f"warning {autosave.warning}")
                return
            say(f"{autosave.id} {ply} {key}")
            said += 1
            if said == moves:
                return


def main() -> None:
    """Start a child for each line."""
    game = mirror(2)
    for line in sys.stdin:
        seed, moves, url = line.split(maxsplit=2)
        pid = os.fork()
        if not pid:
            try:
                say(f"pid {os.getpid()}")
                play(game, int(seed), int(moves), url.strip())
            except BaseException as error:
                say(f"warning {error!r}")
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
