"""``play(state, move) -> state``: what a move does.

The order of one move: an open point that it leaves unanswered lapses; a bid to change the type is
taken up or not; the effects of the act fall due, in the type the talk is in by now; the act does what
it does to the record; the turn passes, and a round that is over is assessed.
"""

from __future__ import annotations

from game.table import assessment, shifts
from game.table.acts import (
    ACCEPT,
    ACCUSE,
    CHALLENGE,
    DECLINE,
    DEMAND,
    HOLD,
    IMMEDIATE,
    PRICE,
    PROBE,
    REASONS,
    RECESS,
    REFRAME,
    RESOLVE,
    SENTENCE,
)
from game.table.catalogue import FOUNDED, FRANK, Move
from game.table.chance import draw, seeded
from game.table.commitments import RECORDS, REPLIED, draw_event, tell
from game.table.compiled import CompiledScenario
from game.table.effects import (
    ACCEPT_DEMAND,
    ACCUSATION_UNANSWERED,
    ACCUSE_FOUNDED,
    CHALLENGE_MISSED,
    CONTRADICTION_UNANSWERED,
    INITIATIVES,
    OFFER_UNANSWERED,
    REFRAME_ANSWER,
    ROWS,
    SILENT_ON_ACCUSATION,
    SILENT_ON_CONTRADICTION,
    SILENT_ON_OFFER,
    SILENT_ON_QUESTION,
    THE_MOVE,
)
from game.table.fouls import DODGE, foul_bit
from game.table.moves import answers, lapse, legal
from game.table.protocol import CLOSING, DRAFTING, EXCHANGE, NEGOTIATION, OPENING, REPLIED_TO, STATED, TRIGGER
from game.table.state import Draft, State
from game.table.tracks import Log, bump, fire

_STATEMENTS = frozenset({OPENING, CLOSING})
_VARYING = frozenset({CHALLENGE, ACCUSE, REFRAME, ACCEPT})
"""Acts that have variants with effects of their own."""


_SILENCES = {
    RESOLVE: (CONTRADICTION_UNANSWERED, SILENT_ON_CONTRADICTION),
    ACCUSE: (ACCUSATION_UNANSWERED, SILENT_ON_ACCUSATION),
    PROBE: (OFFER_UNANSWERED, SILENT_ON_QUESTION),
}
"""What passing over a point that wants an answer at once costs, and its cause; for an offer, see :func:`_lapse`."""


class IllegalMoveError(ValueError):
    """The side to move may not make this move now."""


def start(game: CompiledScenario, seed: int) -> State:
    """Start a game: the state before the opening statements.

    Args:
        game: the compiled scenario.
        seed: any whole number; it draws who opens, the drawn objectives, and later the events.
    """
    scenario, draft = game.scenario, State.blank(game)
    draft.phase, draft.fired = OPENING, (TRIGGER["convene"],)
    first, rng = draw(seeded(seed), 2)
    opens = scenario.opens
    draft.mover = draft.opener = first if opens == "drawn" else game.delegations.index(opens)
    draft.understanding, draft.tension = scenario.start.understanding, scenario.start.tension
    for side, written, compiled in zip(draft.sides, scenario.delegations.values(), game.sides, strict=True):
        side.credibility, side.home = written.start.credibility, written.start.home
        side.initiatives = INITIATIVES
        side.drawn, pool = compiled.always, list(compiled.pool)
        for _ in range(compiled.draws):
            pick, rng = draw(rng, len(pool))
            side.drawn |= 1 << pool.pop(pick)
    draft.rng = rng
    return draft


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
    """Return the state once an event is known that nobody drew at a recess."""
    if number >= len(state.game.events) or state.events >> number & 1:
        raise IllegalMoveError(f"event {number} is not possible now")
    draft = state.edit()
    tell(draft, number, log)
    return draft


def step(
    state: State, move: Move, log: Log = None, *, relevant: bool | None = None, chance: bool = True
) -> State:
    """Make a move that is known to be legal: as :func:`play`, without its check.

    Args:
        state: the game so far.
        move: one of ``legal(state)``.
        log: as for :func:`play`.
        relevant: for a forecast: pretend that a challenge's card is relevant to the claim, or is not.
        chance: False leaves out what a recess would draw.
    """
    draft = state.edit()
    draft.fired = ()
    draft.ply += 1
    phase = state.phase
    if phase in _STATEMENTS:
        _statement(draft, move, log)
    elif phase == DRAFTING:
        _draft(draft, move, log)
    else:
        _turn(draft, move, state, log, relevant)
        if chance and move.act == RECESS:
            draw_event(draft, log)
        if not draft.ended:
            _pass_turn(draft, log)
    if not draft.ended:
        assessment.check_floors(draft)
    return draft


