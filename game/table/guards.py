"""The rules that close a move in a round, with their reasons.

A *guard* decides by the situation whether a kind of move is open at all, before anyone asks what it
would be about. :data:`CLOSED` names what closes single claims to an act, :func:`game.table.offers.closing`
what closes a proposal. From the same declarations :func:`game.table.moves.legal` takes the moves that are
open, and :func:`game.table.blocked.blocked` names those that are not, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from game.table.acts import ANSWERS, PROPOSING, Act
from game.table.catalogue import Move
from game.table.effects import WALK_OUT_AT
from game.table.points import in_return, narrowed
from game.table.protocol import EXCHANGE, QUARREL, Stage
from game.table.state import State
from game.table.why import Why


class Situation(NamedTuple):
    """What decides which kinds of move are open, whatever they would be about."""

    stage: int
    """How far the round is."""
    open_act: int
    """The act that may be answered, or -1."""
    in_return: bool
    """The interest behind what is on the table was asked for and disclosed."""
    kind: int
    """The type of the talk."""
    cooled: bool
    """The mover's last bid for negotiation was not taken up."""
    recessed: bool
    """The mover has had its recess."""
    heated: bool
    """Tension is so high that the mover may walk out."""

    def answers(self, act: Act) -> bool:
        """Return whether the reply table lets an act answer the open point."""
        return self.open_act >= 0 and act in ANSWERS[self.open_act]

    @property
    def on_table(self) -> bool:
        """Whether a demand, an offer or a counter-offer waits for an answer."""
        return self.open_act in PROPOSING


class Guard(NamedTuple):
    """Closes a kind of move, unless it passes."""

    why: Why
    passes: Callable[[Situation], bool]


def _answer(act: Act, why: Why) -> Guard:
    """A move that is open only as an answer to the open point, by the reply table."""
    return Guard(why, lambda now: now.answers(act))


_BEGUN = Guard(Why.FIRST_STATEMENT, lambda now: now.stage != Stage.FIRST)
_STILL_OPEN = Guard(Why.LAST_WORDS, lambda now: now.stage != Stage.LAST)
_NEW = (_BEGUN, _STILL_OPEN)
_IN_TIME = Guard(Why.TOO_LATE, lambda now: now.stage != Stage.LATE)
_MAY_BID = Guard(Why.COOLED, lambda now: now.kind != EXCHANGE or not now.cooled)
_ON_TABLE = Guard(Why.NOTHING_ON_TABLE, lambda now: now.on_table)

GUARDS: dict[str, tuple[Guard, ...]] = {
    "claim": (_STILL_OPEN, _IN_TIME),
    "ask": _NEW,
    "challenge": _NEW,
    "resolve": _NEW,
    "support": (_BEGUN,),
    "rebut": (_BEGUN,),
    "concede": (_BEGUN,),
    "retract": (_BEGUN,),
    "retract_either": (
        _BEGUN,
        Guard(Why.NO_CONTRADICTION, lambda now: now.open_act == Act.RESOLVE and now.answers(Act.RETRACT)),
    ),
    "acknowledge": (_BEGUN,),
    "acknowledge_point": (_BEGUN, _answer(Act.ACKNOWLEDGE, Why.NOTHING_TO_ACKNOWLEDGE)),
    "probe_package": (*_NEW, _ON_TABLE, _answer(Act.PROBE, Why.NO_WISH)),
    "probe_wish": _NEW,
    "disclose": (
        _BEGUN,
        Guard(Why.NOT_ASKED, lambda now: now.answers(Act.DISCLOSE) or now.in_return),
    ),
    "withhold": (_BEGUN, _answer(Act.WITHHOLD, Why.NOT_ASKED)),
    "demand": (*_NEW, _MAY_BID),
    "offer": (*_NEW, _MAY_BID),
    "counter": (*_NEW, _ON_TABLE, _answer(Act.COUNTER, Why.NOTHING_ON_TABLE)),
    "accuse": _NEW,
    "accept": (_BEGUN, _answer(Act.ACCEPT, Why.NOTHING_ON_TABLE)),
    "decline": (_BEGUN, _answer(Act.DECLINE, Why.NOTHING_ON_TABLE)),
    "defer": (_BEGUN, _ON_TABLE, _answer(Act.DEFER, Why.NOT_DEFERRABLE)),
    "reframe": (
        _BEGUN,
        Guard(Why.EXCHANGE, lambda now: now.kind != EXCHANGE or now.answers(Act.REFRAME)),
    ),
    "recess": (_BEGUN, Guard(Why.RECESSED, lambda now: not now.recessed)),
    "hold": (Guard(Why.MORE_TO_SAY, lambda now: now.stage == Stage.LAST),),
    "walk_out": (_BEGUN, Guard(Why.CALM, lambda now: now.kind == QUARREL or now.heated)),
}
"""When each kind of move is open. To hold is open too where nothing else is."""

