"""What may not be said now, and why: the other half of ``legal(state)``.

A menu that only leaves things out teaches nothing. A *bar* names an act, or one thing an act could be
about, and the rule that closes it; everything else is in :mod:`game.table.moves`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from game.table import drafting
from game.table.acts import IMMEDIATE, Act
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from game.table.protocol import Phase, Type
from game.table.state import PACKAGE_PROBED, State, bits


class Why(Enum):
    """The rules that can close a move."""

    FIRST_STATEMENT = "a round begins with a position"
    LAST_WORDS = "last words open nothing new"
    TOO_LATE = "nobody could answer it any more"
    SAID = "it was put already"
    ALL_SAID = "all positions on this item were put"
    NOTHING_SAID = "the other side has said nothing that it fits"
    ASKED = "it was asked already"
    BACKED = "a reason was given for it"
    FALLEN = "it has fallen already"
    GRANTED = "it was granted"
    TAKEN_BACK = "it was taken back"
    NO_CARD = "no unused card bears on this item"
    CHALLENGED = "it was challenged already"
    MISSED = "a card missed it, which closed it"
    NOTHING_TO_SUPPORT = "nothing of yours is in doubt, or no reason is left for it"
    NOTHING_TO_REBUT = "no answer is left to what they said"
    NO_CONTRADICTION = "they have not contradicted themselves"
    NOTHING_TO_ACKNOWLEDGE = "no concern is left to name"
    NOT_IN_DOUBT = "nothing of yours is in doubt"
    NO_WISH = "no wish or package is there to ask about"
    ALL_TOLD = "they have told all they need"
    PROBED = "they were asked what for already"
    NOT_ASKED = "nobody has asked"
    COOLED = "the last bid was not taken up"
    NO_PROPOSAL = "nothing is open to be proposed"
    AGREED = "it is agreed"
    DECLINED = "it was declined"
    NEEDS = "something else has to be agreed before"
    EXCLUDED = "it cannot stand beside what is agreed"
    BRIDGE = "an interest that it serves was not told"
    NOTHING_ON_TABLE = "nothing is on the table"
    NOT_DEFERRABLE = "only an offer can go to a working group"
    NO_CHARGE = "no foul and no charge is left"
    EXCHANGE = "the talk is an exchange already"
    RECESSED = "the one recess was taken"
    MORE_TO_SAY = "something else can be said"
    CALM = "the talk is no quarrel and tension is low"
    NO_INITIATIVE = "no proposal is left"
    TOO_LARGE = "understanding is too low for so large a step"
    NONE_FALLEN = "no fallen thesis of theirs is left to ask about"


class Bar(NamedTuple):
    """An act, or one thing of it, that is closed now."""

    act: Act
    why: Why
    what: int = -1
    """The claim or proposal it would be about; -1 for the whole act."""
    lacks: int = 0
    """For a proposal: the proposals or interests that are in the way, as bits."""


_TALK = (
    Act.CLAIM,
    Act.ASK,
    Act.CHALLENGE,
    Act.SUPPORT,
    Act.REBUT,
    Act.RESOLVE,
    Act.ACKNOWLEDGE,
    Act.CONCEDE,
    Act.RETRACT,
    Act.PROBE,
    Act.DISCLOSE,
    Act.DEMAND,
    Act.OFFER,
    Act.COUNTER,
    Act.ACCEPT,
    Act.DEFER,
    Act.ACCUSE,
    Act.REFRAME,
    Act.RECESS,
    Act.HOLD,
    Act.WALK_OUT,
)
"""The acts of a round that a player may look for. To decline goes with accepting, to withhold with telling."""

_OPENS = frozenset(
    {
        Act.CLAIM,
        Act.ASK,
        Act.CHALLENGE,
        Act.RESOLVE,
        Act.PROBE,
        Act.DEMAND,
        Act.OFFER,
        Act.COUNTER,
        Act.ACCUSE,
    }
)
"""Acts that open something new."""


def barred(state: State) -> list[Bar]:
    """What the side to move may not do now, and why.

    Args:
        state: a state, or what a side may see of it; of the side to move.

    Returns:
        In a round: a bar for each act that has no legal move, and one for each claim or proposal that an
        act could have been about. In the drafting: one for each proposal that cannot be put. Nothing in
        the opening, the closing and at the end, where there is no choice of acts.
    """
    if state.ended:
        return []
    if state.phase == Phase.DRAFTING:
        return list(_in_drafting(state))
    if state.phase not in (Phase.STATEMENT, Phase.REPLY, Phase.EXCHANGE, Phase.LAST_WORDS):
        return []
    possible = {Act(move.act) for move in legal(state)}
    found = [Bar(act, _why(state, act)) for act in _TALK if act not in possible]
    if state.turn and state.phase != Phase.LAST_WORDS:
        found += _claims(state)
        found += _proposals(state)
    return found


def _why(s: State, act: Act) -> Why:
    """Why an act has no legal move in a round."""
    if s.turn == 0:
        return Why.FIRST_STATEMENT if act != Act.HOLD else Why.MORE_TO_SAY
    if s.phase == Phase.LAST_WORDS and act in _OPENS:
        return Why.LAST_WORDS
    if act in _SIMPLE:
        return _SIMPLE[act]
    me, table = s.mover, s.game.tables[s.item][s.mover]
    if act == Act.CLAIM:
        return Why.TOO_LATE if table.theses & ~s.said else Why.ALL_SAID
    if act == Act.CHALLENGE:
        return Why.NO_CARD if not table.cards & ~(s.cards1 if me else s.cards0) else Why.NOTHING_SAID
    if act == Act.PROBE:
        wish = (s.wish0 if me else s.wish1) >= 0
        if not table.their_interests & ~s.disclosed:
            return Why.ALL_TOLD
        return Why.PROBED if wish or s.probed & PACKAGE_PROBED else Why.NO_WISH
    if act in (Act.DEMAND, Act.OFFER):
        return Why.COOLED if s.kind == Type.EXCHANGE and s.cooled >> me & 1 else Why.NO_PROPOSAL
    on_table = s.open_act in (Act.DEMAND, Act.OFFER, Act.COUNTER)
    if act == Act.COUNTER:
        return Why.NO_PROPOSAL if on_table else Why.NOTHING_ON_TABLE
    if act == Act.DEFER:
        return Why.NOT_DEFERRABLE if on_table else Why.NOTHING_ON_TABLE
    raise AssertionError(f"no reason is known why {act.name} is closed")


_SIMPLE: dict[Act, Why] = {
    Act.ASK: Why.NOTHING_SAID,
    Act.SUPPORT: Why.NOTHING_TO_SUPPORT,
    Act.REBUT: Why.NOTHING_TO_REBUT,
    Act.RESOLVE: Why.NO_CONTRADICTION,
    Act.ACKNOWLEDGE: Why.NOTHING_TO_ACKNOWLEDGE,
    Act.CONCEDE: Why.NOTHING_SAID,
    Act.RETRACT: Why.NOT_IN_DOUBT,
    Act.DISCLOSE: Why.NOT_ASKED,
    Act.ACCEPT: Why.NOTHING_ON_TABLE,
    Act.ACCUSE: Why.NO_CHARGE,
    Act.REFRAME: Why.EXCHANGE,
    Act.RECESS: Why.RECESSED,
    Act.HOLD: Why.MORE_TO_SAY,
    Act.WALK_OUT: Why.CALM,
}
"""Acts that only one rule can close once a round has begun."""


def _claims(s: State) -> Iterator[Bar]:
    """The claims of this item that can no longer be put, asked about or challenged."""
    game, table = s.game, s.game.tables[s.item][s.mover]
    for number in bits(table.theses):
        if s.said >> number & 1:
            yield Bar(Act.CLAIM, Why.SAID, number)
        elif s.turn == 2 * game.turns - 3:
            yield Bar(Act.CLAIM, Why.TOO_LATE, number)
    for number in bits(s.said & table.theirs):
        gone = _gone(s, number)
        if why := gone or _asked(s, number):
            yield Bar(Act.ASK, why, number)
        if why := gone or _challenged(s, number):
            yield Bar(Act.CHALLENGE, why, number)


def _gone(s: State, claim: int) -> Why | None:
    for mask, why in ((s.retracted, Why.TAKEN_BACK), (s.conceded, Why.GRANTED), (s.fallen, Why.FALLEN)):
        if mask >> claim & 1:
            return why
    return None


def _asked(s: State, claim: int) -> Why | None:
    if s.asked >> claim & 1:
        return Why.ASKED
    return Why.BACKED if s.backed >> claim & 1 else None


def _challenged(s: State, claim: int) -> Why | None:
    if s.challenged >> claim & 1:
        return Why.CHALLENGED
    return Why.MISSED if s.rebuffed >> claim & 1 else None


def _proposals(s: State) -> Iterator[Bar]:
    """The own wishes that cannot be demanded, with what is in the way."""
    if s.kind == Type.EXCHANGE and s.cooled >> s.mover & 1:
        return  # the whole act is closed, or only a package can be put
    open_now = s.game.openings[s.agreed, s.disclosed][0]
    favours = s.game.tables[s.item][s.mover].favours
    for number in bits(favours & (~open_now | s.dead)):
        yield _proposal(s, Act.DEMAND, number)


def _proposal(s: State, act: Act, number: int) -> Bar:
    game = s.game
    if s.agreed >> number & 1:
        return Bar(act, Why.AGREED, number)
    if excluded := game.excludes[number] & s.agreed:
        return Bar(act, Why.EXCLUDED, number, excluded)
    if needed := game.needs[number] & ~s.agreed:
        return Bar(act, Why.NEEDS, number, needed)
    if untold := game.bridges[number] & ~s.disclosed:
        return Bar(act, Why.BRIDGE, number, untold)
    return Bar(act, Why.DECLINED, number)


def _in_drafting(s: State) -> Iterator[Bar]:
    if s.open_act >= 0 and IMMEDIATE[s.open_act]:
        return
    game: CompiledScenario = s.game
    left = (s.left0, s.left1)[s.mover]
    if not left:
        yield Bar(Act.TEXT, Why.NO_INITIATIVE)
        return
    open_now = game.openings[s.agreed, s.disclosed][0] & ~s.dead
    within = game.by_rung[drafting.highest_rung(s.understanding)] | s.parked
    for number in range(len(game.proposals)):
        if not open_now >> number & 1:
            yield _proposal(s, Act.TEXT, number)
        elif not within >> number & 1:
            yield Bar(Act.TEXT, Why.TOO_LARGE, number)
    if not any(move.act == Act.PRICE for move in drafting.legal(s)):
        yield Bar(Act.PRICE, Why.NONE_FALLEN)
