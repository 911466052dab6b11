"""What each act does to the record, beyond its effects on the tracks (the *commitment rules*).

Most acts write the record by themselves (:data:`RECORDS`). Others do something with the point that stood
open before them, or to the tracks (:data:`REPLIED`): they also take the state before the move, since the
draft already has the move itself as the point that may be answered.
"""

from __future__ import annotations

from collections.abc import Callable

from game.table import shifts
from game.table.acts import DEMAND, Act
from game.table.assessment import relabel
from game.table.catalogue import THE_WISH, Move
from game.table.chance import draw
from game.table.effects import (
    ACCEPT_DEMAND,
    ACCUSE_FOUNDED,
    CHALLENGE_MISSED,
    REFRAME_ANSWER,
    VARIANTS,
    WAY_BACK,
)
from game.table.links import REBUT
from game.table.protocol import EXCHANGE, NEGOTIATION, QUARREL, End
from game.table.state import Draft, State
from game.table.tracks import Log, bump, bump_home, fire, fire_type

Record = Callable[[Draft, Move], None]
"""Takes the draft and the move."""

Reply = Callable[[Draft, State, Log], None]
"""Takes the draft, the state before the move, and the log."""


def _put(draft: Draft, claim: int) -> None:
    """Put a claim, and notice what its speaker now contradicts."""
    bit = 1 << claim
    if not draft.said & bit:
        draft.said |= bit
        _look_for_clashes(draft, claim)


def _look_for_clashes(draft: Draft, claim: int) -> None:
    live = draft.said & ~draft.retracted
    granted, clash = draft.conceded, draft.clash
    for bit, own, theirs in draft.game.clashes_of[claim]:
        # A claim that both sides hold is no longer one side's to choose between.
        common = theirs and own & granted
        if not common and own & live == own and theirs & live & granted == theirs:
            clash |= bit
        else:
            clash &= ~bit
    draft.clash = clash


def _claim(draft: Draft, move: Move) -> None:
    _put(draft, move.what)
    relabel(draft, draft.item)


def _ask(draft: Draft, move: Move) -> None:
    draft.asked |= 1 << move.what
    relabel(draft, draft.item)


def _challenge(draft: Draft, move: Move) -> None:
    draft.sides[draft.mover].cards |= 1 << move.to
    draft.challenged |= 1 << move.what
    relabel(draft, draft.item)


def _miss(draft: Draft, move: Move) -> None:
    """A challenge with a card that is not relevant to the claim."""
    draft.sides[draft.mover].cards |= 1 << move.to
    draft.rebuffed |= 1 << move.what
    draft.open_act = -1


def _support(draft: Draft, move: Move) -> None:
    link = draft.game.links[move.what]
    draft.links |= 1 << move.what
    draft.backed |= 1 << link.target
    if link.source >= 0:
        _put(draft, link.source)
    relabel(draft, draft.item)


def _rebut(draft: Draft, move: Move) -> None:
    link = draft.game.links[move.what]
    draft.links |= 1 << move.what
    if link.kind == REBUT:
        draft.attacked |= 1 << link.target
    _put(draft, link.source)
    relabel(draft, draft.item)


def _resolve(draft: Draft, move: Move) -> None:
    draft.called |= 1 << move.what


def _acknowledge(draft: Draft, move: Move) -> None:
    if move.what >= 0:
        draft.acknowledged |= 1 << move.what


def _concede(draft: Draft, move: Move) -> None:
    draft.conceded |= 1 << move.what
    _look_for_clashes(draft, move.what)
    relabel(draft, draft.game.item_of[move.what])


def _retract(draft: Draft, move: Move) -> None:
    draft.retracted |= 1 << move.what
    _look_for_clashes(draft, move.what)
    relabel(draft, draft.game.item_of[move.what])


def _probe(draft: Draft, before: State, log: Log) -> None:
    if draft.open_what == THE_WISH:
        draft.sides[1 - draft.mover].probed = True
    else:
        draft.offer_probed = True
        draft.held, draft.held_act = before.open_what, before.open_act
        draft.open_tone = before.open_tone


def _disclose(draft: Draft, move: Move) -> None:
    draft.disclosed |= 1 << move.what


def _propose(draft: Draft, move: Move) -> None:
    """A demand, offer or counter-offer: on the table, and a bid for negotiation."""
    if move.act != DEMAND:
        draft.tabled |= 1 << move.what
    draft.offer_probed = False
    if draft.kind < NEGOTIATION:
        draft.bid = NEGOTIATION


