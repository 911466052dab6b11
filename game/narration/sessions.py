"""The list of saved games, in lines for people and in rows for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from game.narration.times import local_time
from game.scenario.text import counted

if TYPE_CHECKING:
    from game.store import Saved


def lines(games: Sequence[Saved]) -> list[str]:
    """Return one line for each game: its id, when it began here, scenario, who played, moves, state, name."""
    width = max((len(game.id) for game in games), default=0)
    return [f"{game.id:{width}}  {'  '.join(_parts(game))}" for game in games]


def _parts(game: Saved) -> list[str]:
    state = f"ended: {game.ending}" if game.ending else "open"
    name = [f"“{game.name}”"] if game.name else []
    return [
        local_time(game.started),
        game.scenario,
        " and ".join(game.personas),
        counted(game.plies, "move"),
        state,
        *name,
    ]


def rows(games: Sequence[Saved]) -> list[dict[str, Any]]:
    """Return one object for each game, for JSON."""
    return [
        {
            "id": game.id,
            "scenario": game.scenario,
            "seed": game.seed,
            "personas": list(game.personas),
            "name": game.name,
            "started": game.started,
            "last": game.last or None,
            "moves": game.plies,
            "state": game.state,
            "ending": game.ending or None,
            "parent": game.parent or None,
            "branch": game.branch_ply,
        }
        for game in games
    ]
