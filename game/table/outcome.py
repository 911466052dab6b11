"""What a game came to: its ending, each side's objectives and score, and what it was worth to both.

Scores are measures for the debrief and the playtest, not the point of the game: a side's own score is
mostly its objectives; the joint score is understanding, what was agreed, calm and common ground. None
names a country, a type of dialogue or a side.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.conditions import common_ground, rungs, share, tested
from game.table.effects import BRIDGE_SHARE, FULL, RECALL_AT
from game.table.masks import bits
from game.table.protocol import EXCHANGE, NEGOTIATION, QUARREL, TALK, End
from game.table.state import State

MET, BRIDGED, MISSED = "met", "bridged", "missed"

OBJECTIVES, CREDIBILITY, HOME = 65, 20, 15
"""Points of a side's own score: for all its objectives, for full credibility, and for a home track in its band."""
HOME_BAND = (35, 80)
"""The home tracks that are worth most: below, the people at home doubt the delegation; above, they bind it."""
UNDERSTANDING, AGREED, CALM, COMMON_GROUND = 30, 40, 15, 15
"""Points of the joint score: for full understanding, for enough rungs agreed, for no tension, for enough claims granted."""
ENOUGH_RUNGS = 12
ENOUGH_GRANTED = 4
BROKEN_OFF = 0.6
"""What is left of a score when the talks break off, and of one's own after one's own recall: :data:`RECALLED`."""
RECALLED = 0.5
WALKED_OUT = 10
"""Points that walking out costs beside that."""


class ObjectiveResult(NamedTuple):
    """How one objective came out."""

    number: int
    id: str
    points: int
    earned: float
    status: str
    """``met``; ``bridged``: not met, but an agreed bridge serves its disclosed interest; or ``missed``."""


class Outcome(NamedTuple):
    """What a game came to."""

    ending: str
    """The id of the ending."""
    scores: tuple[int, int]
    """0 to 100, by side."""
    joint: int
    """0 to 100."""
    objectives: tuple[tuple[ObjectiveResult, ...], tuple[ObjectiveResult, ...]]
    """Those in force, by side."""
    shares: tuple[int, int, int]
    """Percent of the turns in exchange, negotiation and quarrel."""


def bridged_interests(state: State) -> int:
    """Return the disclosed interests that an agreed bridge serves."""
    mask = 0
    for number in bits(state.agreed):
        mask |= state.game.bridges[number]
    return mask & state.disclosed


def objectives(state: State, side: int) -> tuple[ObjectiveResult, ...]:
    """Return how a side's objectives stand, as if the game ended now.

    Args:
        state: the game so far.
        side: 0 or 1; of a view, only the viewer's own side is complete.
    """
    game = state.game
    drawn = state.sides[side].drawn
    served = bridged_interests(state)
    result = []
    for number in bits(drawn):
        goal = game.sides[side].goals[number]
        if game.met[side][number](state):
            status, earned = MET, float(goal.points)
        elif served >> goal.interest & 1:
            status, earned = BRIDGED, goal.points * BRIDGE_SHARE / 100
        else:
            status, earned = MISSED, 0.0
        result.append(ObjectiveResult(number, goal.id, goal.points, earned, status))
    return tuple(result)


def home_worth(home: int) -> float:
    """Return what a home track is worth, 0 to 1. Both ends hurt: in full within :data:`HOME_BAND`."""
    low, high = HOME_BAND
    if home < low:
        return max(0.0, (home - RECALL_AT) / (low - RECALL_AT))
    return 1.0 if home <= high else (FULL - home) / (FULL - high)


def score(state: State, side: int) -> int:
    """Return a side's own score, 0 to 100, as if the game ended now."""
    goals = objectives(state, side)
    total = sum(goal.points for goal in goals) or 1
    mine = state.sides[side]
    value = OBJECTIVES * sum(goal.earned for goal in goals) / total
    value += CREDIBILITY * mine.credibility / FULL + HOME * home_worth(mine.home)
    if state.ended in (End.SUSPENDED, End.WALKED_OUT):
        value *= BROKEN_OFF
        if state.ended == End.WALKED_OUT and state.blame == side:
            value -= WALKED_OUT
    elif state.ended == End.RECALLED and state.blame == side:
        value *= RECALLED
    return max(0, min(FULL, round(value)))


def joint(state: State) -> int:
    """Return what the meeting was worth to both together, 0 to 100, as if it ended now."""
    value = (
        UNDERSTANDING * state.understanding / FULL
        + AGREED * min(1.0, rungs(state) / ENOUGH_RUNGS)
        + CALM * (FULL - state.tension) / FULL
        + COMMON_GROUND * min(1.0, common_ground(state).bit_count() / ENOUGH_GRANTED)
    )
    if state.ended in (End.SUSPENDED, End.WALKED_OUT, End.RECALLED):
        value *= BROKEN_OFF
    return max(0, min(FULL, round(value)))


def ending(state: State) -> str:
    """Return the id of the first ending whose condition holds."""
    for key, condition in state.game.endings:
        if condition is None or condition(state):
            return key
    return state.game.endings[-1][0]


def outcome(state: State) -> Outcome:
    """Return the whole outcome of a game that is over, or as if it ended now."""
    return Outcome(
        ending(state),
        (score(state, 0), score(state, 1)),
        joint(state),
        (objectives(state, 0), objectives(state, 1)),
        (share(state, EXCHANGE), share(state, NEGOTIATION), share(state, QUARREL)),
    )


def standing_of(state: State, claim: int) -> str:
    """Return how a claim stands, in one word of the record.

    Returns:
        ``unsaid``, ``retracted``, ``conceded``, ``owes a reason``, ``fallen``, ``disputed``, ``asserted``
        (not tested) or ``stands``.
    """
    bit = 1 << claim
    if not state.said & bit:
        return "unsaid"
    if state.retracted & bit:
        return "retracted"
    if state.conceded & bit:
        return "conceded"
    if state.owing & bit:
        in_play = state.phase in TALK and state.game.item_of[claim] == state.item
        return "owes a reason" if in_play else "fallen"
    if state.fallen & bit:
        return "fallen"
    if not state.stands & bit:
        return "disputed"
    return "stands" if tested(state) & bit else "asserted"
