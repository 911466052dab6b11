"""What may be said now: ``legal(state)``.

Masks decide which claims, links and packages qualify; the catalogue turns masks into moves.
"""

from __future__ import annotations

from game.table import drafting
from game.table.acts import ANSWERS, Act
from game.table.catalogue import THE_POINT, Move
from game.table.effects import WALK_OUT_AT
from game.table.links import Table
from game.table.protocol import Phase, Type
from game.table.state import PACKAGE_PROBED, State, bits

_PACKAGE_ACTS = frozenset(map(int, (Act.DEMAND, Act.OFFER, Act.COUNTER)))
_POINTS = frozenset(map(int, (Act.DISCLOSE, Act.ACCUSE, Act.REFRAME)))
_NO_ANSWERS: frozenset[int] = frozenset()

# Plain numbers for the inner loop: reading a member of an enum costs as much as the rest of a comparison.
_DEFER, _DEMAND, _DISCLOSE, _PROBE, _REFRAME, _RESOLVE, _WITHHOLD = map(
    int, (Act.DEFER, Act.DEMAND, Act.DISCLOSE, Act.PROBE, Act.REFRAME, Act.RESOLVE, Act.WITHHOLD)
)
_ACCUSE, _ACKNOWLEDGE, _RETRACT = map(int, (Act.ACCUSE, Act.ACKNOWLEDGE, Act.RETRACT))
_CLOSING, _DRAFTING, _LAST_WORDS, _OPENING = map(
    int, (Phase.CLOSING, Phase.DRAFTING, Phase.LAST_WORDS, Phase.OPENING)
)
_ABOUT_INTERESTS = frozenset({_DISCLOSE, _PROBE})
_EXCHANGE, _QUARREL = map(int, (Type.EXCHANGE, Type.QUARREL))


def legal(state: State) -> list[Move]:
    """All moves the side to move may make.

    Args:
        state: a state as :func:`game.table.play.start` and :func:`game.table.play.play` make them.

    Returns:
        The moves, each once, in a fixed order; empty when the game is over and never before.
    """
    if state.ended:
        return []
    phase = state.phase
    if phase == _OPENING:
        return list(state.game.catalogue.openings[state.mover])
    if phase == _DRAFTING:
        return drafting.legal(state)
    if phase == _CLOSING:
        return list(state.game.catalogue.close)
    return _talk(state)


def lapse(state: State) -> Move:
    """What is made of a turn whose time has run out: nothing is added, nothing asked for, nothing accepted.

    In the talk the record stands, which nobody may choose there but everybody may come to; a draft that
    waits for an answer is declined; a statement is the measured one. A point that wanted an answer at once
    has its price for whoever passes over it, as always.

    Args:
        state: a game that is not over.
    """
    catalogue, phase = state.game.catalogue, state.phase
    if phase == _OPENING:
        return min(catalogue.openings[state.mover], key=lambda move: abs(move.tone - 1))
    if phase == _CLOSING:
        return min(catalogue.close, key=lambda move: abs(move.tone - 1))
    if phase == _DRAFTING and state.open_act >= 0:
        return catalogue.singles[Act.DECLINE if state.open_act == Act.TEXT else Act.REFUSE]
    return catalogue.hold


def answers(s: State, move: Move) -> bool:
    """Whether a legal move answers the point just made: by an act of the reply table, and about that point.

    Args:
        s: the state the move is made in.
        move: a legal move.
    """
    open_act, act = s.open_act, move.act
    if open_act < 0:
        return False
    if act not in ANSWERS[open_act]:
        # Whoever asked what an offer is for and was told may tell in return; the offer rests.
        return act == _DISCLOSE and s.open_to == _DISCLOSE and open_act in _PACKAGE_ACTS
    if open_act == _RESOLVE and act == _RETRACT:
        return bool(s.game.pairs[s.open_what].own >> move.what & 1)
    if open_act == _ACCUSE and act == _ACKNOWLEDGE:
        return move.what == THE_POINT
    return act != _PROBE or move.what == s.game.catalogue.probe_package.what


