"""How near a condition is to being true: a number from 0 to 1, a guess and not a search.

A planner looks one reply ahead; most objectives are further away than that. A hope gives it a slope to
walk on. Conditions are read from the scenario, so any scenario gives its personas something to want.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.table import conditions
from game.table.drafting import highest_rung
from game.table.protocol import Phase
from game.table.state import State

if TYPE_CHECKING:
    from game.scenario.format.model import Condition
    from game.table.compiled import CompiledScenario

Hope = Callable[[State], float]

_AGREED = (0.0, 0.45, 0.36, 0.28)
"""How likely a proposal of each rung is to be agreed one day, while there is time."""


def remaining(s: State) -> float:
    """The share of the talk that is still to come, 0 to 1."""
    if s.phase >= Phase.DRAFTING:
        return 0.06 if s.phase == Phase.DRAFTING else 0.0
    turns = 2 * s.game.turns
    return (turns * (len(s.game.items) - s.item) - s.turn) / (turns * len(s.game.items))


def _claim_hope(game: CompiledScenario, number: int, kind: str) -> Hope:
    bit, item = 1 << number, game.item_of[number]

    def stands(s: State) -> float:
        over = s.item > item or s.phase >= Phase.ASSESSMENT
        if s.retracted & bit:
            return 0.0
        if not s.said & bit:
            return 0.0 if over else 0.4
        tested = bool((s.asked | s.challenged | s.backed | s.conceded) & bit)
        if s.stands & bit:
            if over:
                return 1.0 if tested else 0.0
            return 0.85 if tested else 0.6
        if over:
            return 0.0
        return 0.35 if s.owing & bit else 0.25

    def fallen(s: State) -> float:
        over = s.item > item or s.phase >= Phase.ASSESSMENT
        if s.retracted & bit or (over and not s.fallen & bit):
            return 0.0
        if s.fallen & bit:
            return 1.0 if over else 0.6
        return 0.2 if s.said & bit else 0.12

    def conceded(s: State) -> float:
        if s.conceded & bit:
            return 0.0 if s.retracted & bit else 1.0
        over = s.item > item or s.phase >= Phase.ASSESSMENT
        if over or s.retracted & bit:
            return 0.0
        return 0.2 if s.said & bit else 0.12

    return {"stands": stands, "fallen": fallen, "disputed": lambda s: 0.5 - abs(0.5 - stands(s))}.get(
        kind, conceded
    )


def _agreed_hope(game: CompiledScenario, number: int) -> Hope:
    bit, rung = 1 << number, game.rungs[number]
    against = game.excludes[number]

    def hope(s: State) -> float:
        if s.agreed & bit:
            return 1.0
        if s.agreed & against or s.phase >= Phase.CLOSING:
            return 0.0
        chance = _AGREED[rung]
        if s.dead & bit:
            chance *= 0.5
        if s.phase == Phase.DRAFTING:
            open_text = rung <= highest_rung(s.understanding) or s.parked & bit
            return chance * 0.8 if open_text and not s.dead & bit else 0.0
        if s.reasoned == 0b11:
            chance *= 1.1
        return chance * (0.55 + 0.45 * remaining(s))

    return hope


def _limit_hope(text: str, value: Callable[[State], int], scale: float) -> Hope:
    """A comparison: by how far it holds or fails, and how much time there is to change that."""
    sign = text.rstrip("-0123456789").strip()
    limit = int(text[len(sign) :])
    direction = 1 if sign in (">=", ">") else -1
    if sign in (">", "<"):
        limit += direction

    def hope(s: State) -> float:
        margin = direction * (value(s) - limit)
        left = remaining(s)
        if left <= 0:
            return 1.0 if margin >= 0 else 0.0
        width = scale * (0.25 + left)
        guess = 0.55 + 0.45 * margin / width if margin >= 0 else 0.5 + 0.5 * margin / width
        return 0.02 if guess < 0.02 else 0.98 if guess > 0.98 else guess

    return hope


def _counter(game: CompiledScenario, key: str, side: int) -> tuple[Callable[[State], int], float]:
    scale = 30.0 if key in ("credibility", "home") else 3.0
    return conditions.counts(game, key, side), scale


def hope_of(condition: Condition, game: CompiledScenario) -> Hope:
    """How near a condition is, as a function of a state.

    Args:
        condition: as written in the scenario.
        game: the compiled scenario.
    """
    parts: list[Hope] = []
    for key in ("stands", "fallen", "disputed", "conceded", "retracted"):
        name = getattr(condition, key)
        if name is not None:
            parts.append(_claim_hope(game, game.claim_number[name], key))
    if condition.agreed is not None:
        parts.append(_agreed_hope(game, game.proposal_number[condition.agreed]))
    for key in ("understanding", "tension", "rungs", "shifts", "common_ground"):
        limit = getattr(condition, key)
        if limit is not None:
            scale = 30.0 if key in ("understanding", "tension") else 4.0
            parts.append(_limit_hope(limit, conditions.shared(key), scale))
    for key in ("credibility", "home", "fouls", "theses_fallen", "theses_standing"):
        for delegation, limit in (getattr(condition, key) or {}).items():
            value, scale = _counter(game, key, game.delegations.index(delegation))
            parts.append(_limit_hope(limit, value, scale))
    if condition.all is not None:
        parts += [hope_of(part, game) for part in condition.all]
    if condition.any is not None:
        parts.append(_best([hope_of(part, game) for part in condition.any]))
    if condition.none is not None:
        worst = _best([hope_of(part, game) for part in condition.none])
        parts.append(lambda s: 1 - worst(s))
    if not parts:
        holds = conditions.compiled(condition, game)
        return lambda s: 0.8 if holds(s) else 0.2
    return parts[0] if len(parts) == 1 else _product(parts)


def _best(parts: list[Hope]) -> Hope:
    return lambda s: max((part(s) for part in parts), default=0.0)


def _product(parts: list[Hope]) -> Hope:
    def hope(s: State) -> float:
        value = 1.0
        for part in parts:
            value *= part(s)
        return value

    return hope
