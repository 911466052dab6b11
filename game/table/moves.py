"""What may be said now: ``legal(state)``.

The guards tell which kinds of move are open (:mod:`game.table.guards`), masks which claims, links and
packages qualify; the menus turn masks into moves.
"""

from __future__ import annotations

from game.table import drafting
from game.table.acts import (
    ACCUSE,
    ACKNOWLEDGE,
    ANSWERS,
    DEMAND,
    DISCLOSE,
    PROBE,
    REPLIES,
    RESOLVE,
    RETRACT,
    Act,
)
from game.table.catalogue import FRANK, THE_POINT, Move
from game.table.guards import CLOSED, MAY, May, key
from game.table.masks import bits
from game.table.options import Options
from game.table.points import in_return, speaks_to_a_point
from game.table.protocol import CLOSING, DRAFTING, LAST_WORDS, OPENING
from game.table.state import State

_CLAIM, _ASK, _CHALLENGE = (CLOSED[act] for act in (Act.CLAIM, Act.ASK, Act.CHALLENGE))


def legal(state: State) -> list[Move]:
    """Return all moves the side to move may make.

    Args:
        state: a state as :func:`game.table.play.start` and :func:`game.table.play.play` make them.

    Returns:
        The moves, each once, in a fixed order; empty when the game is over and never before.
    """
    if state.ended:
        return []
    phase = state.phase
    if phase == OPENING:
        return list(state.game.catalogue.openings[state.mover])
    if phase == DRAFTING:
        return drafting.legal(state)
    if phase == CLOSING:
        return list(state.game.catalogue.close)
    return _talk(state)


def lapse(state: State) -> Move:
    """Return the move played when a turn times out: nothing is added, asked for or accepted.

    In the talk the record stands, which nobody may choose there but everybody may come to; a draft that
    waits for an answer is declined; a statement is the measured one. A point that wanted an answer at once
    has its price for whoever passes over it, as always.

    Args:
        state: a game that is not over.
    """
    catalogue, phase = state.game.catalogue, state.phase
    if phase == OPENING:
        return min(catalogue.openings[state.mover], key=lambda move: abs(move.tone - FRANK))
    if phase == CLOSING:
        return min(catalogue.close, key=lambda move: abs(move.tone - FRANK))
    if phase == DRAFTING and state.open_act >= 0:
        return catalogue.singles[REPLIES[Act(state.open_act)].pressing[0]]
    return catalogue.hold


def answers(state: State, move: Move) -> bool:
    """Return whether a legal move answers the point just made: by an act of the reply table, and about it.

    Args:
        state: the state the move is made in.
        move: a legal move.
    """
    open_act, act = state.open_act, move.act
    if open_act < 0:
        return False
    if act not in ANSWERS[open_act]:
        return act == DISCLOSE and in_return(state)
    if open_act == RESOLVE and act == RETRACT:
        return bool(state.game.pairs[state.open_what].own >> move.what & 1)
    if open_act == ACCUSE and act == ACKNOWLEDGE:
        return move.what == THE_POINT
    return act != PROBE or move == state.game.catalogue.probe_package


