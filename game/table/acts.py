"""Speech acts, and what may answer them.

The reply structure follows Prakken (2005, "Coherence and flexibility in dialogue games for
argumentation"): a reply either *presses*, keeping the point open, or *yields*, closing it.
:data:`REPLIES` is the one declaration of it: the guards of the menu, the lapsing of points and
``frank graph --replies`` all read it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple


class Act(IntEnum):
    """The speech acts, in the order of a menu."""

    OPENING = 0
    CLAIM = 1
    ASK = 2
    CHALLENGE = 3
    SUPPORT = 4
    REBUT = 5
    RESOLVE = 6
    ACKNOWLEDGE = 7
    CONCEDE = 8
    RETRACT = 9
    PROBE = 10
    DISCLOSE = 11
    WITHHOLD = 12
    DEMAND = 13
    OFFER = 14
    COUNTER = 15
    ACCEPT = 16
    DECLINE = 17
    DEFER = 18
    ACCUSE = 19
    REFRAME = 20
    RECESS = 21
    HOLD = 22
    WALK_OUT = 23
    TEXT = 24
    PRICE = 25
    SENTENCE = 26
    REFUSE = 27
    CLOSE = 28


ACKNOWLEDGE: Final = int(Act.ACKNOWLEDGE)
RETRACT: Final = int(Act.RETRACT)
CHALLENGE: Final = int(Act.CHALLENGE)
RESOLVE: Final = int(Act.RESOLVE)
PROBE: Final = int(Act.PROBE)
DISCLOSE: Final = int(Act.DISCLOSE)
DEMAND: Final = int(Act.DEMAND)
ACCEPT: Final = int(Act.ACCEPT)
DECLINE: Final = int(Act.DECLINE)
ACCUSE: Final = int(Act.ACCUSE)
REFRAME: Final = int(Act.REFRAME)
RECESS: Final = int(Act.RECESS)
HOLD: Final = int(Act.HOLD)
PRICE: Final = int(Act.PRICE)
SENTENCE: Final = int(Act.SENTENCE)
"""Acts as plain numbers, for the rules: a member of an enum takes several times as long to read."""


class Help(NamedTuple):
    """The words for an act on screen."""

    verb: str
    """The plain word on a menu."""
    means: str
    """One sentence for someone who never heard of speech acts."""
    term: str
    """The field's term, for the curious."""


HELP: dict[Act, Help] = {
    Act.OPENING: Help("open", "Choose your tone and name one wish in public.", "opening statement"),
    Act.CLAIM: Help("claim", "Put one of your positions; you are committed to it from now on.", "assertion"),
    Act.ASK: Help(
        "ask why", "They must give a reason for what they said, or it falls.", "challenge, 'why p?'"
    ),
    Act.CHALLENGE: Help(
        "challenge",
        "Hold a fact card against what they said; costly if the card is not relevant to it.",
        "challenge",
    ),
    Act.SUPPORT: Help("support", "Give a reason or a fact for what you said.", "argue, support"),
    Act.REBUT: Help("rebut", "Attack what they said, or the reason they gave for it.", "rebut, undercut"),
    Act.RESOLVE: Help(
        "you said …", "Two things they said cannot both be held: ask them to choose.", "resolve"
    ),
    Act.ACKNOWLEDGE: Help(
        "acknowledge", "Name their concern fairly, without agreeing to it.", "acknowledgement"
    ),
    Act.CONCEDE: Help("concede", "Grant what they said; it becomes common ground.", "concession"),
    Act.RETRACT: Help("retract", "Take back something you said.", "retraction"),
    Act.PROBE: Help(
        "ask what for", "Ask for the interest behind a wish or an offer.", "question about interests"
    ),
    Act.DISCLOSE: Help(
        "disclose", "Tell an interest of yours; true, and known to both from now on.", "disclosure"
    ),
    Act.WITHHOLD: Help("decline to say", "Keep your interest to yourself.", "refusal to disclose"),
    Act.DEMAND: Help("demand", "Ask for something and give nothing for it.", "demand"),
    Act.OFFER: Help("offer", "Put a package on the table.", "offer"),
    Act.COUNTER: Help("counter", "Answer an offer with another one.", "counter-offer"),
    Act.ACCEPT: Help("accept", "It is agreed, and goes into the communiqué.", "acceptance"),
    Act.DECLINE: Help("decline", "Say no to it.", "rejection"),
    Act.DEFER: Help("defer", "Send it to a working group; it may return in the drafting.", "deferral"),
    Act.ACCUSE: Help(
        "accuse", "Speak of their conduct instead of the matter; well received at home.", "accusation"
    ),
    Act.REFRAME: Help(
        "reframe", "Call the talk back to an exchange of views.", "return to the main dialogue"
    ),
    Act.RECESS: Help(
        "recess", "Ask for a pause, once; tension falls, and news may come from outside.", "recess"
    ),
    Act.HOLD: Help("the record stands", "Add nothing.", "pass"),
    Act.WALK_OUT: Help("walk out", "End the talks.", "withdrawal"),
    Act.TEXT: Help("propose text", "Put a sentence forward for the communiqué.", "proposal"),
    Act.PRICE: Help(
        "ask for a sentence", "Ask for one sentence about a claim of theirs that fell.", "concession asked"
    ),
    Act.SENTENCE: Help(
        "write the sentence", "Let the communiqué say that your claim did not hold.", "concession"
    ),
    Act.REFUSE: Help("refuse the sentence", "Leave it out, at a cost to your credibility.", "refusal"),
    Act.CLOSE: Help("close", "Speak your closing statement.", "closing statement"),
}


