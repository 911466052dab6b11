"""Random conditions over a scenario, as data in format 1."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

from game.scenario.format.conditions import (
    ATOMS,
    CONNECTIVES,
    ClaimStatus,
    EndedBy,
    SharedTrack,
    SideTrack,
    TalkType,
)
from game.table.compiled import CompiledScenario

Data = dict[str, Any]

_TRACKS = ("understanding", "tension", "credibility", "home")
_SIGNS = ("<=", ">=", "<", ">", "==")


def random_condition(rng: Random, game: CompiledScenario, depth: int = 2) -> Data:
    """Return a condition of up to four keys that names ids of the scenario, with lists inside lists."""
    written = {key: random_value(rng, game, key) for key in rng.sample(sorted(ATOMS), rng.randint(0, 3))}
    if depth and rng.random() < 0.7:
        for key in rng.sample(sorted(CONNECTIVES), rng.randint(1, 2)):
            written[key] = [random_condition(rng, game, depth - 1) for _ in range(rng.randint(0, 3))]
    return written or {"agreed": rng.choice(game.proposals)}


def random_value(rng: Random, game: CompiledScenario, key: str) -> Any:
    """Return a value for a key that becomes an atom."""
    if key in get_args(ClaimStatus):
        return rng.choice(game.claims)
    if key in get_args(SharedTrack):
        return _limit(rng, key)
    if key in get_args(SideTrack):
        return {side: _limit(rng, key) for side in rng.sample(game.delegations, rng.randint(0, 2))}
    match key:
        case "agreed":
            return rng.choice(game.proposals)
        case "disclosed":
            return rng.choice(game.interests)
        case "recalled":
            return rng.choice(game.delegations)
        case "type":
            return rng.choice(get_args(TalkType))
        case "ended":
            return rng.choice(get_args(EndedBy))
        case "share":
            return {
                kind: f"{rng.choice(_SIGNS)} {rng.randint(0, 100)}"
                for kind in rng.sample(get_args(TalkType), 1)
            }
    raise AssertionError(key)


def _limit(rng: Random, key: str) -> str:
    number = rng.randint(0, 100) if key in _TRACKS else rng.randint(-1, 5)
    return f"{rng.choice(_SIGNS)} {number}"
