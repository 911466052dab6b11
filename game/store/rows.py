"""Games as rows of the table, and back."""

from __future__ import annotations

import json
from typing import Any

from game.scenario.text import one_line
from game.store.saved import FORMAT, Kept, Saved, StoreError

Row = tuple[Any, ...]

GAMES = """SELECT id, scenario, digest, seed, personas, path, name, started, COALESCE(parent, ''), branch_ply,
    format, ending, (SELECT COALESCE(MAX(ply) + 1, 0) FROM moves WHERE game = id),
    (SELECT at FROM moves WHERE game = id ORDER BY ply DESC LIMIT 1) FROM games"""
"""What :func:`saved_of` reads."""


def values(saved: Saved) -> Row:
    """The columns of a game, in their order."""
    return (
        saved.id, saved.scenario, saved.digest, saved.path, saved.seed, json.dumps(saved.personas),
        saved.parent, saved.branch_ply, saved.name, saved.started, saved.format, saved.ending,
    )  # fmt: skip


def unknown(game: str) -> StoreError:
    """The error for an id that no game has."""
    return StoreError(f"no game is called `{one_line(game, 20)}` (frank sessions lists them)")


def saved_of(row: Row, moves: tuple[Kept, ...] = ()) -> Saved:
    """A game of a row of :data:`GAMES`."""
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
