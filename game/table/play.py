"""``play(state, move) -> state``: what a move does.

The order of one move: an open point that it leaves unanswered lapses; a bid to change the type is
taken up or not; the effects of the act fall due, in the type the talk is in by now; the act does what
it does to the record; the turn passes, and a round that is over is assessed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.table import assessment, shifts
from game.table.acts import IMMEDIATE, REASONS, Act
from game.table.catalogue import Move
from game.table.commitments import HANDLERS, tell
from game.table.compiled import CompiledScenario
from game.table.effects import (
    ACCEPT_DEMAND,
    ACCUSE_FOUNDED,
    CHALLENGE_MISSED,
    DODGE,
    LAPSE,
    RECALL_AT,
    REFRAME_ANSWER,
    ROWS,
    SILENCE,
)
from game.table.fouls import DODGE as DODGE_FOUL
from game.table.fouls import foul_bit
from game.table.moves import answers, lapse, legal
from game.table.protocol import Phase, Type
from game.table.state import (
    ATTACKED,
    BID,
    COOLED,
    DEAD,
    DRAWN,
    ENDED,
    FIRED,
    FOULS,
    HELD,
    HELD_ACT,
    HOLDS,
    HOME,
    IN_TYPE,
    ITEM,
    KIND,
    LEFT,
    LINKS,
    MOVER,
    OLD_ATTACKED,
    OLD_LINKS,
    OLD_OWING,
    OPEN_ACT,
    OPEN_TO,
    OPEN_TONE,
    OPEN_WHAT,
    OPENER,
    OWING,
    PHASE,
    PLY,
    PRICED,
    REASONED,
    REPEATS,
    RNG,
    SENTENCED,
    TENSION,
    TURN,
    WISH,
    State,
    draw,
)
from game.table.tracks import Log, bump, fire

# Plain numbers for the inner loop: reading a member of an enum costs as much as the rest of a comparison.
_ACCEPT, _ACCUSE, _CHALLENGE, _DECLINE, _DEMAND, _HOLD, _PRICE, _PROBE, _REFRAME, _RESOLVE, _SENTENCE = map(
    int,
    (
        Act.ACCEPT,
        Act.ACCUSE,
        Act.CHALLENGE,
        Act.DECLINE,
        Act.DEMAND,
        Act.HOLD,
        Act.PRICE,
        Act.PROBE,
        Act.REFRAME,
        Act.RESOLVE,
        Act.SENTENCE,
    ),
)
_CLOSING, _DRAFTING, _OPENING = map(int, (Phase.CLOSING, Phase.DRAFTING, Phase.OPENING))
_NEGOTIATION = int(Type.NEGOTIATION)
_HOME1 = HOME + 1

_STATEMENTS = frozenset({_OPENING, _CLOSING})
_VARYING = frozenset({_CHALLENGE, _ACCUSE, _REFRAME, _ACCEPT})


_new: Callable[[type[State], list[Any]], State] = tuple.__new__  # as State._make, without its check


class IllegalMoveError(ValueError):
    """The side to move may not make this move now."""


def start(game: CompiledScenario, seed: int) -> State:
    """A new game, before the opening statements.

    Args:
        game: the compiled scenario.
        seed: any whole number; it draws who opens, the drawn objectives, and later the events.
    """
    rng = seed & (1 << 64) - 1
    first, rng = draw(rng, 2)
    opens = game.scenario.opens
    opener = first if opens == "drawn" else game.delegations.index(opens)
    drawn = []
    for side in game.sides:
        pool, mask = list(side.pool), side.always
        for _ in range(side.draws):
            pick, rng = draw(rng, len(pool))
            mask |= 1 << pool.pop(pick)
        drawn.append(mask)
    c = [*game.blank]
    c[RNG], c[MOVER], c[OPENER], c[DRAWN], c[DRAWN + 1] = rng, opener, opener, drawn[0], drawn[1]
    return State._make(c)


def play(state: State, move: Move, log: Log = None) -> State:
    """Make a move.

    Args:
        state: the game so far.
        move: one of ``legal(state)``, or ``lapse(state)`` for a turn whose time has run out; with an event in ``news``
            that was not known yet, if one was told before it.
        log: where given, every change of the tracks is appended to it, with its cause.

    Raises:
        IllegalMoveError: the move is not legal now.
    """
    if move.news >= 0:
        state, move = _told(state, move.news, log), move._replace(news=-1)
    if move not in legal(state) and (state.ended or move != lapse(state)):
        known = state.game.catalogue.keys.get(move, repr(move))
        raise IllegalMoveError(f"{known!r} is not possible now")
    return step(state, move, log)


def _told(state: State, number: int, log: Log) -> State:
    """The state once an event is known that nobody drew at a recess."""
    if number >= len(state.game.events) or state.events >> number & 1:
        raise IllegalMoveError(f"event {number} is not possible now")
    c: list[Any] = list(state)
    tell(c, state.game, number, log)
    return State._make(c)


def step(
    state: State, move: Move, log: Log = None, *, bears: bool | None = None, chance: bool = True
) -> State:
    """As :func:`play`, for a move known to be legal: it is not checked again.

    Args:
        state: the game so far.
        move: one of ``legal(state)``.
        log: as for :func:`play`.
        bears: for a forecast: pretend that a challenge's card bears on the claim, or does not.
        chance: False leaves out what a recess would draw.
    """
    c: list[Any] = list(state)
    game = state.game
    me = state.mover
    c[FIRED] = ()
    c[PLY] += 1
    act = move.act
    phase = state.phase
    if phase in _STATEMENTS:
        _statement(c, game, move, log)
    elif phase == _DRAFTING:
        _draft(c, game, move, log)
    else:
        answered = False
        open_act = state.open_act
        if open_act >= 0 and IMMEDIATE[open_act]:
            answered = answers(state, move)
            if not answered:
                _lapse(c, open_act, me, log)
        if state.bid >= 0:
            shifts.take_up(c, game, move, log)
        c[IN_TYPE + c[KIND]] += 1
        variant = _variant(state, move, answered, bears) if act in _VARYING else act
        slot = (act * 2 + me) * 2
        repeats = c[REPEATS] >> slot & 3
        if repeats < 2:
            c[REPEATS] += 1 << slot
        bump(c, me, ROWS[c[KIND]][variant][move.tone][repeats], "the move", log)
        held, held_act = state.held, state.held_act
        c[OPEN_ACT], c[OPEN_WHAT], c[OPEN_TO], c[OPEN_TONE] = act, move.what, move.to, move.tone
        c[BID], c[HELD], c[HELD_ACT] = -1, -1, -1
        c[HOLDS] = c[HOLDS] + 1 if act == _HOLD else 0
        if act in REASONS:
            c[REASONED] |= 1 << me
            c[COOLED] &= ~(1 << me)
        handler = HANDLERS[act]
        if handler is not None:
            handler(c, game, state, move, variant, chance, log)
        if held >= 0 and open_act == _PROBE and not IMMEDIATE[act]:
            # The offer was kept open while its interest was asked for; so was the bid in it. Another point
            # that wants an answer at once takes its place.
            c[OPEN_ACT], c[OPEN_WHAT], c[OPEN_TO], c[OPEN_TONE] = held_act, held, act, state.open_tone
            if c[KIND] < _NEGOTIATION:
                c[BID] = _NEGOTIATION
        _pass_turn(c, game, log)
    if not c[ENDED] and (c[TENSION] >= 100 or c[HOME] <= RECALL_AT or c[_HOME1] <= RECALL_AT):
        assessment.check_floors(c)
    return _new(State, c)


def _variant(s: State, move: Move, answered: bool, bears: bool | None) -> int:
    act = move.act
    if act == _CHALLENGE:
        right = s.game.bears[move.to] >> move.what & 1 if bears is None else bears
        return act if right else CHALLENGE_MISSED
    if act == _ACCUSE and move.to == 0:
        return ACCUSE_FOUNDED
    if act == _REFRAME and answered and s.open_act == _ACCUSE:
        return REFRAME_ANSWER
    if act == _ACCEPT and s.open_act == _DEMAND:
        return ACCEPT_DEMAND
    return act


def _lapse(c: list[Any], open_act: int, me: int, log: Log) -> None:
    """An immediate point was passed over; it costs the side that passed over it."""
    if open_act == _RESOLVE:
        bump(c, me, DODGE, "a contradiction not answered for", log)
        c[FOULS + me] |= foul_bit(DODGE_FOUL, c[ITEM])
    elif open_act == _ACCUSE:
        bump(c, me, SILENCE, "an accusation left unanswered", log)
    else:
        bump(
            c,
            me,
            LAPSE,
            "a question left unanswered" if open_act == _PROBE else "an offer left unanswered",
            log,
        )


def _statement(c: list[Any], game: CompiledScenario, move: Move, log: Log) -> None:
    """An opening or closing statement: its tone counts, and an opening names a wish."""
    me = c[MOVER]
    bump(c, me, ROWS[c[KIND]][move.act][move.tone][0], "the move", log)
    opening = c[PHASE] == _OPENING
    if opening:
        c[WISH + me] = move.what
    c[MOVER] = 1 - me
    if me != c[OPENER]:
        c[MOVER] = c[OPENER]
        if opening:
            fire(c, "open_round")
        else:
            assessment.finish(c, game)


def _draft(c: list[Any], game: CompiledScenario, move: Move, log: Log) -> None:
    me, act = c[MOVER], move.act
    kind = c[KIND]
    bump(c, me, ROWS[kind][act][1][0], "the move", log)
    other = 1 - me
    answering = c[OPEN_ACT] >= 0
    if act == _ACCEPT:
        shifts.agree(c, game, 1 << c[OPEN_WHAT], log)
    elif act == _DECLINE:
        c[DEAD] |= 1 << c[OPEN_WHAT]
    elif act == _SENTENCE:
        c[SENTENCED] |= 1 << c[OPEN_WHAT]
    c[OPEN_ACT], c[OPEN_WHAT] = -1, -1
    if answering:
        c[MOVER] = me
    elif act == _HOLD:
        c[HOLDS] += 1
        c[MOVER] = other
    else:
        c[LEFT + me] -= 1
        c[HOLDS] = 0
        c[OPEN_ACT], c[OPEN_WHAT], c[MOVER] = act, move.what, other
        if act == _PRICE:
            c[PRICED] |= 1 << move.what
    if c[OPEN_ACT] < 0:
        alone = act == _HOLD and not c[LEFT + other]
        if c[HOLDS] >= 2 or alone or not (c[LEFT] or c[LEFT + 1]):
            c[MOVER] = c[OPENER]
            fire(c, "conclude")
        elif not c[LEFT + c[MOVER]]:
            c[MOVER] = 1 - c[MOVER]


def _pass_turn(c: list[Any], game: CompiledScenario, log: Log) -> None:
    if c[ENDED]:
        return
    turn = c[TURN] + 1
    c[TURN] = turn
    last = 2 * game.turns
    c[MOVER] = 1 - c[MOVER]
    # Two holds end a round, but never after an odd turn: both sides have the same number.
    if turn >= last or (c[HOLDS] >= 2 and turn % 2 == 0):
        assessment.assess(c, game, log)
    elif turn == 1:
        fire(c, "stated")
    elif turn == 2:
        fire(c, "replied")
    elif turn == last - 2:
        c[OLD_LINKS], c[OLD_ATTACKED], c[OLD_OWING] = c[LINKS], c[ATTACKED], c[OWING]
        fire(c, "call_last_words")
