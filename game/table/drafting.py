"""The drafting of the communiqué: who has the pen, and what it may write.

Whoever holds the pen may propose text as far as understanding allows, or anything that was sent to a
working group; or ask for one sentence about a claim of the other side that has fallen. An answer costs
no initiative, and who answered holds the pen. It ends when both hold in turn, when one
holds and the other has no initiative left, or when nobody has one.
"""

from __future__ import annotations

from game.table.acts import REPLIES, Act
from game.table.catalogue import Move
from game.table.effects import TEXT_AT
from game.table.state import State


def highest_rung(understanding: int) -> int:
    """Return the highest rung of text that understanding allows, 0 to 3."""
    return sum(understanding >= limit for limit in TEXT_AT)


def within_reach(state: State) -> int:
    """Return the proposals that are small enough to be put in the drafting, or went to a working group."""
    return state.game.by_rung[highest_rung(state.understanding)] | state.parked


def to_price(state: State) -> int:
    """Return the fallen theses of the other side about which the mover may ask for a sentence."""
    theses = state.game.sides[1 - state.mover].theses
    return state.said & ~state.retracted & state.fallen & theses & ~state.priced


def legal(state: State) -> list[Move]:
    """Return the moves of the drafting, as :func:`game.table.moves.legal`."""
    game = state.game
    singles = game.catalogue.singles
    if state.open_act >= 0:
        replies = REPLIES[Act(state.open_act)]
        return [singles[act] for act in replies.yielding + replies.pressing]
    moves: list[Move] = []
    if state.sides[state.mover].initiatives:
        moves += game.menus.text[
            game.openings[state.agreed, state.disclosed, state.dead][0] & within_reach(state)
        ]
        moves += game.menus.price[to_price(state)]
    moves.append(singles[Act.HOLD])
    return moves
