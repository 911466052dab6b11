"""The points of a round that stay open until its assessment, and the moves that speak to them.

Putting a claim makes a point that the other side may answer; asking about a claim, challenging or
rebutting it makes a point against it. The reply table (:data:`game.table.acts.REPLIES`) says which acts
answer which of these points. As it is written, each act answers all the points it could be about, and the
menu need not look; where somebody takes a reply out of the table, it does.
"""

from __future__ import annotations

from game.table.acts import ANSWERS, DISCLOSE, PROPOSING, Act
from game.table.catalogue import Move
from game.table.links import SUPPORT, UNDERCUT
from game.table.masks import bits
from game.table.state import State

_PUTTING = (Act.CLAIM, Act.SUPPORT, Act.REBUT)
"""Acts that put a claim."""
_DOUBTING = (Act.ASK, Act.CHALLENGE, Act.REBUT)
"""Acts that make a point against a claim."""
_TO_THEIRS = frozenset({Act.ASK, Act.CHALLENGE, Act.REBUT, Act.CONCEDE})
"""Acts about a claim of the other side, which they put."""
_TO_MINE = frozenset({Act.SUPPORT, Act.RETRACT})
"""Acts about a claim of one's own, which may be in doubt."""


def narrowed() -> bool:
    """Return whether the reply table keeps an act from some of the points it could be about."""
    theirs = all(act in ANSWERS[point] for act in _TO_THEIRS for point in _PUTTING)
    mine = all(act in ANSWERS[point] for act in _TO_MINE for point in _DOUBTING)
    return not (theirs and mine)


def in_return(state: State) -> bool:
    """Return whether the interest behind what is on the table was asked for and disclosed.

    Whoever asked may then tell an interest in return, and the offer rests.
    """
    return state.open_to == DISCLOSE and state.open_act in PROPOSING


def speaks_to_a_point(state: State, move: Move) -> bool:
    """Return whether the reply table lets a move be made about the claim it is about.

    Args:
        state: a state in a round.
        move: a move that every other rule allows.
    """
    if move.act in _TO_THEIRS:
        return any(move.act in ANSWERS[point] for point in _points_of(state, move))
    if move.act in _TO_MINE:
        claim = move.what if move.act == Act.RETRACT else state.game.links[move.what].target
        doubts = [
            point
            for point, claims in zip(_DOUBTING, (state.asked, state.challenged, state.attacked), strict=True)
            if claims >> claim & 1
        ]
        return not doubts or any(move.act in ANSWERS[point] for point in doubts)
    return True


def _points_of(state: State, move: Move) -> set[Act]:
    """Return the acts that put what a move attacks, asks about or grants."""
    claim = move.what
    if move.act == Act.REBUT:
        link = state.game.links[move.what]
        if link.kind == UNDERCUT:
            return {Act.SUPPORT}
        claim = link.target
    made = [state.game.links[number] for number in bits(state.links)]
    return {Act.SUPPORT if link.kind == SUPPORT else Act.REBUT for link in made if link.source == claim} or {
        Act.CLAIM
    }
