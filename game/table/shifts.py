"""Bids to change the type of the talk: when they are taken up, and whether that is licit.

A bid lives for one reply. A reply in kind shifts the talk. To negotiation the shift is licit when both
sides gave a reason in this item first (van Laar & Krabbe 2018); under the resistant house rule the talk
never becomes a negotiation, and taking up the bid is a foul (Godden & Casey 2020). What is agreed is
agreed all the same.
"""

from __future__ import annotations

from game.table.acts import ACCUSE, ARGUING, DEALING, DEMAND, DISCLOSE, Act
from game.table.catalogue import FORCEFUL, FOUNDED, Move
from game.table.effects import AGREEMENT, BARGAIN_FOUL, FOUL_OF_BARGAINING, FOUL_OF_QUARRELLING, QUARREL_FOUL
from game.table.fouls import BARGAINING, COUNTERCHARGE, LEAVING, SLIDING, SPLITTING, THREAT, foul_bit
from game.table.points import in_return
from game.table.protocol import DRAFTING, EXCHANGE, NEGOTIATION, QUARREL
from game.table.state import Draft, State
from game.table.tracks import Log, bump, bump_home, fire_type

_SHARP = frozenset({Act.CLAIM, Act.REBUT, Act.DEMAND})
"""Acts that join a quarrel when they are made in a forceful tone."""

NO_FOUL = -1


def in_kind(bid: int, move: Move) -> bool:
    """Return whether a move answers a bid for a type in kind."""
    if bid == NEGOTIATION:
        return move.act in DEALING
    if bid == QUARREL:
        return move.act == ACCUSE or (move.tone == FORCEFUL and move.act in _SHARP)
    return move.act in ARGUING


def bargaining_foul(state: State, bidder: int, act: int, what: int, tone: int) -> int:
    """Return which foul a bid for negotiation is, if it is taken up now; or :data:`NO_FOUL`.

    Args:
        state: the state or draft, with the reasons each side gave in this item.
        bidder: the side that bids.
        act: the bidding act.
        what: its proposal (demand) or package.
        tone: its tone.
    """
    game = state.game
    first, second = state.sides
    reasoned = state.sides[bidder].reasoned
    if first.reasoned and second.reasoned and not game.resistant:
        return NO_FOUL
    if act == DEMAND:
        if tone == FORCEFUL:
            return THREAT
    elif reasoned:
        mask = game.packages[what].mask
        if mask & game.sides[0].favours and mask & game.sides[1].favours:
            return SPLITTING
    return LEAVING if reasoned else BARGAINING


def _early_fouls(item: int) -> int:
    """Return the fouls of bargaining too early in an item, as a mask."""
    return sum(foul_bit(kind, item) for kind in (BARGAINING, SPLITTING, LEAVING, THREAT))


def take_up(draft: Draft, move: Move, log: Log) -> None:
    """Shift the talk if the mover answers the bid of the move before in kind."""
    bid, bidder = draft.bid, 1 - draft.mover
    if not in_kind(bid, move):
        rests = move == draft.game.catalogue.probe_package or (move.act == DISCLOSE and in_return(draft))
        if bid == NEGOTIATION and not rests:
            draft.sides[bidder].cooled = True
    elif bid == EXCHANGE:
        fire_type(draft, "come_back")
        draft.shifts += 1
    elif bid == NEGOTIATION:
        _to_negotiation(draft, bidder, log)
    else:
        _to_quarrel(draft, bidder, move, log)


def _to_negotiation(draft: Draft, bidder: int, log: Log) -> None:
    foul = bargaining_foul(draft, bidder, draft.open_act, draft.open_what, draft.open_tone)
    item, side = draft.item, draft.sides[bidder]
    if foul != NO_FOUL and not side.fouls & _early_fouls(item):
        side.fouls |= foul_bit(foul, item)
        bump(draft, bidder, BARGAIN_FOUL, FOUL_OF_BARGAINING, log)
    if draft.game.resistant:
        return
    fire_type(draft, "turn_to_bargaining")
    draft.downs += 1
    draft.shifts += 1
    draft.illicit += foul != NO_FOUL


def _to_quarrel(draft: Draft, bidder: int, move: Move, log: Log) -> None:
    item, side = draft.item, draft.sides[bidder]
    founded = draft.open_to == FOUNDED
    if not founded and not side.fouls & foul_bit(SLIDING, item):
        side.fouls |= foul_bit(SLIDING, item)
        bump(draft, bidder, QUARREL_FOUL, FOUL_OF_QUARRELLING, log)
    if move.act == ACCUSE and move.to != FOUNDED:
        draft.sides[1 - bidder].fouls |= foul_bit(COUNTERCHARGE, item)
    draft.downs += QUARREL - draft.kind
    fire_type(draft, "fall_out")
    draft.shifts += 1
    draft.illicit += not founded


def agree(draft: Draft, mask: int, log: Log) -> None:
    """Agree proposals: their costs at home fall due, and tension falls by their rungs.

    To a side that began to bargain before the reasons were heard, home counts the costs of that round
    double: nobody there has been told what the price was for.
    """
    game = draft.game
    rungs = home0 = home1 = 0
    early = 0 if draft.phase == DRAFTING else _early_fouls(draft.item)
    first, second = draft.sides
    early0, early1 = first.fouls & early, second.fouls & early
    for number, rung in enumerate(game.rungs):
        if mask >> number & 1:
            rungs += rung
            cost0, cost1 = game.home_cost[number]
            home0 += 2 * cost0 if early0 and cost0 < 0 else cost0
            home1 += 2 * cost1 if early1 and cost1 < 0 else cost1
    draft.agreed |= mask
    draft.parked &= ~mask
    bump(draft, 0, (0, -rungs if draft.tension else 0, 0, 0, 0, 0), AGREEMENT, log)
    bump_home(draft, 0, home0, AGREEMENT, log)
    bump_home(draft, 1, home1, AGREEMENT, log)