class Replies(NamedTuple):
    """What may answer an act."""

    pressing: tuple[Act, ...]
    yielding: tuple[Act, ...]
    immediate: bool = False
    """True: answered by the very next move, or the point lapses. False: open until the assessment."""


REPLIES: dict[Act, Replies] = {
    Act.CLAIM: Replies((Act.ASK, Act.CHALLENGE, Act.REBUT), (Act.CONCEDE,)),
    Act.ASK: Replies((Act.SUPPORT, Act.REFRAME), (Act.RETRACT,)),
    Act.CHALLENGE: Replies((Act.SUPPORT, Act.REBUT), (Act.CONCEDE, Act.RETRACT)),
    Act.SUPPORT: Replies((Act.ASK, Act.CHALLENGE, Act.REBUT), (Act.CONCEDE,)),
    Act.REBUT: Replies((Act.ASK, Act.CHALLENGE, Act.REBUT, Act.SUPPORT), (Act.CONCEDE, Act.RETRACT)),
    Act.RESOLVE: Replies((Act.REFRAME,), (Act.RETRACT,), immediate=True),
    Act.PROBE: Replies((Act.WITHHOLD, Act.REFRAME), (Act.DISCLOSE,), immediate=True),
    Act.DISCLOSE: Replies((), (Act.ACKNOWLEDGE, Act.DISCLOSE)),
    Act.DEMAND: Replies((Act.DECLINE, Act.COUNTER, Act.REFRAME, Act.PROBE), (Act.ACCEPT,), immediate=True),
    Act.OFFER: Replies(
        (Act.DECLINE, Act.COUNTER, Act.REFRAME, Act.PROBE), (Act.ACCEPT, Act.DEFER), immediate=True
    ),
    Act.COUNTER: Replies(
        (Act.DECLINE, Act.COUNTER, Act.REFRAME, Act.PROBE), (Act.ACCEPT, Act.DEFER), immediate=True
    ),
    Act.ACCUSE: Replies((Act.REBUT, Act.REFRAME, Act.ACCUSE), (Act.ACKNOWLEDGE,), immediate=True),
    Act.REFRAME: Replies((), (Act.ACKNOWLEDGE,)),
    Act.TEXT: Replies((Act.DECLINE,), (Act.ACCEPT,), immediate=True),
    Act.PRICE: Replies((Act.REFUSE,), (Act.SENTENCE,), immediate=True),
}
"""What may answer what. An act that is not a key opens nothing."""


class _Answers(dict[int, frozenset[int]]):
    """For each act, the acts that answer it by the reply table; remembered."""

    def __missing__(self, act: int) -> frozenset[int]:
        replies = REPLIES.get(Act(act), Replies((), ()))
        self[act] = answers = frozenset(map(int, replies.pressing + replies.yielding))
        return answers


ANSWERS = _Answers()
"""For each act, the acts that answer it."""

IMMEDIATE: tuple[bool, ...] = tuple(act in REPLIES and REPLIES[act].immediate for act in Act)
"""For each act, whether its point lapses unless the next move answers it."""

REASONS = frozenset(map(int, (Act.SUPPORT, Act.REBUT)))
"""Acts that give a reason; a shift to negotiation is licit only after both sides gave one."""

PROPOSING = frozenset(map(int, (Act.DEMAND, Act.OFFER, Act.COUNTER)))
"""Acts that put proposals on the table in a round."""

ARGUING = frozenset(
    map(
        int,
        (
            Act.CLAIM,
            Act.ASK,
            Act.CHALLENGE,
            Act.SUPPORT,
            Act.REBUT,
            Act.PROBE,
            Act.DISCLOSE,
            Act.ACKNOWLEDGE,
            Act.CONCEDE,
        ),
    )
)
"""Acts that answer a bid to return to exchange in kind."""

DEALING = frozenset(map(int, (Act.DEMAND, Act.OFFER, Act.COUNTER, Act.ACCEPT, Act.DEFER)))
"""Acts that answer a bid for negotiation in kind."""