def _talk(s: State) -> list[Move]:
    game, me = s.game, s.mover
    options, menus, catalogue = game.options[s.item][me], game.menus, game.catalogue
    mine, theirs = s.sides[me], s.sides[1 - me]
    may = MAY[key(s)]
    moves: list[Move] = []
    live = s.said & ~s.retracted
    target = live & options.theirs & ~s.fallen & ~s.conceded
    if may.claim and (unsaid := options.theses & ~_CLAIM.closed(s)):
        moves += menus.claim[unsaid]
    if target:
        if may.ask and (claims := target & ~_ASK.closed(s)):
            moves += menus.ask[claims]
        if may.challenge and (cards := options.cards & ~mine.cards):
            moves += game.challenges[target & ~_CHALLENGE.closed(s), cards]
    if s.clash and may.resolve and (pairs := s.clash & options.their_pairs & ~s.called):
        moves += menus.resolve[pairs]
    if may.support or may.rebut:
        _reasons(s, options, may, moves, live, target)
    if target and may.concede:
        moves += menus.concede[target]
    if may.retract or may.retract_either:
        _retractions(s, options, may, moves, live)
    if may.acknowledge and (concerns := live & options.their_theses & ~s.acknowledged & ~s.conceded):
        moves += menus.acknowledge[concerns]
    if may.acknowledge_point:
        moves.append(catalogue.acknowledge_point)
    if options.their_interests & ~s.disclosed:
        if may.probe_package and not s.offer_probed:
            moves.append(catalogue.probe_package)
        if may.probe_wish and theirs.wish >= 0 and not theirs.probed:
            moves.append(catalogue.probe_wish)
    if may.disclose:
        moves += menus.disclose[game.true_interests[me][mine.drawn] & ~s.disclosed]
    if may.withhold:
        moves.append(catalogue.withhold)
    if may.offer or may.demand or may.counter:
        _proposals(s, options, may, moves)
    if may.accuse:
        if fouls := theirs.fouls & ~theirs.called_fouls:
            moves += menus.founded[fouls]
        if charges := options.charges & ~s.charges:
            moves += menus.accuse[charges]
    if may.narrowed:
        moves = [move for move in moves if speaks_to_a_point(s, move)]
    moves += may.about_nothing
    if may.hold or not moves:
        moves.append(catalogue.hold)
    if may.walk_out:
        moves.append(catalogue.walk_out)
    return moves


def _reasons(s: State, options: Options, may: May, moves: list[Move], live: int, target: int) -> None:
    """Add supports and rebuttals. Last words answer only what was put before them."""
    to_support = live & options.mine & ~s.conceded & (~s.backed | s.owing | s.attacked)
    reasons = s.links & options.their_supports
    if s.phase == LAST_WORDS:
        to_support &= s.old_owing | s.old_attacked
        reasons &= s.old_links
        target &= _attackers(s, options)
    supports = options.supports[to_support] if to_support else 0
    rebuts = (options.rebuts[target] if target else 0) | (options.undercuts[reasons] if reasons else 0)
    taken_back = s.retracted & options.mine
    gone = s.links | (options.from_source[taken_back] if taken_back else 0)
    supports &= ~gone
    if supports and may.support:
        options.support_menu.extend(moves, supports)
    rebuts &= ~gone
    if rebuts and may.rebut:
        options.rebut_menu.extend(moves, rebuts)


def _attackers(s: State, options: Options) -> int:
    """Return the other side's claims that had attacked one of mine before the last words."""
    mask = 0
    for number in bits(s.old_links & options.their_rebuts):
        mask |= 1 << s.game.links[number].source
    return mask


def _retractions(s: State, options: Options, may: May, moves: list[Move], live: int) -> None:
    """Add what the mover may take back: what has fallen, owes a reason or contradicts itself."""
    game, mine = s.game, live & options.mine
    mask = mine & ~s.conceded & (s.owing | s.fallen) if may.retract else 0
    if s.clash and may.retract:
        for number in bits(s.clash & options.my_pairs):
            mask |= game.pairs[number].own & mine
    if may.retract_either:
        mask |= game.pairs[s.open_what].own
    if mask:
        moves += game.menus.retract[mask]


def _proposals(s: State, options: Options, may: May, moves: list[Move]) -> None:
    """Add what the mover may put on the table."""
    game = s.game
    opening = game.openings[s.agreed, s.disclosed, s.dead]
    offers = opening[1 + s.mover] & ~s.tabled
    if may.demand and (wishes := opening[0] & options.favours):
        moves += game.menus.demand[wishes]
    if may.offer and offers:
        game.menus.offer.extend(moves, offers)
    if may.counter:
        on_table = 1 << s.open_what if s.open_act == DEMAND else game.packages[s.open_what].mask
        game.menus.counter.extend(moves, offers & game.with_proposal[on_table])
