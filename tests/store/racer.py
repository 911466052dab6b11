"""A process that races others for the next move of a game: ``python -m tests.store.racer URL GAME NAME MOVES``.

It prints the place and the text of each move it kept.
"""

from __future__ import annotations

import sys

from game.store import StoreError, open_store


def race(url: str, game: str, name: str, moves: int) -> None:
    """Keep so many moves, each at whatever place is the next one."""
    store = open_store(url, timeout=30)
    sys.stdin.readline()  # the others are ready, too
    for number in range(moves):
        key = f"{name} {number}"
        while True:
            ply = store.load(game).plies
            try:
                store.append(game, ply, key)
                break
            except StoreError as error:
                if "is saved already" not in str(error):
                    raise
        print(ply, key, flush=True)
    store.close()


if __name__ == "__main__":
    race(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