def _accept(draft: Draft, before: State, log: Log) -> None:
    shifts.agree(draft, draft.game.packages[before.open_what].mask, log)


def _accept_demand(draft: Draft, before: State, log: Log) -> None:
    shifts.agree(draft, 1 << before.open_what, log)


def _decline(draft: Draft, before: State, log: Log) -> None:
    if before.open_act == DEMAND:
        draft.dead |= 1 << before.open_what


def _defer(draft: Draft, before: State, log: Log) -> None:
    draft.parked |= draft.game.packages[before.open_what].mask


def _accuse(draft: Draft, move: Move) -> None:
    """A charge that no foul on record founds."""
    draft.charges |= 1 << move.what
    _bid_for_a_quarrel(draft)


def _call_a_foul(draft: Draft, move: Move) -> None:
    draft.sides[1 - draft.mover].called_fouls |= 1 << move.what
    _bid_for_a_quarrel(draft)


def _bid_for_a_quarrel(draft: Draft) -> None:
    if draft.kind < QUARREL:
        draft.bid = QUARREL


def _reframe(draft: Draft, before: State, log: Log) -> None:
    if draft.kind != EXCHANGE:
        draft.bid = EXCHANGE
        if draft.downs:
            bump_home(draft, draft.mover, -draft.downs, WAY_BACK, log)


def _recess(draft: Draft, move: Move) -> None:
    draft.sides[draft.mover].recessed = True
    if draft.kind == QUARREL:
        fire_type(draft, "come_back")


def _walk_out(draft: Draft, move: Move) -> None:
    draft.ended, draft.blame = int(End.WALKED_OUT), draft.mover
    fire(draft, "suspend")


_BY_VARIANT: dict[int, Record] = {
    Act.CLAIM: _claim,
    Act.ASK: _ask,
    Act.CHALLENGE: _challenge,
    CHALLENGE_MISSED: _miss,
    Act.SUPPORT: _support,
    Act.REBUT: _rebut,
    Act.RESOLVE: _resolve,
    Act.ACKNOWLEDGE: _acknowledge,
    Act.CONCEDE: _concede,
    Act.RETRACT: _retract,
    Act.DISCLOSE: _disclose,
    Act.DEMAND: _propose,
    Act.OFFER: _propose,
    Act.COUNTER: _propose,
    Act.ACCUSE: _accuse,
    ACCUSE_FOUNDED: _call_a_foul,
    Act.RECESS: _recess,
    Act.WALK_OUT: _walk_out,
}

RECORDS: tuple[Record | None, ...] = tuple(map(_BY_VARIANT.get, range(VARIANTS)))
"""What an act writes, by its variant."""

REPLIED: dict[int, Reply] = {
    Act.PROBE: _probe,
    Act.ACCEPT: _accept,
    ACCEPT_DEMAND: _accept_demand,
    Act.DECLINE: _decline,
    Act.DEFER: _defer,
    Act.REFRAME: _reframe,
    REFRAME_ANSWER: _reframe,
}
"""What an act does that needs more than itself, by its variant."""


def draw_event(draft: Draft, log: Log) -> None:
    """Draw an event from outside, as a recess may bring one, among those whose condition holds."""
    game = draft.game
    possible = [
        number
        for number, condition in enumerate(game.event_conditions)
        if not draft.events >> number & 1 and (condition is None or condition(draft))
    ]
    events = list(game.scenario.events.values())
    total = sum(events[number].weight for number in possible)
    if not total:
        return
    pick, draft.rng = draw(draft.rng, total)
    for number in possible:
        pick -= events[number].weight
        if pick < 0:
            break
    tell(draft, number, log)


def tell(draft: Draft, number: int, log: Log) -> None:
    """Make an event from outside known, with its effects on the tracks."""
    draft.events |= 1 << number
    game = draft.game
    event = game.scenario.events[game.events[number]]
    effects = event.effects
    first, second = game.delegations
    row = (
        effects.understanding,
        effects.tension,
        effects.credibility.get(first, 0),
        effects.credibility.get(second, 0),
        effects.home.get(first, 0),
        effects.home.get(second, 0),
    )
    bump(draft, 0, row, f"news: {event.title}", log, steep=False)
