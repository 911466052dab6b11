"""Conditions, parsed: a closed union that every reader takes apart with ``match`` and ``assert_never``.

In a file a condition is a mapping of optional keys that must all hold
(:class:`~game.scenario.format.parts.Condition`). :func:`parse_condition` turns it, once, into a formula: an atom, or
:class:`AllOf`, :class:`AnyOf`, :class:`NoneOf` other formulas. Whoever reads conditions is a fold over formulas: the
rules (:mod:`game.table.conditions`), the planner (:mod:`game.delegates.progress`), the words
(:mod:`game.narration.wishes`) and the checks. To add a key, add it to the union: mypy then names every reader that
forgets it.

This module is pure and loads no pydantic, so the rules may import it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never, cast, get_args

if TYPE_CHECKING:
    from game.scenario.format.parts import Condition

ClaimStatus = Literal["stands", "fallen", "disputed", "conceded", "retracted"]
TalkType = Literal["exchange", "negotiation", "quarrel"]
SharedTrack = Literal["understanding", "tension", "rungs", "common_ground", "shifts"]
SideTrack = Literal["credibility", "home", "fouls", "theses_fallen", "theses_standing"]
EndedBy = Literal["completed", "suspended", "walked-out", "recalled"]

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A comparison with a number, such as ``>= 60``."""

    sign: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Parse a comparison as it is written in a file."""
        sign = text.rstrip("-0123456789").strip()
        return cls(sign, int(text[len(sign) :]))

    @property
    def compare(self) -> Callable[[int, int], bool]:
        """The function that compares a value (first) with the number (second)."""
        return _COMPARE[self.sign]

    def __str__(self) -> str:
        return f"{self.sign} {self.number}"


@dataclass(frozen=True, slots=True)
class ClaimIs:
    """A claim has a status."""

    claim: str
    status: ClaimStatus


@dataclass(frozen=True, slots=True)
class Agreed:
    """A proposal was agreed."""

    proposal: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """An interest was disclosed."""

    interest: str


@dataclass(frozen=True, slots=True)
class TypeIs:
    """The talk is of a type now."""

    type: TalkType


@dataclass(frozen=True, slots=True)
class ShareIs:
    """The percentage of turns spent in a type of talk is within a limit."""

    type: TalkType
    limit: Limit


@dataclass(frozen=True, slots=True)
class SharedIs:
    """A track or count of the whole meeting is within a limit."""

    track: SharedTrack
    limit: Limit


@dataclass(frozen=True, slots=True)
class SideIs:
    """A track or count of one delegation is within a limit."""

    track: SideTrack
    delegation: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Ended:
    """The meeting ended in this way."""

    by: EndedBy


@dataclass(frozen=True, slots=True)
class Recalled:
    """A delegation was called home."""

    delegation: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. No part is an :class:`AllOf`; without parts it always holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds. Without parts it never holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds. It has at least one."""

    parts: tuple[Formula, ...]


Measure = ShareIs | SharedIs | SideIs
"""Atoms that compare a number."""

Atom = ClaimIs | Agreed | Disclosed | TypeIs | Measure | Ended | Recalled

Formula = Atom | AllOf | AnyOf | NoneOf

ATOMS: dict[str, type[Atom]] = {
    **dict.fromkeys(get_args(ClaimStatus), ClaimIs),
    "agreed": Agreed,
    "disclosed": Disclosed,
    "type": TypeIs,
    "share": ShareIs,
    **dict.fromkeys(get_args(SharedTrack), SharedIs),
    **dict.fromkeys(get_args(SideTrack), SideIs),
    "ended": Ended,
    "recalled": Recalled,
}
"""The keys of a condition in a file, and the atom that each becomes."""

CONNECTIVES: dict[str, type[AllOf | AnyOf | NoneOf]] = {"all": AllOf, "any": AnyOf, "none": NoneOf}
"""The keys of a condition that hold a list of other conditions."""


