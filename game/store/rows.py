"""Conversion between saved games and rows of the table."""

from __future__ import annotations

import json

from game.scenario.text import one_line
from game.store.database import Row
from game.store.saved import FORMAT, Saved, SavedMove, StoreError

GAMES = """SELECT id, scenario, digest, seed, personas, path, name, started, COALESCE(parent, ''), branch_ply,
    format, ending, (SELECT COALESCE(MAX(ply) + 1, 0) FROM moves WHERE game = id),
    (SELECT at FROM moves WHERE game = id ORDER BY ply DESC LIMIT 1) FROM games"""
"""The query whose rows :func:`saved_of` reads."""


def row_of(saved: Saved) -> Row:
    """Return the columns of a game, in their order."""
    return (
        saved.id, saved.scenario, saved.digest, saved.path, saved.seed, json.dumps(saved.personas),
        saved.parent, saved.branch_ply, saved.name, saved.started, saved.format, saved.ending,
    )  # fmt: skip


def unknown_game(game: str) -> StoreError:
    """Return the error for an id that no game has."""
    return StoreError(f"there is no game `{one_line(game, 20)}` (frank sessions lists your games)")


def saved_of(row: Row, moves: tuple[SavedMove, ...] = ()) -> Saved:
    """Return the game in a row of :data:`GAMES`.

    Raises:
        StoreError: the game has a newer format, or is damaged.
    """
    game, scenario, digest, seed, personas, path, name, started, parent, branch, version, ending, n, last = (
        row
    )
    if version > FORMAT:
        raise StoreError(f"game {game} was written by a newer Frank Exchange; update the game")
    try:
        first, second = json.loads(personas)
    except (ValueError, TypeError) as error:
        raise StoreError(f"game {game} is damaged: its personas cannot be read") from error
    return Saved(
        game, scenario, digest, seed, (str(first), str(second)), path, name, started, parent, branch, version,
        ending, n, last or "", moves,
    )  # fmt: skip
