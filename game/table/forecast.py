"""What a move will do: its effects before it is made, exactly as large as when it is made.

Two things stay open: whether a challenge's card is relevant to the claim (both outcomes are given), and which
news a recess may bring. The assessment at the end of a round is not counted.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.acts import PROPOSING, Act
from game.table.catalogue import FOUNDED, Move
from game.table.effects import ASSESSMENTS, Change
from game.table.fouls import FOULS, SLIDING
from game.table.play import step
from game.table.protocol import Type
from game.table.shifts import NO_FOUL, bargaining_foul, in_kind
from game.table.state import State

Deltas = tuple[int, int, int, int, int, int]


class Forecast(NamedTuple):
    """What a move will do."""

    deltas: Deltas
    """Changes of understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
    missed: Deltas | None
    """For a challenge: the changes if the card is not relevant to the claim."""
    shift: int
    """The type of talk the move leads to at once, or -1."""
    bids: int
    """The type of talk the move bids for, or -1."""
    foul: str
    """The foul it would be if the other side takes up the bid now; empty for none."""
    their_fouls: int
    """Fouls of the other side that answering in kind would put on its record, as bits."""
    crosses: bool
    """Whether it makes one of the mover's own red lines true."""
    ends: bool
    """Whether it ends the meeting."""


def total(changes: list[Change]) -> Deltas:
    """Return the sum of what a move itself changed, without the assessment of its round."""
    sums = [0] * 6
    for change in changes:
        if change.cause not in ASSESSMENTS:
            for n, delta in enumerate(change.deltas):
                sums[n] += delta
    u, t, c0, c1, h0, h1 = sums
    return (u, t, c0, c1, h0, h1)


def forecast(seen: State, move: Move) -> Forecast:
    """Return what a legal move will do.

    Args:
        seen: the state as the mover sees it, ``view(state, side).seen``.
        move: one of its legal moves.
    """
    them = 1 - seen.mover
    log: list[Change] = []
    after = step(seen, move, log, relevant=True, chance=False)
    missed = None
    if move.act == Act.CHALLENGE:
        other: list[Change] = []
        step(seen, move, other, relevant=False)
        missed = total(other)
    return Forecast(
        deltas=total(log),
        missed=missed,
        shift=_shift(seen, move),
        bids=after.bid,
        foul=_foul(seen, after, move),
        their_fouls=after.sides[them].fouls & ~seen.sides[them].fouls,
        crosses=any(line(after) and not line(seen) for line in seen.game.red_lines[seen.mover]),
        # That the other side crosses a line of its own is not for the mover to know beforehand.
        ends=bool(after.ended) and not (after.sides[them].crossed and after.blame == them),
    )


def _shift(seen: State, move: Move) -> int:
    """Return the type the move itself leads to, by taking up a bid or by a recess from a quarrel."""
    if move.act == Act.RECESS and seen.kind == Type.QUARREL:
        return Type.EXCHANGE
    if seen.bid < 0 or not in_kind(seen.bid, move):
        return -1
    # A negotiation that begins with the last move of a round lapses with it.
    lapses = seen.turn + 1 == seen.game.round_turns
    return -1 if seen.bid == Type.NEGOTIATION and (seen.game.resistant or lapses) else seen.bid


def _foul(seen: State, after: State, move: Move) -> str:
    if after.bid == Type.QUARREL and move.to != FOUNDED:
        return FOULS[SLIDING].plain
    if after.bid != Type.NEGOTIATION or move.act not in PROPOSING:
        return ""
    foul = bargaining_foul(after, seen.mover, move.act, move.what, move.tone)
    return FOULS[foul].plain if foul != NO_FOUL else ""