def _turn(draft: Draft, move: Move, before: State, log: Log, relevant: bool | None) -> None:
    """Make a move of a round: its effects on the tracks, the point it opens, and what it does to the record."""
    act, me, open_act = move.act, before.mover, before.open_act
    answered = False
    if open_act >= 0 and IMMEDIATE[open_act]:
        answered = answers(before, move)
        if not answered:
            _lapse(draft, log)
    if before.bid >= 0:
        shifts.take_up(draft, move, log)
    kind, mine = draft.kind, draft.sides[me]
    if kind == EXCHANGE:
        draft.in_exchange += 1
    elif kind == NEGOTIATION:
        draft.in_negotiation += 1
    else:
        draft.in_quarrel += 1
    place = 2 * act
    repeats = mine.repeats >> place & 0b11
    if repeats < 2:
        mine.repeats += 1 << place
    variant = _variant(before, move, answered, relevant) if act in _VARYING else act
    bump(draft, me, ROWS[kind][variant][move.tone][repeats], THE_MOVE, log)
    draft.open_act, draft.open_what, draft.open_to, draft.open_tone = act, move.what, move.to, move.tone
    draft.bid = draft.held = draft.held_act = -1
    draft.holds = draft.holds + 1 if act == HOLD else 0
    if act in REASONS:
        mine.reasoned, mine.cooled = True, False
    record = RECORDS[variant]
    if record is not None:
        record(draft, move)
    elif variant in REPLIED:
        REPLIED[variant](draft, before, log)
    if before.held >= 0 and open_act == PROBE and not IMMEDIATE[act]:
        # The offer was kept open while its interest was asked for; so was the bid in it. Another point
        # that wants an answer at once takes its place.
        draft.open_act, draft.open_what = before.held_act, before.held
        draft.open_to, draft.open_tone = act, before.open_tone
        if draft.kind < NEGOTIATION:
            draft.bid = NEGOTIATION


def _variant(before: State, move: Move, answered: bool, relevant: bool | None) -> int:
    act = move.act
    if act == CHALLENGE:
        right = before.game.relevant[move.to] >> move.what & 1 if relevant is None else relevant
        return act if right else CHALLENGE_MISSED
    if act == ACCUSE and move.to == FOUNDED:
        return ACCUSE_FOUNDED
    if act == REFRAME and answered and before.open_act == ACCUSE:
        return REFRAME_ANSWER
    if act == ACCEPT and before.open_act == DEMAND:
        return ACCEPT_DEMAND
    return act


def _lapse(draft: Draft, log: Log) -> None:
    """Charge the mover for passing over a point that wanted an answer at once."""
    me, open_act = draft.mover, draft.open_act
    if open_act == RESOLVE:
        draft.sides[me].fouls |= foul_bit(DODGE, draft.item)
    row, cause = _SILENCES.get(open_act, (OFFER_UNANSWERED, SILENT_ON_OFFER))
    bump(draft, me, row, cause, log)


def _statement(draft: Draft, move: Move, log: Log) -> None:
    """Make an opening or closing statement: its tone counts, and an opening names a wish."""
    me, opening = draft.mover, draft.phase == OPENING
    bump(draft, me, ROWS[draft.kind][move.act][move.tone][0], THE_MOVE, log)
    if opening:
        draft.sides[me].wish = move.what
    if me == draft.opener:
        draft.mover = 1 - me
        return
    draft.mover = draft.opener
    if opening:
        fire(draft, "open_round")
    else:
        assessment.finish(draft)


def _draft(draft: Draft, move: Move, log: Log) -> None:
    """Answer what was asked in the drafting, or use an initiative, or hold."""
    me, act, asked = draft.mover, move.act, draft.open_what
    bump(draft, me, ROWS[draft.kind][act][FRANK][0], THE_MOVE, log)
    if draft.open_act >= 0:
        if act == ACCEPT:
            shifts.agree(draft, 1 << asked, log)
        elif act == DECLINE:
            draft.dead |= 1 << asked
        elif act == SENTENCE:
            draft.sentenced |= 1 << asked
        draft.open_act = draft.open_what = -1
        _pass_pen(draft, me, held=False)
    elif act == HOLD:
        draft.holds += 1
        _pass_pen(draft, 1 - me, held=True)
    else:
        draft.sides[me].initiatives -= 1
        draft.holds = 0
        draft.open_act, draft.open_what, draft.mover = act, move.what, 1 - me
        if act == PRICE:
            draft.priced |= 1 << move.what


def _pass_pen(draft: Draft, side: int, *, held: bool) -> None:
    """Give the pen to a side, or to the other if it has no initiative; or end the drafting."""
    mine, other = draft.sides[side], draft.sides[1 - side]
    alone = held and not mine.initiatives
    if draft.holds >= 2 or alone or not (mine.initiatives or other.initiatives):
        draft.mover = draft.opener
        fire(draft, "conclude")
    else:
        draft.mover = side if mine.initiatives else 1 - side


def _pass_turn(draft: Draft, log: Log) -> None:
    draft.turn = turn = draft.turn + 1
    draft.mover = 1 - draft.mover
    game = draft.game
    # Two holds end a round, but never after an odd turn: both sides have the same number.
    if turn >= game.round_turns or (draft.holds >= 2 and turn % 2 == 0):
        assessment.assess(draft, log)
    elif turn == STATED:
        fire(draft, "stated")
    elif turn == REPLIED_TO:
        fire(draft, "replied")
    elif turn == game.last_words_from:
        draft.old_links, draft.old_attacked, draft.old_owing = draft.links, draft.attacked, draft.owing
        fire(draft, "call_last_words")