def _talk(s: State) -> list[Move]:
    game, me = s.game, s.mover
    table, menus, catalogue = game.tables[s.item][me], game.menus, game.catalogue
    moves: list[Move] = []
    if s.turn == 0:
        moves += menus.claim[table.theses & ~s.said]
        return moves or [catalogue.hold]
    closing = s.phase == _LAST_WORDS
    live = s.said & ~s.retracted
    target = live & table.theirs & ~s.fallen & ~s.conceded
    open_act = s.open_act
    answers = ANSWERS[open_act] if open_act >= 0 else _NO_ANSWERS
    if not closing:
        unsaid = table.theses & ~s.said
        if unsaid and s.turn != 2 * game.turns - 3:  # a thesis put now could not be answered by anybody
            moves += menus.claim[unsaid]
        if target:
            to_ask = target & ~s.asked & ~s.backed
            if to_ask:
                moves += menus.ask[to_ask]
            cards = table.cards & ~(s.cards1 if me else s.cards0)
            to_challenge = target & ~s.challenged & ~s.rebuffed
            if cards and to_challenge:
                moves += game.challenges[to_challenge, cards]
        if s.clash:
            pairs = s.clash & table.their_pairs & ~s.called
            if pairs:
                moves += menus.resolve[pairs]
    _reasons(s, table, moves, live, target, closing)
    if target:
        moves += menus.concede[target]
    mine = live & table.mine
    if mine or open_act == _RESOLVE:
        _retractions(s, table, moves, mine)
    concerns = live & table.their_theses & ~s.acknowledged & ~s.conceded
    if concerns:
        moves += menus.acknowledge[concerns]
    if open_act in _POINTS:
        moves.append(catalogue.acknowledge_point)
    _interests(s, table, moves, closing)
    if not closing:
        _bargaining(s, table, moves)
        theirs = s.fouls0 if me else s.fouls1
        if theirs:
            moves += menus.founded[theirs & ~(s.used_fouls >> (1 - me) * 64)]
        charges = table.charges & ~s.charges
        if charges:
            moves += menus.accuse[charges]
    if open_act in _PACKAGE_ACTS:
        moves.append(catalogue.accept)
        moves.append(catalogue.decline)
        if _DEFER in answers:
            moves.append(catalogue.defer)
    if s.kind != _EXCHANGE or _REFRAME in answers:
        moves.append(catalogue.reframe)
    if not s.recessed >> me & 1:
        moves.append(catalogue.recess)
    if closing or not moves:
        moves.append(catalogue.hold)
    if s.kind == _QUARREL or s.tension >= WALK_OUT_AT:
        moves.append(catalogue.walk_out)
    return moves


def _reasons(s: State, table: Table, moves: list[Move], live: int, target: int, closing: bool) -> None:
    """Supports and rebuttals. Last words answer only what was put before them."""
    to_support = live & table.mine & ~s.conceded & (~s.backed | s.owing | s.attacked)
    reasons = s.links & table.their_supports
    if closing:
        to_support &= s.old_owing | s.old_attacked
        reasons &= s.old_links
        target &= _attackers(s)
    supports = table.supports[to_support] if to_support else 0
    rebuts = (table.rebuts[target] if target else 0) | (table.undercuts[reasons] if reasons else 0)
    taken_back = s.retracted & table.mine
    gone = s.links | (table.from_source[taken_back] if taken_back else 0)
    supports &= ~gone
    if supports:
        table.support_menu.extend(moves, supports)
    rebuts &= ~gone
    if rebuts:
        table.rebut_menu.extend(moves, rebuts)


def _attackers(s: State) -> int:
    """The other side's claims that had attacked one of mine before the last words."""
    table = s.game.tables[s.item][s.mover]
    mask = 0
    for number in bits(s.old_links & table.their_rebuts):
        mask |= 1 << s.game.links[number].source
    return mask


def _retractions(s: State, table: Table, moves: list[Move], mine: int) -> None:
    """What has fallen or owes a reason, and what contradicts; nobody takes back what is not in doubt."""
    game = s.game
    mask = mine & ~s.conceded & (s.owing | s.fallen)
    if s.clash:
        for number in bits(s.clash & table.my_pairs):
            mask |= game.pairs[number].own & mine
    if s.open_act == _RESOLVE:
        mask |= game.pairs[s.open_what].own
    if mask:
        moves += game.menus.retract[mask]


def _interests(s: State, table: Table, moves: list[Move], closing: bool) -> None:
    game, me, open_act = s.game, s.mover, s.open_act
    catalogue = game.catalogue
    if not closing and table.their_interests & ~s.disclosed:
        if open_act in _PACKAGE_ACTS and not s.probed & PACKAGE_PROBED:
            moves.append(catalogue.probe_package)
        if not s.probed >> (1 - me) & 1 and (s.wish0 if me else s.wish1) >= 0:
            moves.append(catalogue.probe_wish)
    if open_act in _ABOUT_INTERESTS or (open_act in _PACKAGE_ACTS and s.open_to == _DISCLOSE):
        own = game.true_interests[me][s.drawn1 if me else s.drawn0] & ~s.disclosed
        moves += game.menus.disclose[own]
        if open_act == _PROBE:
            moves.append(catalogue.withhold)


def _bargaining(s: State, table: Table, moves: list[Move]) -> None:
    game, me = s.game, s.mover
    proposals, offers0, offers1 = game.openings[s.agreed, s.disclosed]
    offers = (offers1 if me else offers0) & ~s.tabled
    if s.kind != _EXCHANGE or not s.cooled >> me & 1:
        wishes = proposals & table.favours & ~s.dead
        if wishes:
            moves += game.menus.demand[wishes]
        if offers:
            game.menus.offer.extend(moves, offers)
    if s.open_act in _PACKAGE_ACTS:
        on_table = 1 << s.open_what if s.open_act == _DEMAND else game.packages[s.open_what].mask
        game.menus.counter.extend(moves, offers & game.with_proposal[on_table])
