"""Declarative conditions, compiled to functions of a state. Nothing an author writes is evaluated."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.table.protocol import Type
from game.table.state import COMPLETED, RECALLED, SUSPENDED, WALKED_OUT, State, bits

if TYPE_CHECKING:
    from game.scenario.format.model import Condition
    from game.table.compiled import CompiledScenario

Test = Callable[[State], bool]

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
}

_ENDED = {
    "completed": frozenset({COMPLETED}),
    "suspended": frozenset({SUSPENDED, WALKED_OUT}),
    "walked-out": frozenset({WALKED_OUT}),
    "recalled": frozenset({RECALLED}),
}


def tested(state: State) -> int:
    """Claims that were put to a test: asked, challenged, supported or conceded."""
    return state.asked | state.challenged | state.backed | state.conceded


def live(state: State) -> int:
    """Claims on the table: put, and not taken back."""
    return state.said & ~state.retracted


def rungs(state: State) -> int:
    """The sum of the rungs of all that was agreed."""
    return sum(state.game.rungs[number] for number in bits(state.agreed))


def share(state: State, kind: int) -> int:
    """Percent of the turns so far that were spent in a type of dialogue."""
    counts = (state.in_exchange, state.in_negotiation, state.in_quarrel)
    return 100 * counts[kind] // (sum(counts) or 1)


def common_ground(state: State) -> int:
    """Claims both are committed to, as a mask."""
    return state.conceded & live(state)


def _comparison(text: str, value: Callable[[State], int]) -> Test:
    sign = text.rstrip("-0123456789").strip()
    compare, limit = _COMPARE[sign], int(text[len(sign) :])
    return lambda state: compare(value(state), limit)


def _claim_test(key: str, bit: int) -> Test:
    if key == "stands":
        return lambda s: bool(s.stands & live(s) & tested(s) & bit)
    if key == "fallen":
        return lambda s: bool(s.fallen & live(s) & bit)
    if key == "disputed":
        return lambda s: bool(live(s) & ~s.stands & ~s.fallen & bit)
    if key == "conceded":
        return lambda s: bool(common_ground(s) & bit)
    return lambda s: bool(s.retracted & bit)


def counts(game: CompiledScenario, key: str, side: int) -> Callable[[State], int]:
    """A count or track of one side, by its key in a condition."""
    theses = game.theses & game.mask(n for n, by in enumerate(game.by) if by == side)
    if key == "credibility":
        return lambda s: (s.credibility0, s.credibility1)[side]
    if key == "home":
        return lambda s: (s.home0, s.home1)[side]
    if key == "fouls":
        return lambda s: (s.fouls0, s.fouls1)[side].bit_count()
    if key == "theses_fallen":
        return lambda s: (s.fallen & live(s) & theses).bit_count()
    return lambda s: (s.stands & live(s) & tested(s) & theses).bit_count()


def shared(key: str) -> Callable[[State], int]:
    """A shared track or count, by its key in a condition."""
    if key == "understanding":
        return lambda s: s.understanding
    if key == "tension":
        return lambda s: s.tension
    if key == "rungs":
        return rungs
    if key == "shifts":
        return lambda s: s.shifts
    return lambda s: common_ground(s).bit_count()


def _agreed(bit: int) -> Test:
    return lambda s: bool(s.agreed & bit)


def _disclosed(bit: int) -> Test:
    return lambda s: bool(s.disclosed & bit)


def _in_type(kind: int) -> Test:
    return lambda s: s.kind == kind


def _ended(how: frozenset[int]) -> Test:
    return lambda s: s.ended in how


def _recalled(side: int) -> Test:
    return lambda s: s.ended == RECALLED and s.blame == side


def _share_of(kind: int) -> Callable[[State], int]:
    return lambda s: share(s, kind)


def compiled(condition: Condition, game: CompiledScenario) -> Test:
    """A function that tells whether a condition holds of a state.

    Args:
        condition: as written; all of its keys must hold.
        game: the compiled scenario its ids belong to.
    """
    tests: list[Test] = []
    for key in ("stands", "fallen", "disputed", "conceded", "retracted"):
        name = getattr(condition, key)
        if name is not None:
            tests.append(_claim_test(key, 1 << game.claim_number[name]))
    if condition.agreed is not None:
        tests.append(_agreed(1 << game.proposal_number[condition.agreed]))
    if condition.disclosed is not None:
        tests.append(_disclosed(1 << game.interest_number[condition.disclosed]))
    if condition.type is not None:
        tests.append(_in_type(Type[condition.type.upper()]))
    if condition.ended is not None:
        tests.append(_ended(_ENDED[condition.ended]))
    if condition.recalled is not None:
        tests.append(_recalled(game.delegations.index(condition.recalled)))
    if condition.share is not None:
        for kind in Type:
            limit = getattr(condition.share, kind.name.lower())
            if limit is not None:
                tests.append(_comparison(limit, _share_of(kind)))
    for key in ("understanding", "tension", "rungs", "shifts", "common_ground"):
        limit = getattr(condition, key)
        if limit is not None:
            tests.append(_comparison(limit, shared(key)))
    for key in ("credibility", "home", "fouls", "theses_fallen", "theses_standing"):
        for delegation, limit in (getattr(condition, key) or {}).items():
            tests.append(_comparison(limit, counts(game, key, game.delegations.index(delegation))))
    if condition.all is not None:
        tests.append(_all([compiled(part, game) for part in condition.all]))
    if condition.any is not None:
        tests.append(_any([compiled(part, game) for part in condition.any]))
    if condition.none is not None:
        some = _any([compiled(part, game) for part in condition.none])
        tests.append(lambda s: not some(s))
    return tests[0] if len(tests) == 1 else _all(tests)


def _all(tests: list[Test]) -> Test:
    def holds(state: State) -> bool:
        for test in tests:  # noqa: SIM110 - a loop costs half of what all() does
            if not test(state):
                return False
        return True

    return holds


def _any(tests: list[Test]) -> Test:
    def holds(state: State) -> bool:
        for test in tests:  # noqa: SIM110 - a loop costs half of what any() does
            if test(state):
                return True
        return False

    return holds
