"""The progress of a condition: an estimate from 0 (cannot be met) to 1 (met), without a search.

A planner looks one reply ahead; most objectives are further away than that. Progress gives it a slope to walk on.
Conditions are read from the scenario, so any scenario gives its personas something to want.

The guess never contradicts the rules: it is 1 only where the condition holds now, 0 only where it does not, and once
the meeting is over it is one of the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from game.scenario.format.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    ClaimIs,
    Disclosed,
    Ended,
    Formula,
    Limit,
    Measure,
    NoneOf,
    Recalled,
    SharedIs,
    ShareIs,
    SideIs,
    TypeIs,
)
from game.table.compiled import CompiledScenario
from game.table.conditions import compile_condition, disputed, number_of, tested
from game.table.drafting import highest_rung
from game.table.protocol import Phase
from game.table.state import State

Progress = Callable[[State], float]

_AGREED = (0.0, 0.45, 0.36, 0.28)
"""How likely a proposal of each rung is to be agreed one day, while there is time."""

_LEAST = 1e-6
"""The least value of a product of guesses, so that none is rounded to 0, nor its complement to 1."""

_PERCENT_WIDTH = 30.0
_COUNT_WIDTH = 4.0
_SIDE_COUNT_WIDTH = 3.0
"""How far a track or a count may move in a whole meeting."""


def progress_of(formula: Formula, game: CompiledScenario) -> Progress:
    """Return how near a condition is to being met, as a function of a state.

    Args:
        formula: the condition, parsed.
        game: the compiled scenario its ids belong to.
    """
    match formula:
        case ClaimIs(claim):
            return _claim(formula, game, game.claim_number[claim])
        case Agreed(proposal):
            return _agreed(game, game.proposal_number[proposal])
        case Disclosed():
            return _guess(formula, game, holds=1.0)  # an interest that was disclosed stays disclosed
        case TypeIs() | Ended() | Recalled():
            return _guess(formula, game, holds=0.8)
        case ShareIs(limit=limit) | SharedIs(limit=limit) | SideIs(limit=limit):
            return _limit(limit, number_of(formula, game), _width(formula))
        case AllOf(parts):
            return _product([progress_of(part, game) for part in parts])
        case AnyOf(parts):
            return _best([progress_of(part, game) for part in parts])
        case NoneOf(parts):
            best = _best([progress_of(part, game) for part in parts])
            return lambda s: 1 - best(s)
    assert_never(formula)


def remaining(s: State) -> float:
    """Return the share of the talk that is still to come, 0 to 1."""
    if s.phase >= Phase.DRAFTING:
        return 0.06 if s.phase == Phase.DRAFTING else 0.0
    turns = s.game.round_turns
    return (turns * (len(s.game.items) - s.item) - s.turn) / (turns * len(s.game.items))


def _guess(formula: Formula, game: CompiledScenario, holds: float) -> Progress:
    """Return a guess that knows only whether a condition holds now: nothing tells how it will develop."""
    test = compile_condition(formula, game)

    def progress(s: State) -> float:
        if s.over:
            return 1.0 if test(s) else 0.0
        return holds if test(s) else 0.2

    return progress


def _claim(atom: ClaimIs, game: CompiledScenario, number: int) -> Progress:
    bit, item = 1 << number, game.item_of[number]

    def settled(s: State) -> bool:
        """Return whether the item of the claim was assessed."""
        return s.item > item or s.phase >= Phase.ASSESSMENT

    def stands(s: State) -> float:
        if s.retracted & bit:
            return 0.0
        if not s.said & bit:
            return 0.0 if settled(s) else 0.4
        if s.stands & bit:
            if settled(s):
                return 1.0 if tested(s) & bit else 0.0
            return 0.85 if tested(s) & bit else 0.6
        if settled(s):
            return 0.0
        return 0.35 if s.owing & bit else 0.25

    def fallen(s: State) -> float:
        if s.retracted & bit or (settled(s) and not s.fallen & bit):
            return 0.0
        if s.fallen & bit:
            return 1.0 if settled(s) else 0.6
        return 0.2 if s.said & bit else 0.12

    def is_disputed(s: State) -> float:
        if settled(s):
            return 1.0 if disputed(s) & bit else 0.0
        return 0.5 - abs(0.5 - stands(s))

    def conceded(s: State) -> float:
        if s.conceded & bit:
            return 0.0 if s.retracted & bit else 1.0
        if settled(s) or s.retracted & bit:
            return 0.0
        return 0.2 if s.said & bit else 0.12

    def retracted(s: State) -> float:
        if s.retracted & bit:
            return 1.0
        if settled(s):
            return 0.0
        return 0.2 if s.said & bit else 0.12

    match atom.status:
        case "stands":
            return stands
        case "fallen":
            return fallen
        case "disputed":
            return is_disputed
        case "conceded":
            return conceded
        case "retracted":
            return retracted
    assert_never(atom.status)


def _agreed(game: CompiledScenario, number: int) -> Progress:
    bit, rung = 1 << number, game.rungs[number]
    against = game.excludes[number]

    def progress(s: State) -> float:
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
        if s.sides[0].reasoned and s.sides[1].reasoned:
            chance *= 1.1
        return chance * (0.55 + 0.45 * remaining(s))

    return progress


def _width(atom: Measure) -> float:
    match atom:
        case ShareIs():
            return _PERCENT_WIDTH
        case SharedIs(track):
            return _PERCENT_WIDTH if track in ("understanding", "tension") else _COUNT_WIDTH
        case SideIs(track):
            return _PERCENT_WIDTH if track in ("credibility", "home") else _SIDE_COUNT_WIDTH
    assert_never(atom)


def _limit(limit: Limit, value: Callable[[State], int], width: float) -> Progress:
    """Return the progress of a comparison: by how far it holds or fails, and how much time is left to change that."""
    margin = _margin(limit)

    def progress(s: State) -> float:
        distance = margin(value(s))
        left = remaining(s)
        if left <= 0:
            return 1.0 if distance >= 0 else 0.0
        reach = width * (0.25 + left)
        guess = 0.55 + 0.45 * distance / reach if distance >= 0 else 0.5 + 0.5 * distance / reach
        return 0.02 if guess < 0.02 else 0.98 if guess > 0.98 else guess

    return progress


def _margin(limit: Limit) -> Callable[[int], int]:
    """Return by how much a value is within the limit, 0 where it is just met; below 0 it is not."""
    number = limit.number
    match limit.sign:
        case ">=":
            return lambda value: value - number
        case ">":
            return lambda value: value - number - 1
        case "<=":
            return lambda value: number - value
        case "<":
            return lambda value: number - value - 1
        case _:
            return lambda value: -abs(value - number)


def _best(parts: list[Progress]) -> Progress:
    return lambda s: max((part(s) for part in parts), default=0.0)


def _product(parts: list[Progress]) -> Progress:
    def progress(s: State) -> float:
        value = 1.0
        for part in parts:
            near = part(s)
            if not near:
                return 0.0
            value *= near
        return value if value > _LEAST else _LEAST

    return progress
