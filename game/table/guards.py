"""The rules that close a move in a round, with their reasons.

A *guard* decides by the situation whether a kind of move is open at all, before anyone asks what it
would be about: :func:`game.table.moves.legal` takes the moves that pass, and
:func:`game.table.blocked.blocked` names those that do not, and why. :data:`CLOSED` names what closes single
claims and proposals to an act. For speed, ``legal`` has the same rules as masks of its own; a test compares
the two.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from game.table.acts import ANSWERS, DISCLOSE, PROPOSING, Act
from game.table.catalogue import Move
from game.table.effects import WALK_OUT_AT
from game.table.points import narrowed
from game.table.protocol import EXCHANGE, QUARREL, Stage
from game.table.state import State


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


class Situation(NamedTuple):
    """What decides which kinds of move are open, whatever they would be about."""

    stage: int
    """How far the round is."""
    open_act: int
    """The act that may be answered, or -1."""
    in_return: bool
    """The interest behind the proposals on the table was asked for and disclosed."""
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
        # Whoever asked what an offer is for and was told may tell in return; the offer rests.
        Guard(Why.NOT_ASKED, lambda now: now.answers(Act.DISCLOSE) or (now.in_return and now.on_table)),
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


def situation(state: State) -> Situation:
    """Return the situation of a state in a round, for the side to move."""
    mine = state.sides[state.mover]
    return Situation(
        state.game.stages[state.turn],
        state.open_act,
        state.open_to == DISCLOSE,
        state.kind,
        mine.cooled,
        mine.recessed,
        state.tension >= WALK_OUT_AT,
    )


Closing = tuple[Why, Callable[[State], int]]
"""A rule, and the claims or proposals it closes in a state."""

_NO_LONGER_IN_QUESTION: tuple[Closing, ...] = (
    (Why.TAKEN_BACK, lambda s: s.retracted),
    (Why.GRANTED, lambda s: s.conceded),
    (Why.FALLEN, lambda s: s.fallen),
)

_NOT_OPEN: tuple[Closing, ...] = (
    (Why.AGREED, lambda s: s.agreed),
    (Why.EXCLUDED, lambda s: s.game.mask(n for n, beside in enumerate(s.game.excludes) if beside & s.agreed)),
    (Why.NEEDS, lambda s: s.game.mask(n for n, needed in enumerate(s.game.needs) if needed & ~s.agreed)),
    (
        Why.BRIDGE,
        lambda s: s.game.mask(n for n, bridged in enumerate(s.game.bridges) if bridged & ~s.disclosed),
    ),
    (Why.DECLINED, lambda s: s.dead),
)

CLOSED: dict[Act, tuple[Closing, ...]] = {
    Act.CLAIM: ((Why.SAID, lambda s: s.said),),
    Act.ASK: (
        *_NO_LONGER_IN_QUESTION,
        (Why.ASKED, lambda s: s.asked),
        (Why.BACKED, lambda s: s.backed),
    ),
    Act.CHALLENGE: (
        *_NO_LONGER_IN_QUESTION,
        (Why.CHALLENGED, lambda s: s.challenged),
        (Why.MISSED, lambda s: s.rebuffed),
    ),
    Act.DEMAND: _NOT_OPEN,
    Act.TEXT: _NOT_OPEN,
}
"""What closes a claim or proposal to an act; the first rule that does is the reason given."""


def first_closing(state: State, act: Act, number: int) -> Why | None:
    """Return the rule that closes a claim or proposal to an act, or None if it is open."""
    for why, closed in CLOSED[act]:
        if closed(state) >> number & 1:
            return why
    return None
