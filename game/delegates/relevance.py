"""Decide whether a move answers what was just said: a delegate who always changes the subject does not argue."""

from __future__ import annotations

from game.table.acts import IMMEDIATE, Act
from game.table.catalogue import Move
from game.table.links import Link
from game.table.moves import answers as table_answers
from game.table.state import State

_LINKING = frozenset({Act.SUPPORT, Act.REBUT})
_OF_A_CLAIM = frozenset({Act.ASK, Act.CHALLENGE, Act.CONCEDE, Act.ACKNOWLEDGE})


def answers(seen: State, move: Move) -> bool:
    """Return whether a legal move answers the point the other side has just made.

    Args:
        seen: the state as the mover sees it.
        move: one of its legal moves.
    """
    act, what = seen.open_act, seen.open_what
    if act < 0:
        return False
    if IMMEDIATE[act]:
        return table_answers(seen, move)
    if act == Act.CLAIM:
        return _speaks_to(seen, move, what)
    if act in _LINKING:
        link = seen.game.links[what]
        if link.source >= 0 and _speaks_to(seen, move, link.source):
            return True
        return _takes_force_from(seen, move, link) or (act == Act.REBUT and _defends(seen, move, link.target))
    if act in (Act.ASK, Act.CHALLENGE):
        return _defends(seen, move, what)
    return False


def _speaks_to(seen: State, move: Move, claim: int) -> bool:
    """Return whether a move asks about, challenges, grants, acknowledges or attacks a claim."""
    if move.act in _OF_A_CLAIM:
        return move.what == claim
    return move.act == Act.REBUT and seen.game.links[move.what].target == claim


def _takes_force_from(seen: State, move: Move, reason: Link) -> bool:
    """Return whether a move undercuts a reason that is a card."""
    if move.act != Act.REBUT or reason.card < 0:
        return False
    link = seen.game.links[move.what]
    return link.target < 0 and link.card == reason.card


def _defends(seen: State, move: Move, claim: int) -> bool:
    """Return whether a move gives a reason for an own claim, or takes it back."""
    if move.act == Act.RETRACT:
        return move.what == claim
    return move.act == Act.SUPPORT and seen.game.links[move.what].target == claim