def parse_condition(condition: Condition) -> Formula:
    """Return a condition as a formula; several keys become one :class:`AllOf`."""
    return _all_of(_parts(condition))


def _all_of(parts: Iterator[Formula]) -> Formula:
    flat: list[Formula] = []
    for part in parts:
        flat += part.parts if isinstance(part, AllOf) else (part,)
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def _parts(condition: Condition) -> Iterator[Formula]:
    """Yield what each key says, in the order of :data:`ATOMS` and :data:`CONNECTIVES`."""
    for status in cast("tuple[ClaimStatus, ...]", get_args(ClaimStatus)):
        if (claim := cast("str | None", getattr(condition, status))) is not None:
            yield ClaimIs(claim, status)
    if condition.agreed is not None:
        yield Agreed(condition.agreed)
    if condition.disclosed is not None:
        yield Disclosed(condition.disclosed)
    if condition.type is not None:
        yield TypeIs(condition.type)
    if condition.share is not None:
        for talk in cast("tuple[TalkType, ...]", get_args(TalkType)):
            if (text := cast("str | None", getattr(condition.share, talk))) is not None:
                yield ShareIs(talk, Limit.parse(text))
    for shared in cast("tuple[SharedTrack, ...]", get_args(SharedTrack)):
        if (text := cast("str | None", getattr(condition, shared))) is not None:
            yield SharedIs(shared, Limit.parse(text))
    for track in cast("tuple[SideTrack, ...]", get_args(SideTrack)):
        limits = cast("dict[str, str] | None", getattr(condition, track)) or {}
        for delegation, text in limits.items():
            yield SideIs(track, delegation, Limit.parse(text))
    if condition.ended is not None:
        yield Ended(condition.ended)
    if condition.recalled is not None:
        yield Recalled(condition.recalled)
    for part in condition.all or ():
        yield parse_condition(part)
    if condition.any is not None:
        choices = tuple(map(parse_condition, condition.any))
        yield choices[0] if len(choices) == 1 else AnyOf(choices)
    if condition.none:
        yield NoneOf(tuple(map(parse_condition, condition.none)))


def atoms(formula: Formula) -> Iterator[Atom]:
    """Yield every atom of a formula, from left to right."""
    match formula:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield formula


def affirmed(formula: Formula) -> Iterator[Atom]:
    """Yield every atom that helps to make a formula true: all but those inside a :class:`NoneOf`."""
    match formula:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from affirmed(part)
        case NoneOf():
            return
        case _:
            yield formula


def needed(formula: Formula) -> Iterator[Atom]:
    """Yield the atoms without which a formula cannot be true."""
    match formula:
        case AllOf(parts):
            for part in parts:
                yield from needed(part)
        case AnyOf() | NoneOf():
            return
        case _:
            yield formula


def sufficient(formula: Formula) -> Iterator[Atom]:
    """Yield the atoms each of which alone makes a formula true."""
    match formula:
        case AnyOf(parts):
            for part in parts:
                yield from sufficient(part)
        case AllOf() | NoneOf():
            return
        case _:
            yield formula


def as_written(atom: Atom) -> str:
    """Return an atom as the words of its file, such as ``agreed joint-gauges`` or ``home arlen >= 40``."""
    match atom:
        case ClaimIs(claim, status):
            return f"{status} {claim}"
        case Agreed(proposal):
            return f"agreed {proposal}"
        case Disclosed(interest):
            return f"disclosed {interest}"
        case TypeIs(talk):
            return f"type {talk}"
        case ShareIs(talk, limit):
            return f"share {talk} {limit}"
        case SharedIs(track, limit):
            return f"{track} {limit}"
        case SideIs(track, delegation, limit):
            return f"{track} {delegation} {limit}"
        case Ended(by):
            return f"ended {by}"
        case Recalled(delegation):
            return f"recalled {delegation}"
    assert_never(atom)
