"""Games and their branches: which belong together, and the order in which they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from game.store.saved import Saved


class TreeRow(NamedTuple):
    """A game in a list, and how far it is indented."""

    game: Saved
    depth: int
    """0 for a game that is no branch, 1 for a branch of it, and so on."""


def family(games: Iterable[Saved], game: str) -> list[Saved]:
    """Return a game, the games it branched off and all their branches, in the order given.

    Args:
        games: the games of a store, with or without their moves.
        game: the id of one of them.
    """
    known = {saved.id: saved for saved in games}
    root = _root(known, game)
    return [saved for saved in known.values() if _root(known, saved.id) == root]


def _root(known: dict[str, Saved], game: str) -> str:
    """Return the id of the game that a branch goes back to, or the game's own id if it is no branch."""
    seen: set[str] = set()
    while game in known and known[game].parent in known and game not in seen:
        seen.add(game)  # an import may claim that two games are branches of each other
        game = known[game].parent
    return min(seen) if game in seen else game


def tree(games: Sequence[Saved]) -> list[TreeRow]:
    """Return all games, the newest family first, and each game above its branches.

    Args:
        games: the games of a store, the oldest first.
    """
    known = {saved.id: saved for saved in games}
    branches: dict[str, list[Saved]] = {}
    newest: dict[str, int] = {}
    for age, saved in enumerate(games):
        root = _root(known, saved.id)
        newest[root] = age
        if saved.id != root:
            branches.setdefault(saved.parent, []).append(saved)
    rows: list[TreeRow] = []
    for root in sorted(newest, key=lambda key: -newest[key]):
        waiting, seen = [TreeRow(known[root], 0)], {root}
        while waiting:
            row = waiting.pop()
            rows.append(row)
            unseen = [saved for saved in branches.get(row.game.id, []) if saved.id not in seen]
            seen.update(saved.id for saved in unseen)
            waiting += [TreeRow(saved, row.depth + 1) for saved in reversed(unseen)]
    return rows
