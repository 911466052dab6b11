"""What may not be said now, and why: the other half of ``legal(state)``.

A menu that only leaves things out teaches nothing. A :class:`Blocked` names an act, or one thing an act
could be about, and the rule that closes it; the rules are those of :mod:`game.table.guards`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.table import drafting
from game.table.acts import Act
from game.table.guards import CLOSED, GUARDS, situation
from game.table.masks import bits
from game.table.moves import legal
from game.table.offers import Settled
from game.table.options import Options
from game.table.protocol import TALK, Phase
from game.table.state import State
from game.table.why import Why


class Blocked(NamedTuple):
    """An act, or one thing of it, that is closed now."""

    act: Act
    why: Why
    what: int = -1
    """The claim or proposal it would be about; -1 for the whole act."""
    lacks: int = 0
    """For a proposal: the proposals or interests that are in the way, as bits."""


_NOTHING_LEFT: dict[Act, Why] = {
    Act.CLAIM: Why.ALL_SAID,
    Act.ASK: Why.NOTHING_SAID,
    Act.CHALLENGE: Why.NOTHING_SAID,
    Act.SUPPORT: Why.NOTHING_TO_SUPPORT,
    Act.REBUT: Why.NOTHING_TO_REBUT,
    Act.RESOLVE: Why.NO_CONTRADICTION,
    Act.ACKNOWLEDGE: Why.NOTHING_TO_ACKNOWLEDGE,
    Act.CONCEDE: Why.NOTHING_SAID,
    Act.RETRACT: Why.NOT_IN_DOUBT,
    Act.PROBE: Why.NO_WISH,
    Act.DISCLOSE: Why.NOT_ASKED,
    Act.DEMAND: Why.NO_PROPOSAL,
    Act.OFFER: Why.NO_PROPOSAL,
    Act.COUNTER: Why.NO_PROPOSAL,
    Act.ACCEPT: Why.NOTHING_ON_TABLE,
    Act.DEFER: Why.NOT_DEFERRABLE,
    Act.ACCUSE: Why.NO_CHARGE,
    Act.REFRAME: Why.EXCHANGE,
    Act.RECESS: Why.RECESSED,
    Act.HOLD: Why.MORE_TO_SAY,
    Act.WALK_OUT: Why.CALM,
}
"""The acts of a round that a player may look for, and why one is closed if no guard closes it.

To decline goes with accepting, to withhold with disclosing.
"""

_GUARDED_AS = {Act.PROBE: "probe_wish"}
"""The kind of move whose guards speak for an act, where it is not the act's own name."""


def blocked(state: State) -> list[Blocked]:
    """Return what the side to move may not do now, and why.

    Args:
        state: a state, or what a side may see of it; of the side to move.

    Returns:
        In a round: each act that has no legal move, and each claim or proposal that an act could have been
        about. In the drafting: each proposal that cannot be put. Nothing in the opening, the closing and at
        the end, where there is no choice of acts.
    """
    if state.ended:
        return []
    if state.phase == Phase.DRAFTING:
        return list(_in_drafting(state))
    if state.phase not in TALK:
        return []
    possible = {Act(move.act) for move in legal(state)}
    result = [Blocked(act, _why(state, act)) for act in _NOTHING_LEFT if act not in possible]
    if state.turn and state.phase != Phase.LAST_WORDS:
        result += _claims(state)
        result += _demands(state)
    return result


def _why(state: State, act: Act) -> Why:
    """Return why an act has no legal move in a round."""
    options = state.game.options[state.item][state.mover]
    why = _guard(state, act)
    if why is None:
        return _nothing_left(state, act, options)
    if why == Why.TOO_LATE and not options.theses & ~state.said:
        return Why.ALL_SAID
    return why


def _guard(state: State, act: Act) -> Why | None:
    """Return the reason of the first guard that closes an act, or None."""
    now = situation(state)
    guards = GUARDS[_GUARDED_AS.get(act, act.name.lower())]
    return next((guard.why for guard in guards if not guard.passes(now)), None)


def _nothing_left(state: State, act: Act, options: Options) -> Why:
    """Return why an act that is open has nothing to be about."""
    mine, theirs = state.sides[state.mover], state.sides[1 - state.mover]
    if act == Act.CHALLENGE and not options.cards & ~mine.cards:
        return Why.NO_CARD
    if act == Act.PROBE:
        if not options.their_interests & ~state.disclosed:
            return Why.ALL_TOLD
        if theirs.wish >= 0 or state.offer_probed:
            return Why.PROBED
    return _NOTHING_LEFT[act]


def _claims(state: State) -> Iterator[Blocked]:
    """Find the claims of this item that can no longer be put, asked about or challenged."""
    options = state.game.options[state.item][state.mover]
    too_late = _guard(state, Act.CLAIM)
    for number in bits(options.theses):
        if why := CLOSED[Act.CLAIM].why(state, number) or too_late:
            yield Blocked(Act.CLAIM, why, number)
    for number in bits(state.said & options.theirs):
        for act in (Act.ASK, Act.CHALLENGE):
            if why := CLOSED[act].why(state, number):
                yield Blocked(act, why, number)


def _demands(state: State) -> Iterator[Blocked]:
    """Find the mover's wishes that cannot be demanded, unless the whole act is closed."""
    if _guard(state, Act.DEMAND) is None:
        settled = Settled(state.agreed, state.disclosed, state.dead)
        for number in bits(state.game.options[state.item][state.mover].favours):
            if why := settled.closing(state.game, number):
                yield _proposal(state, Act.DEMAND, why, number)


def _proposal(state: State, act: Act, why: Why, number: int) -> Blocked:
    game = state.game
    lacks = {
        Why.EXCLUDED: game.excludes[number] & state.agreed,
        Why.NEEDS: game.needs[number] & ~state.agreed,
        Why.BRIDGE: game.bridges[number] & ~state.disclosed,
    }
    return Blocked(act, why, number, lacks.get(why, 0))


def _in_drafting(state: State) -> Iterator[Blocked]:
    if state.open_act >= 0:
        return
    if not state.sides[state.mover].initiatives:
        yield Blocked(Act.TEXT, Why.NO_INITIATIVE)
        return
    within, settled = drafting.within_reach(state), Settled(state.agreed, state.disclosed, state.dead)
    for number in range(len(state.game.proposals)):
        if why := settled.closing(state.game, number):
            yield _proposal(state, Act.TEXT, why, number)
        elif not within >> number & 1:
            yield Blocked(Act.TEXT, Why.TOO_LARGE, number)
    if not drafting.to_price(state):
        yield Blocked(Act.PRICE, Why.NONE_FALLEN)
