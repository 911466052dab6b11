"""Games and their branches: what belongs together."""

from __future__ import annotations

from collections.abc import Iterable

from game.record.store.saved import Saved


def family(games: Iterable[Saved], game: str) -> list[Saved]:
    """A game, the games it branched off and all of their branches, in the order given.

    Args:
        games: of a store, with or without their moves.
        game: the id of one of them.
    """
    known = {one.id: one for one in games}
    return [one for one in known.values() if root(known, one.id) == root(known, game)]


def root(known: dict[str, Saved], game: str) -> str:
    """The id of the game that a branch of a branch goes back to; its own for a game that is none."""
    seen: set[str] = set()
    while game in known and known[game].parent and game not in seen:
        seen.add(game)  # an import may say that two games are branches of each other
        game = known[game].parent
    return game
