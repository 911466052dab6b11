"""Writing to a state that is being made: tracks, and the triggers of the two machines."""

from __future__ import annotations

from typing import Any

from game.table.effects import STEEP_HOME, Change, Row
from game.table.protocol import NEXT_PHASE, NEXT_TYPE, TRIGGER
from game.table.state import CREDIBILITY, FIRED, HOME, KIND, PHASE, TENSION, UNDERSTANDING

Log = list[Change] | None
"""Where changes of the tracks are noted, or None in a simulation."""


_CLAMPED = (*range(101), *[100] * 150, *[0] * 150)
"""The value of a track by its sum with a change; a negative sum counts from the end."""


def tracks(c: list[Any]) -> tuple[int, int, int, int, int, int]:
    """Understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
    return (c[UNDERSTANDING], c[TENSION], c[CREDIBILITY], c[CREDIBILITY + 1], c[HOME], c[HOME + 1])


def bump(c: list[Any], side: int, row: Row, cause: str, log: Log, *, steep: bool = True) -> None:
    """Apply a row of effects from one side's chair; every track stays in 0 to 100.

    Args:
        c: the state being made.
        side: whose ``own`` tracks the row means.
        row: the changes.
        cause: for the log.
        log: where to note what really changed, or None.
        steep: whether one's own losses at home double when home is high.
    """
    if log is not None:
        before = tracks(c)
    u, t, own, theirs, own_home, their_home = row
    if steep and own_home < 0 and c[HOME + side] >= STEEP_HOME:
        own_home *= 2
    other = 1 - side
    if u:
        c[UNDERSTANDING] = _CLAMPED[c[UNDERSTANDING] + u]
    if t:
        c[TENSION] = _CLAMPED[c[TENSION] + t]
    if own:
        c[CREDIBILITY + side] = _CLAMPED[c[CREDIBILITY + side] + own]
    if theirs:
        c[CREDIBILITY + other] = _CLAMPED[c[CREDIBILITY + other] + theirs]
    if own_home:
        c[HOME + side] = _CLAMPED[c[HOME + side] + own_home]
    if their_home:
        c[HOME + other] = _CLAMPED[c[HOME + other] + their_home]
    if log is not None:
        note(c, side, cause, before, log)


def note(c: list[Any], side: int, cause: str, before: tuple[int, ...], log: list[Change]) -> None:
    """Put the difference to ``before`` on a log, if there is one."""
    u, t, c0, c1, h0, h1 = (now - then for now, then in zip(tracks(c), before, strict=True))
    if u or t or c0 or c1 or h0 or h1:
        log.append(Change(cause, side, (u, t, c0, c1, h0, h1)))


def home(c: list[Any], side: int, delta: int, cause: str, log: Log) -> None:
    """Change one side's home track; losses double when it is high."""
    bump(c, side, (0, 0, 0, 0, delta, 0), cause, log)


def fire(c: list[Any], trigger: str) -> None:
    """Move the phase on.

    Raises:
        ValueError: the protocol has no such transition here; a fault in the rules.
    """
    number = TRIGGER[trigger]
    phase = NEXT_PHASE[c[PHASE]][number]
    if phase < 0:
        raise ValueError(f"no transition {trigger!r} from phase {c[PHASE]}")
    c[PHASE] = phase
    c[FIRED] += (number,)


def fire_type(c: list[Any], trigger: str) -> None:
    """Change the type of the talk.

    Raises:
        ValueError: the protocol has no such transition here; a fault in the rules.
    """
    number = TRIGGER[trigger]
    kind = NEXT_TYPE[c[KIND]][number]
    if kind < 0:
        raise ValueError(f"no transition {trigger!r} from type {c[KIND]}")
    c[KIND] = kind
    c[FIRED] += (number,)
