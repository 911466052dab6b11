"""The two state machines of a meeting, declared once as data for ``transitions``.

*Phases* order a meeting from briefing to debrief; *types* are the kinds of dialogue of Walton &
Krabbe (1995) that a talk can be in. A live session runs a ``transitions.Machine`` on these lists
(:mod:`game.match.session`); a simulation reads :data:`NEXT_PHASE` and :data:`NEXT_TYPE`, built from
the very same lists. A property test demands that both take the same path (compare Hunter 2013 on
dialogues as state machines).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, TypedDict


class Phase(IntEnum):
    """Where a meeting is."""

    BRIEFING = 0
    OPENING = 1
    STATEMENT = 2
    REPLY = 3
    EXCHANGE = 4
    LAST_WORDS = 5
    ASSESSMENT = 6
    DRAFTING = 7
    CLOSING = 8
    DEBRIEF = 9
    SUSPENDED = 10
    RECALLED = 11


class Type(IntEnum):
    """The type of dialogue a talk is in; a higher number is a step further down."""

    EXCHANGE = 0
    NEGOTIATION = 1
    QUARREL = 2


class Stage(IntEnum):
    """How far a round is, as its rules tell turns apart."""

    FIRST = 0
    """Nothing was said in this round yet."""
    OPEN = 1
    LATE = 2
    """The turn before the last words: nobody could answer a thesis put now."""
    LAST = 3
    """The last words of each side."""


STATED, REPLIED_TO = 1, 2
"""Turns of a round after which the opening statement was made, and replied to."""


class End(IntEnum):
    """How a meeting ended."""

    UNDER_WAY = 0
    COMPLETED = 1
    SUSPENDED = 2
    WALKED_OUT = 3
    RECALLED = 4


OPENING: Final = int(Phase.OPENING)
LAST_WORDS: Final = int(Phase.LAST_WORDS)
DRAFTING: Final = int(Phase.DRAFTING)
CLOSING: Final = int(Phase.CLOSING)
EXCHANGE: Final = int(Type.EXCHANGE)
NEGOTIATION: Final = int(Type.NEGOTIATION)
QUARREL: Final = int(Type.QUARREL)
"""Phases and types as plain numbers, for the rules: a member of an enum takes several times as long to read."""


class Transition(TypedDict):
    """One transition, as the ``transitions`` library wants it."""

    trigger: str
    source: list[str]
    dest: str


def _names(*states: IntEnum) -> list[str]:
    return [state.name.lower() for state in states]


_TALK = _names(Phase.STATEMENT, Phase.REPLY, Phase.EXCHANGE, Phase.LAST_WORDS)
_LIVE = [*_names(Phase.OPENING), *_TALK, *_names(Phase.ASSESSMENT, Phase.DRAFTING, Phase.CLOSING)]

PHASES: list[str] = _names(*Phase)
"""All phases by name, in the order of their numbers."""

PHASE_TRANSITIONS: list[Transition] = [
    {"trigger": "convene", "source": _names(Phase.BRIEFING), "dest": "opening"},
    {"trigger": "open_round", "source": _names(Phase.OPENING), "dest": "statement"},
    {"trigger": "stated", "source": _names(Phase.STATEMENT), "dest": "reply"},
    {"trigger": "replied", "source": _names(Phase.REPLY), "dest": "exchange"},
    {"trigger": "call_last_words", "source": _names(Phase.EXCHANGE), "dest": "last_words"},
    {"trigger": "assess", "source": _TALK, "dest": "assessment"},
    {"trigger": "next_item", "source": _names(Phase.ASSESSMENT), "dest": "statement"},
    {"trigger": "draft", "source": _names(Phase.ASSESSMENT), "dest": "drafting"},
    {"trigger": "conclude", "source": _names(Phase.DRAFTING), "dest": "closing"},
    {"trigger": "sign", "source": _names(Phase.CLOSING), "dest": "debrief"},
    {"trigger": "suspend", "source": _LIVE, "dest": "suspended"},
    {"trigger": "recall", "source": _LIVE, "dest": "recalled"},
]

TYPES: list[str] = _names(*Type)
"""All types by name, in the order of their numbers."""

TYPE_TRANSITIONS: list[Transition] = [
    {"trigger": "turn_to_bargaining", "source": _names(Type.EXCHANGE), "dest": "negotiation"},
    {"trigger": "fall_out", "source": _names(Type.EXCHANGE, Type.NEGOTIATION), "dest": "quarrel"},
    {"trigger": "come_back", "source": _names(Type.NEGOTIATION, Type.QUARREL), "dest": "exchange"},
    {"trigger": "lapse", "source": _names(Type.NEGOTIATION), "dest": "exchange"},
]

TRIGGERS: list[str] = list(dict.fromkeys(t["trigger"] for t in PHASE_TRANSITIONS + TYPE_TRANSITIONS))
"""All triggers; a state's ``fired`` holds their numbers."""

TRIGGER = {name: number for number, name in enumerate(TRIGGERS)}
"""The number of each trigger."""


def _lookup(states: list[str], transitions: list[Transition]) -> tuple[tuple[int, ...], ...]:
    table = [[-1] * len(TRIGGERS) for _ in states]
    for transition in transitions:
        for source in transition["source"]:
            table[states.index(source)][TRIGGER[transition["trigger"]]] = states.index(transition["dest"])
    return tuple(map(tuple, table))


NEXT_PHASE = _lookup(PHASES, PHASE_TRANSITIONS)
"""``NEXT_PHASE[phase][trigger]``: the next phase, or -1 where the trigger is not allowed."""

NEXT_TYPE = _lookup(TYPES, TYPE_TRANSITIONS)
"""``NEXT_TYPE[type][trigger]``: the next type, or -1 where the trigger is not allowed."""

TALK = frozenset({Phase.STATEMENT, Phase.REPLY, Phase.EXCHANGE, Phase.LAST_WORDS})
"""Phases of a round, in which the delegations argue."""
