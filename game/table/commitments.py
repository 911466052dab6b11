"""What each act does to the record, beyond its effects on the tracks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.table import assessment, shifts
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.effects import CHALLENGE_MISSED
from game.table.links import REBUT
from game.table.protocol import Type
from game.table.state import (
    ACKNOWLEDGED,
    ASKED,
    ATTACKED,
    BACKED,
    BID,
    BLAME,
    CALLED,
    CARDS,
    CHALLENGED,
    CHARGES,
    CLASH,
    CONCEDED,
    DEAD,
    DISCLOSED,
    DOWNS,
    ENDED,
    EVENTS,
    HELD,
    HELD_ACT,
    ITEM,
    KIND,
    LINKS,
    OPEN_ACT,
    OPEN_TONE,
    PACKAGE_PROBED,
    PARKED,
    PROBED,
    REBUFFED,
    RECESSED,
    RETRACTED,
    RNG,
    SAID,
    TABLED,
    USED_FOULS,
    WALKED_OUT,
    State,
    draw,
)
from game.table.tracks import Log, bump, fire, fire_type, home

Handler = Callable[[list[Any], CompiledScenario, State, Move, int, bool, Log], None]

# Plain numbers for the inner loop: reading a member of an enum costs as much as the rest of a comparison.
_DEMAND = int(Act.DEMAND)
_EXCHANGE, _NEGOTIATION, _QUARREL = map(int, (Type.EXCHANGE, Type.NEGOTIATION, Type.QUARREL))


def _put(c: list[Any], game: CompiledScenario, claim: int) -> None:
    """A claim is said; what its speaker now contradicts is noticed."""
    bit = 1 << claim
    if not c[SAID] & bit:
        c[SAID] |= bit
        _look_for_clashes(c, game, claim)


def _look_for_clashes(c: list[Any], game: CompiledScenario, claim: int) -> None:
    live = c[SAID] & ~c[RETRACTED]
    granted, clash = c[CONCEDED], c[CLASH]
    for bit, own, theirs in game.clashes_of[claim]:
        # What both sides hold is no longer one side's to choose between.
        common = theirs and own & granted
        if not common and own & live == own and theirs & live & granted == theirs:
            clash |= bit
        else:
            clash &= ~bit
    c[CLASH] = clash


def _claim(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    _put(c, game, move.what)
    assessment.relabel(c, game, c[ITEM])


def _ask(c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log) -> None:
    c[ASKED] |= 1 << move.what
    assessment.relabel(c, game, c[ITEM])


def _challenge(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[CARDS + s.mover] |= 1 << move.to
    if v == CHALLENGE_MISSED:
        c[REBUFFED] |= 1 << move.what
        c[OPEN_ACT] = -1
    else:
        c[CHALLENGED] |= 1 << move.what
        assessment.relabel(c, game, c[ITEM])


def _support(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    link = game.links[move.what]
    c[LINKS] |= 1 << move.what
    c[BACKED] |= 1 << link.target
    if link.source >= 0:
        _put(c, game, link.source)
    assessment.relabel(c, game, c[ITEM])


def _rebut(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    link = game.links[move.what]
    c[LINKS] |= 1 << move.what
    if link.kind == REBUT:
        c[ATTACKED] |= 1 << link.target
    _put(c, game, link.source)
    assessment.relabel(c, game, c[ITEM])


def _resolve(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[CALLED] |= 1 << move.what


def _acknowledge(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    if move.what >= 0:
        c[ACKNOWLEDGED] |= 1 << move.what


def _concede(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[CONCEDED] |= 1 << move.what
    _look_for_clashes(c, game, move.what)
    assessment.relabel(c, game, game.item_of[move.what])


def _retract(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[RETRACTED] |= 1 << move.what
    _look_for_clashes(c, game, move.what)
    assessment.relabel(c, game, game.item_of[move.what])


def _probe(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    if move.what == 1:
        c[PROBED] |= 1 << (1 - s.mover)
    else:
        c[PROBED] |= PACKAGE_PROBED
        c[HELD], c[HELD_ACT] = s.open_what, s.open_act
        c[OPEN_TONE] = s.open_tone


def _disclose(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[DISCLOSED] |= 1 << move.what


def _bid(c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log) -> None:
    """A demand, offer or counter: on the table, and a bid for negotiation."""
    if move.act != _DEMAND:
        c[TABLED] |= 1 << move.what
    c[PROBED] &= ~PACKAGE_PROBED
    if c[KIND] < _NEGOTIATION:
        c[BID] = _NEGOTIATION


def _accept(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    mask = 1 << s.open_what if s.open_act == _DEMAND else game.packages[s.open_what].mask
    shifts.agree(c, game, mask, log)


def _decline(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    if s.open_act == _DEMAND:
        c[DEAD] |= 1 << s.open_what


def _defer(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[PARKED] |= game.packages[s.open_what].mask


def _accuse(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    if move.to == 0:
        c[USED_FOULS] |= 1 << (move.what + 64 * (1 - s.mover))
    else:
        c[CHARGES] |= 1 << move.what
    if c[KIND] < _QUARREL:
        c[BID] = _QUARREL


def _reframe(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    if c[KIND] != _EXCHANGE:
        c[BID] = _EXCHANGE
        if c[DOWNS]:
            home(c, s.mover, -c[DOWNS], "the way back, dearer after each step down", log)


def _recess(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[RECESSED] |= 1 << s.mover
    if c[KIND] == _QUARREL:
        fire_type(c, "come_back")
    if chance:
        _draw_event(c, game, log)


def _draw_event(c: list[Any], game: CompiledScenario, log: Log) -> None:
    now = State._make(c)
    open_events = [
        number
        for number, condition in enumerate(game.event_conditions)
        if not c[EVENTS] >> number & 1 and (condition is None or condition(now))
    ]
    events = list(game.scenario.events.values())
    total = sum(events[number].weight for number in open_events)
    if not total:
        return
    pick, c[RNG] = draw(c[RNG], total)
    for number in open_events:
        pick -= events[number].weight
        if pick < 0:
            break
    tell(c, game, number, log)


def tell(c: list[Any], game: CompiledScenario, number: int, log: Log) -> None:
    """An event from outside becomes known, with its effects on the tracks."""
    c[EVENTS] |= 1 << number
    event = game.scenario.events[game.events[number]]
    effects = event.effects
    first, second = game.delegations
    trust, at_home = effects.credibility, effects.home
    row = (
        effects.understanding,
        effects.tension,
        trust.get(first, 0),
        trust.get(second, 0),
        at_home.get(first, 0),
        at_home.get(second, 0),
    )
    bump(c, 0, row, f"news: {event.title}", log, steep=False)


def _walk_out(
    c: list[Any], game: CompiledScenario, s: State, move: Move, v: int, chance: bool, log: Log
) -> None:
    c[ENDED], c[BLAME] = WALKED_OUT, s.mover
    fire(c, "suspend")


HANDLERS: list[Handler | None] = [None] * len(Act)
"""By act; None where an act leaves nothing on the record."""
for _act, _handler in {
    Act.CLAIM: _claim,
    Act.ASK: _ask,
    Act.CHALLENGE: _challenge,
    Act.SUPPORT: _support,
    Act.REBUT: _rebut,
    Act.RESOLVE: _resolve,
    Act.ACKNOWLEDGE: _acknowledge,
    Act.CONCEDE: _concede,
    Act.RETRACT: _retract,
    Act.PROBE: _probe,
    Act.DISCLOSE: _disclose,
    Act.DEMAND: _bid,
    Act.OFFER: _bid,
    Act.COUNTER: _bid,
    Act.ACCEPT: _accept,
    Act.DECLINE: _decline,
    Act.DEFER: _defer,
    Act.ACCUSE: _accuse,
    Act.REFRAME: _reframe,
    Act.RECESS: _recess,
    Act.WALK_OUT: _walk_out,
}.items():
    HANDLERS[_act] = _handler
