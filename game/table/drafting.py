"""The drafting of the communiqué: who has the pen, and what it may write.

Whoever holds the pen may propose text as far as understanding allows, or anything that was sent to a
working group; or ask for one sentence about a claim of the other side that has fallen. An answer costs
no initiative, and who answered holds the pen. It ends when both hold in turn, when one
holds and the other has no initiative left, or when nobody has one.
"""

from __future__ import annotations

from game.table.acts import Act
from game.table.catalogue import Move
from game.table.effects import TEXT_AT
from game.table.state import State


def highest_rung(understanding: int) -> int:
    """The highest rung of text that understanding allows, 0 to 3."""
    return sum(understanding >= limit for limit in TEXT_AT)


def legal(s: State) -> list[Move]:
    """As :func:`game.table.moves.legal`, for the drafting."""
    game, me = s.game, s.mover
    single = game.catalogue.singles
    if s.open_act == Act.TEXT:
        return [single[Act.ACCEPT], single[Act.DECLINE]]
    if s.open_act == Act.PRICE:
        return [single[Act.SENTENCE], single[Act.REFUSE]]
    moves: list[Move] = []
    if (s.left1, s.left0)[1 - me]:
        proposals = game.openings[s.agreed, s.disclosed][0]
        within = game.by_rung[highest_rung(s.understanding)] | s.parked
        moves += game.menus.text[proposals & within & ~s.dead]
        fallen = s.said & ~s.retracted & s.fallen & game.sides[1 - me].theses & ~s.priced
        moves += game.menus.price[fallen]
    moves.append(single[Act.HOLD])
    return moves
