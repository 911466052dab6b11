"""Games and their branches: what belongs together, and in which order it is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from game.store.saved import Saved


class Placed(NamedTuple):
    """A game in a list, with how deep it hangs below the game it goes back to."""

    game: Saved
    depth: int


def family(games: Iterable[Saved], game: str) -> list[Saved]:
    """A game, the games it branched off and all of their branches, in the order given.

    Args:
        games: of a store, with or without their moves.
        game: the id of one of them.
    """
    known = {one.id: one for one in games}
    mine = _root(known, game)
    return [one for one in known.values() if _root(known, one.id) == mine]


def _root(known: dict[str, Saved], game: str) -> str:
    """The id of the game that a branch of a branch goes back to; its own for a game that is none."""
    seen: set[str] = set()
    while game in known and known[game].parent in known and game not in seen:
        seen.add(game)  # an import may say that two games are branches of each other
        game = known[game].parent
    return min(seen) if game in seen else game


def tree(games: Sequence[Saved]) -> list[Placed]:
    """All games, the newest family first, and in it each game above its branches.

    Args:
        games: of a store, the oldest first.
    """
    known = {one.id: one for one in games}
    below: dict[str, list[Saved]] = {}
    newest: dict[str, int] = {}
    for age, one in enumerate(games):
        root = _root(known, one.id)
        newest[root] = age
        if one.id != root:
            below.setdefault(one.parent, []).append(one)
    placed: list[Placed] = []
    for root in sorted(newest, key=lambda key: -newest[key]):
        waiting, seen = [Placed(known[root], 0)], {root}
        while waiting:
            here = waiting.pop()
            placed.append(here)
            fresh = [one for one in below.get(here.game.id, []) if one.id not in seen]
            seen.update(one.id for one in fresh)
            waiting += [Placed(one, here.depth + 1) for one in reversed(fresh)]
    return placed
