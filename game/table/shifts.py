"""Bids to change the type of the talk, whether they are taken up, and whether that is licit.

A bid lives for one reply. A reply in kind shifts the talk. To negotiation the shift is licit when both
sides gave a reason in this item first (van Laar & Krabbe 2018); under the resistant house rule the talk
never becomes a negotiation, and taking up the bid is a foul (Godden & Casey 2020). What is agreed is
agreed all the same.
"""

from __future__ import annotations

from typing import Any

from game.table.acts import ARGUMENT, BARGAINING, Act
from game.table.catalogue import FORCEFUL, Move
from game.table.compiled import CompiledScenario
from game.table.effects import BARGAIN_FOUL, QUARREL_FOUL
from game.table.fouls import BARGAINING as BARGAINING_FOUL
from game.table.fouls import COUNTERCHARGE, LEAVING, SLIDING, SPLITTING, THREAT, foul_bit
from game.table.protocol import Phase, Type
from game.table.state import (
    AGREED,
    BID,
    COOLED,
    DOWNS,
    FOULS,
    ILLICIT,
    ITEM,
    KIND,
    MOVER,
    OPEN_ACT,
    OPEN_TO,
    OPEN_TONE,
    OPEN_WHAT,
    PARKED,
    PHASE,
    REASONED,
    SHIFTS,
    TENSION,
)
from game.table.tracks import Log, bump, fire_type, home

_SHARP = frozenset({Act.CLAIM, Act.REBUT, Act.DEMAND})
_SHIFT_FOULS = (BARGAINING_FOUL, SPLITTING, LEAVING, THREAT)
BOTH = 0b11

# Plain numbers for the inner loop: reading a member of an enum costs as much as the rest of a comparison.
_ACCUSE, _DEMAND, _DISCLOSE = map(int, (Act.ACCUSE, Act.DEMAND, Act.DISCLOSE))
_DRAFTING = int(Phase.DRAFTING)
_EXCHANGE, _NEGOTIATION, _QUARREL = map(int, (Type.EXCHANGE, Type.NEGOTIATION, Type.QUARREL))


def in_kind(bid: int, move: Move) -> bool:
    """Whether a move answers a bid for a type in kind."""
    if bid == _NEGOTIATION:
        return move.act in BARGAINING
    if bid == _QUARREL:
        return move.act == _ACCUSE or (move.tone == FORCEFUL and move.act in _SHARP)
    return move.act in ARGUMENT


def bargaining_foul(
    game: CompiledScenario, bidder: int, reasoned: int, act: int, what: int, tone: int
) -> int:
    """Which foul a bid for negotiation is, if it is taken up now; -1 for none.

    Args:
        game: the scenario.
        bidder: the side that bids.
        reasoned: bits of the sides that gave a reason in this item.
        act: the bidding act.
        what: its proposal (demand) or package.
        tone: its tone.
    """
    if reasoned == BOTH and not game.resistant:
        return -1
    if act == _DEMAND:
        if tone == FORCEFUL:
            return THREAT
    elif reasoned >> bidder & 1:
        mask = game.packages[what].mask
        if mask & game.sides[0].favours and mask & game.sides[1].favours:
            return SPLITTING
    return LEAVING if reasoned >> bidder & 1 else BARGAINING_FOUL


def _hasty(item: int) -> int:
    """The fouls of bargaining too early in an item, as a mask."""
    return sum(foul_bit(kind, item) for kind in _SHIFT_FOULS)


def take_up(c: list[Any], game: CompiledScenario, move: Move, log: Log) -> None:
    """The side to move answers the bid of the move before, in kind or not."""
    bid, me = c[BID], c[MOVER]
    bidder = 1 - me
    if not in_kind(bid, move):
        told_back = move.act == _DISCLOSE and c[OPEN_TO] == _DISCLOSE
        if bid == _NEGOTIATION and move != game.catalogue.probe_package and not told_back:
            c[COOLED] |= 1 << bidder
        return
    if bid == _EXCHANGE:
        fire_type(c, "come_back")
        c[SHIFTS] += 1
    elif bid == _NEGOTIATION:
        _to_negotiation(c, game, bidder, log)
    else:
        _to_quarrel(c, bidder, move, log)


def _to_negotiation(c: list[Any], game: CompiledScenario, bidder: int, log: Log) -> None:
    foul = bargaining_foul(game, bidder, c[REASONED], c[OPEN_ACT], c[OPEN_WHAT], c[OPEN_TONE])
    item = c[ITEM]
    if foul >= 0 and not c[FOULS + bidder] & _hasty(item):
        c[FOULS + bidder] |= foul_bit(foul, item)
        bump(c, bidder, BARGAIN_FOUL, "a foul: bargaining before the reasons were heard", log)
    if game.resistant:
        return
    fire_type(c, "turn_to_bargaining")
    c[DOWNS] += 1
    c[SHIFTS] += 1
    c[ILLICIT] += foul >= 0


def _to_quarrel(c: list[Any], bidder: int, move: Move, log: Log) -> None:
    item = c[ITEM]
    founded = c[OPEN_TO] == 0
    if not founded and not c[FOULS + bidder] & foul_bit(SLIDING, item):
        c[FOULS + bidder] |= foul_bit(SLIDING, item)
        bump(c, bidder, QUARREL_FOUL, "a foul: sliding into a quarrel", log)
    if move.act == _ACCUSE and move.to != 0:
        c[FOULS + 1 - bidder] |= foul_bit(COUNTERCHARGE, item)
    c[DOWNS] += _QUARREL - c[KIND]
    fire_type(c, "fall_out")
    c[SHIFTS] += 1
    c[ILLICIT] += not founded


def agree(c: list[Any], game: CompiledScenario, mask: int, log: Log) -> None:
    """Proposals are agreed: what they cost at home falls due, and tension falls by their rungs.

    To a side that began to bargain before the reasons were heard, home counts the costs of that round
    double: nobody there has been told what the price was for.
    """
    rungs = home0 = home1 = 0
    early = 0 if c[PHASE] == _DRAFTING else _hasty(c[ITEM])
    hasty0, hasty1 = c[FOULS] & early, c[FOULS + 1] & early
    for number, rung in enumerate(game.rungs):
        if mask >> number & 1:
            rungs += rung
            cost0, cost1 = game.home_cost[number]
            home0 += 2 * cost0 if hasty0 and cost0 < 0 else cost0
            home1 += 2 * cost1 if hasty1 and cost1 < 0 else cost1
    c[AGREED] |= mask
    c[PARKED] &= ~mask
    bump(c, 0, (0, -rungs if c[TENSION] else 0, 0, 0, 0, 0), "what was agreed", log)
    home(c, 0, home0, "what was agreed", log)
    home(c, 1, home1, "what was agreed", log)
