"""When a condition holds: formulas compiled to functions of a state. Nothing an author writes is evaluated.

:mod:`game.scenario.format.conditions` says what a condition can be. What the state is read for stands in the first
half of this chapter; the second half is the fold that builds on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, assert_never

from game.scenario.format.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    ClaimIs,
    ClaimStatus,
    Disclosed,
    Ended,
    EndedBy,
    Formula,
    Measure,
    NoneOf,
    Recalled,
    SharedIs,
    SharedTrack,
    ShareIs,
    SideIs,
    SideTrack,
    TypeIs,
)
from game.table.masks import bits
from game.table.position import Position
from game.table.protocol import End, Type

Test = Callable[[Position], bool]
Count = Callable[[Position], int]


class Numbers(Protocol):
    """The part of a compiled scenario that conditions need: the number of every id, and who has which thesis."""

    @property
    def claim_number(self) -> Mapping[str, int]:
        """The number of each claim, by its id."""

    @property
    def proposal_number(self) -> Mapping[str, int]:
        """The number of each proposal, by its id."""

    @property
    def interest_number(self) -> Mapping[str, int]:
        """The number of each interest, by its id."""

    @property
    def delegations(self) -> Sequence[str]:
        """The ids of the two delegations, by side."""

    @property
    def by(self) -> Sequence[int]:
        """The side of each claim, by its number."""

    @property
    def theses(self) -> int:
        """The theses of both sides, as a mask."""


# What is read of a state


def tested(state: Position) -> int:
    """Claims that were put to a test: asked, challenged, supported or conceded."""
    return state.asked | state.challenged | state.backed | state.conceded


def live(state: Position) -> int:
    """Claims on the table: put, and not taken back."""
    return state.said & ~state.retracted


def disputed(state: Position) -> int:
    """Claims on the table that neither stand nor have fallen."""
    return live(state) & ~state.stands & ~state.fallen


def rungs(state: Position) -> int:
    """The sum of the rungs of all that was agreed."""
    return sum(state.game.rungs[number] for number in bits(state.agreed))


def share(state: Position, kind: int) -> int:
    """Percent of the turns so far that were spent in a type of dialogue."""
    turns = (state.in_exchange, state.in_negotiation, state.in_quarrel)
    return 100 * turns[kind] // (sum(turns) or 1)


def common_ground(state: Position) -> int:
    """Claims both are committed to, as a mask."""
    return state.conceded & live(state)


_CLAIMS: dict[ClaimStatus, Count] = {
    "stands": lambda s: s.stands & live(s) & tested(s),
    "fallen": lambda s: s.fallen & live(s),
    "disputed": disputed,
    "conceded": common_ground,
    "retracted": lambda s: s.retracted,
}
"""The claims of each status, as a mask."""

_SHARED: dict[SharedTrack, Count] = {
    "understanding": lambda s: s.understanding,
    "tension": lambda s: s.tension,
    "rungs": rungs,
    "common_ground": lambda s: common_ground(s).bit_count(),
    "shifts": lambda s: s.shifts,
}

_ENDED: dict[EndedBy, frozenset[int]] = {
    "completed": frozenset({End.COMPLETED}),
    "suspended": frozenset({End.SUSPENDED, End.WALKED_OUT}),
    "walked-out": frozenset({End.WALKED_OUT}),
    "recalled": frozenset({End.RECALLED}),
}


def _of_side(track: SideTrack, side: int, theses: int) -> Count:
    """Return what counts a track of one side, whose theses are given as a mask."""
    match track:
        case "credibility":
            return lambda s: s.sides[side].credibility
        case "home":
            return lambda s: s.sides[side].home
        case "fouls":
            return lambda s: s.sides[side].fouls.bit_count()
        case "theses_fallen":
            return lambda s: (s.fallen & live(s) & theses).bit_count()
        case "theses_standing":
            return lambda s: (s.stands & live(s) & tested(s) & theses).bit_count()
    assert_never(track)


# The fold


def number_of(atom: Measure, numbers: Numbers) -> Count:
    """Return what reads the number that an atom compares, as a function of a state.

    Args:
        atom: the comparison.
        numbers: the compiled scenario its ids belong to.
    """
    match atom:
        case ShareIs(talk):
            kind = Type[talk.upper()]
            return lambda s: share(s, kind)
        case SharedIs(track):
            return _SHARED[track]
        case SideIs(track, delegation):
            side = _side(delegation, numbers)
            own = sum(1 << number for number, by in enumerate(numbers.by) if by == side)
            return _of_side(track, side, own & numbers.theses)
    assert_never(atom)


def compile_condition(formula: Formula, numbers: Numbers) -> Test:
    """Return whether a formula holds, as a function of a state.

    Args:
        formula: the condition, parsed.
        numbers: the compiled scenario its ids belong to.

    Raises:
        KeyError: the scenario has no such id.
    """
    match formula:
        case ClaimIs(claim, status):
            mask, bit = _CLAIMS[status], 1 << numbers.claim_number[claim]
            return lambda s: bool(mask(s) & bit)
        case Agreed(proposal):
            agreed = 1 << numbers.proposal_number[proposal]
            return lambda s: bool(s.agreed & agreed)
        case Disclosed(interest):
            disclosed = 1 << numbers.interest_number[interest]
            return lambda s: bool(s.disclosed & disclosed)
        case TypeIs(talk):
            kind = Type[talk.upper()]
            return lambda s: s.kind == kind
        case ShareIs(limit=limit) | SharedIs(limit=limit) | SideIs(limit=limit):
            value, compare, number = number_of(formula, numbers), limit.compare, limit.number
            return lambda s: compare(value(s), number)
        case Ended(by):
            ways = _ENDED[by]
            return lambda s: s.ended in ways
        case Recalled(delegation):
            side = _side(delegation, numbers)
            return lambda s: s.ended == End.RECALLED and s.blame == side
        case AllOf(parts):
            return _all([compile_condition(part, numbers) for part in parts])
        case AnyOf(parts):
            return _any([compile_condition(part, numbers) for part in parts])
        case NoneOf(parts):
            some = _any([compile_condition(part, numbers) for part in parts])
            return lambda s: not some(s)
    assert_never(formula)


def _side(delegation: str, numbers: Numbers) -> int:
    if delegation not in numbers.delegations:
        raise KeyError(delegation)
    return numbers.delegations.index(delegation)


def _all(tests: list[Test]) -> Test:
    def holds(state: Position) -> bool:
        for test in tests:  # noqa: SIM110 - a loop costs half of what all() does
            if not test(state):
                return False
        return True

    return holds


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def holds(state: Position) -> bool:
        for test in tests:  # noqa: SIM110 - a loop costs half of what any() does
            if test(state):
                return True
        return False

    return holds
