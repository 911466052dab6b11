"""Changing the tracks and firing the triggers of the two machines, in a draft."""

from __future__ import annotations

from game.table.effects import FULL, STEEP_HOME, Change, Row
from game.table.protocol import NEXT_PHASE, NEXT_TYPE, TRIGGER
from game.table.state import Draft, State

Log = list[Change] | None
"""Where changes of the tracks are noted, or None in a simulation."""

_MOST = 150
"""No change is larger; a scenario's own are checked."""
_CLAMPED = (*range(FULL + 1), *[FULL] * _MOST, *[0] * _MOST)
"""The value of a track by its sum with a change; a negative sum counts from the end."""


def tracks(state: State) -> tuple[int, int, int, int, int, int]:
    """Return understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
    first, second = state.sides
    return (
        state.understanding,
        state.tension,
        first.credibility,
        second.credibility,
        first.home,
        second.home,
    )


def bump(draft: Draft, side: int, row: Row, cause: str, log: Log, *, steep: bool = True) -> None:
    """Apply a row of effects from one side's chair; every track stays in 0 to 100.

    Args:
        draft: the next state.
        side: whose ``own`` tracks the row means.
        row: the changes.
        cause: for the log.
        log: where to note the changes that were made, or None.
        steep: whether one's own losses at home double when home is high.
    """
    if log is not None:
        before = tracks(draft)
    understanding, tension, own, theirs, own_home, their_home = row
    mine, other = draft.sides[side], draft.sides[1 - side]
    if understanding:
        draft.understanding = _CLAMPED[draft.understanding + understanding]
    if tension:
        draft.tension = _CLAMPED[draft.tension + tension]
    if own:
        mine.credibility = _CLAMPED[mine.credibility + own]
    if theirs:
        other.credibility = _CLAMPED[other.credibility + theirs]
    if own_home:
        if steep and own_home < 0 and mine.home >= STEEP_HOME:
            own_home *= 2
        mine.home = _CLAMPED[mine.home + own_home]
    if their_home:
        other.home = _CLAMPED[other.home + their_home]
    if log is not None:
        u, t, c0, c1, h0, h1 = (now - then for now, then in zip(tracks(draft), before, strict=True))
        if u or t or c0 or c1 or h0 or h1:
            log.append(Change(cause, side, (u, t, c0, c1, h0, h1)))


def bump_home(draft: Draft, side: int, delta: int, cause: str, log: Log) -> None:
    """Change one side's home track; losses double when it is high."""
    bump(draft, side, (0, 0, 0, 0, delta, 0), cause, log)


def fire(draft: Draft, trigger: str) -> None:
    """Move the phase on.

    Raises:
        ValueError: the protocol has no such transition here; a fault in the rules.
    """
    number = TRIGGER[trigger]
    phase = NEXT_PHASE[draft.phase][number]
    if phase < 0:
        raise ValueError(f"no transition {trigger!r} from phase {draft.phase}")
    draft.phase = phase
    draft.fired += (number,)


def fire_type(draft: Draft, trigger: str) -> None:
    """Change the type of the talk.

    Raises:
        ValueError: the protocol has no such transition here; a fault in the rules.
    """
    number = TRIGGER[trigger]
    kind = NEXT_TYPE[draft.kind][number]
    if kind < 0:
        raise ValueError(f"no transition {trigger!r} from type {draft.kind}")
    draft.kind = kind
    draft.fired += (number,)