_ABOUT_NOTHING = (Act.ACCEPT, Act.DECLINE, Act.DEFER, Act.REFRAME, Act.RECESS)


class May:
    """Which kinds of move a situation leaves open: those of :data:`GUARDS`."""

    __slots__ = ("about_nothing", "narrowed", *GUARDS)
    claim: bool
    ask: bool
    challenge: bool
    resolve: bool
    support: bool
    rebut: bool
    concede: bool
    retract: bool
    retract_either: bool
    acknowledge: bool
    acknowledge_point: bool
    probe_package: bool
    probe_wish: bool
    disclose: bool
    withhold: bool
    demand: bool
    offer: bool
    counter: bool
    accuse: bool
    accept: bool
    decline: bool
    defer: bool
    reframe: bool
    recess: bool
    hold: bool
    walk_out: bool
    narrowed: bool
    """The reply table keeps an act from some of the points it could be about."""
    about_nothing: tuple[Move, ...]
    """The open ones among accepting, declining, deferring, reframing and a recess, in that order."""

    def __init__(self, now: Situation) -> None:
        for kind, guards in GUARDS.items():
            setattr(self, kind, all(guard.passes(now) for guard in guards))
        self.narrowed = narrowed()
        self.about_nothing = tuple(
            Move(int(act)) for act in _ABOUT_NOTHING if getattr(self, act.name.lower())
        )


_Key = tuple[int, int, bool, int, bool, bool, bool]


class _May(dict[_Key, May]):
    def __missing__(self, now: _Key) -> May:
        self[now] = may = May(Situation(*now))
        return may


MAY = _May()
"""What is open, by the :class:`Situation`; the same for every scenario, and remembered."""


def key(state: State) -> _Key:
    """Return the values of :func:`situation` as a plain tuple, which is faster: a key of :data:`MAY`."""
    mine = state.sides[state.mover]
    return (
        state.game.stages[state.turn],
        state.open_act,
        in_return(state),
        state.kind,
        mine.cooled,
        mine.recessed,
        state.tension >= WALK_OUT_AT,
    )


def situation(state: State) -> Situation:
    """Return the situation of a state in a round, for the side to move."""
    return Situation(*key(state))


class Closings(NamedTuple):
    """The rules that close single claims to an act."""

    rules: tuple[tuple[Why, str], ...]
    """Each rule, and the value of a state that has the claims it closes. The first is the reason given."""
    closed: Callable[[State], int]
    """Returns all claims that are closed to the act in a state."""

    def why(self, state: State, claim: int) -> Why | None:
        """Return the rule that closes a claim to the act, or None if it is open."""
        return next((why for why, name in self.rules if getattr(state, name) >> claim & 1), None)


def _closings(*rules: tuple[Why, str]) -> Closings:
    # The union of the masks as one expression: a loop over them takes three times as long.
    union = " | ".join(f"state.{name}" for _, name in rules)
    closed: Callable[[State], int] = eval(f"lambda state: {union}")
    return Closings(rules, closed)


_NOT_IN_QUESTION = ((Why.TAKEN_BACK, "retracted"), (Why.GRANTED, "conceded"), (Why.FALLEN, "fallen"))

CLOSED: dict[Act, Closings] = {
    Act.CLAIM: _closings((Why.SAID, "said")),
    Act.ASK: _closings(*_NOT_IN_QUESTION, (Why.ASKED, "asked"), (Why.BACKED, "backed")),
    Act.CHALLENGE: _closings(*_NOT_IN_QUESTION, (Why.CHALLENGED, "challenged"), (Why.MISSED, "rebuffed")),
}
"""What closes a claim to an act that may be about any claim on the table."""
