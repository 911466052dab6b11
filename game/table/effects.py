"""What acts do to the tracks, as one table.

A row is six numbers: understanding, tension, own credibility, the other's credibility, own home,
the other's home. Gains (more understanding, own credibility, own home; less tension or credibility
of the other) shrink when a side repeats an act in a round: full, half, nothing. Costs never shrink.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.acts import Act

Row = tuple[int, int, int, int, int, int]
"""Changes of: understanding, tension, own credibility, other's credibility, own home, other's home."""

NOTHING: Row = (0, 0, 0, 0, 0, 0)

VARIANTS = len(Act) + 4
CHALLENGE_MISSED, ACCUSE_FOUNDED, REFRAME_ANSWER, ACCEPT_DEMAND = range(len(Act), VARIANTS)
"""Variants of acts that have a row of their own, numbered after the acts."""


def _same(row: Row) -> tuple[Row, Row, Row]:
    return (row, row, row)


EFFECTS: dict[int, tuple[Row, Row, Row]] = {
    # act: (in an exchange, in a negotiation, in a quarrel)
    Act.CLAIM: ((0, 0, 1, 0, 1, 0), (0, 0, 0, 0, 1, 0), (-1, 2, 0, 0, 2, 0)),
    Act.ASK: ((1, 0, 1, 0, 0, 0), (1, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0)),
    Act.CHALLENGE: ((0, 1, 2, -2, 1, 0), (0, 1, 1, -2, 1, 0), (-1, 3, 0, -2, 2, -1)),
    CHALLENGE_MISSED: ((-1, 2, -2, 1, 0, 0), (-1, 2, -2, 1, 0, 0), (-2, 4, -3, 1, 1, -1)),
    Act.SUPPORT: ((1, 0, 1, 0, 0, 0), (1, 0, 1, 0, 0, 0), (0, 0, 1, 0, 1, 0)),
    Act.REBUT: ((0, 1, 1, -1, 1, 0), (0, 1, 1, -1, 1, 0), (-1, 3, 0, -1, 2, -1)),
    Act.RESOLVE: ((0, 2, 1, -2, 1, -1), (0, 2, 1, -2, 1, -1), (-1, 3, 1, -2, 2, -1)),
    Act.ACKNOWLEDGE: ((3, -2, 1, 0, 0, 1), (2, -1, 1, 0, -1, 1), (2, -3, 1, 0, -2, 1)),
    Act.CONCEDE: ((5, -3, 2, 1, -2, 2), (2, -1, 0, 1, -3, 2), (1, -2, -1, 1, -5, 3)),
    Act.RETRACT: ((2, -2, 0, 0, -2, 1), (1, -1, -1, 0, -2, 1), (0, -1, -2, 0, -3, 2)),
    Act.PROBE: ((1, 0, 1, 0, 0, 0), (1, 0, 0, 0, 0, 0), (0, 1, 0, 0, 0, 0)),
    Act.DISCLOSE: ((3, -1, 1, 0, -1, 0), (2, -1, 0, 0, -1, 0), (1, -1, 0, 0, -2, 0)),
    Act.WITHHOLD: ((0, 0, -1, 0, 0, 0), NOTHING, (0, 0, 0, 0, 1, 0)),
    Act.DEMAND: ((-1, 2, 0, 0, 2, 0), (0, 1, 0, 0, 1, 0), (-1, 3, -1, 0, 2, 0)),
    Act.OFFER: ((0, 0, 1, 0, 0, 0), (1, -1, 1, 0, 0, 0), (0, -2, 1, 0, -1, 0)),
    Act.COUNTER: ((0, 0, 1, 0, 0, 0), (1, -1, 1, 0, 0, 0), (0, -1, 0, 0, -1, 0)),
    Act.ACCEPT: ((1, -2, 1, 0, 0, 0), (0, -2, 1, 0, 0, 0), (0, -3, 1, 0, 0, 0)),
    ACCEPT_DEMAND: ((1, -2, 1, 0, -2, 2), (0, -2, 1, 0, -2, 2), (0, -3, 1, 0, -2, 2)),
    Act.DECLINE: ((0, 1, -1, 0, 1, 0), (-1, 1, -1, 0, 1, 0), (0, 2, -1, 0, 1, 0)),
    Act.DEFER: ((1, -1, 0, 0, 0, 0), (0, -1, 0, 0, 0, 0), (0, -1, 0, 0, 0, 0)),
    Act.ACCUSE: ((-3, 5, -2, -1, 4, -1), (-3, 5, -2, -1, 4, -1), (-2, 6, -1, -1, 4, -2)),
    ACCUSE_FOUNDED: _same((0, 2, 1, -4, 1, -2)),
    Act.REFRAME: ((1, -2, 1, 0, -1, 0), (1, -2, 1, 0, -1, 0), (2, -5, 1, 0, -2, 0)),
    REFRAME_ANSWER: _same((1, -1, 1, -1, 0, 0)),
    Act.RECESS: ((0, -5, -1, 0, -1, 0), (0, -5, -1, 0, -1, 0), (0, -8, -1, 0, -1, 0)),
    Act.PRICE: _same((0, 1, 0, 0, 1, 0)),
    Act.SENTENCE: _same((2, -2, 1, 0, -3, 2)),
    Act.REFUSE: _same((-1, 3, -4, 0, 1, 0)),
    Act.WALK_OUT: _same((-5, 10, -3, 0, 2, 0)),
}
"""The effects of each act, by the type of the talk it is made in. An absent act has none."""

TONES: tuple[Row, Row, Row] = ((1, -1, 0, 0, -1, 0), NOTHING, (-2, 3, -1, 0, 2, -1))
"""What a cordial, frank or forceful tone adds."""

NO_DECAY = frozenset(
    {Act.OPENING, Act.ACCEPT, ACCEPT_DEMAND, Act.RETRACT, Act.CLOSE, Act.SENTENCE, Act.REFUSE, Act.DISCLOSE}
)
"""Acts whose repetition costs nothing."""

OFFER_UNANSWERED: Row = (0, 1, -1, 0, 0, 0)
"""A demand or package left without an answer; to the side that left it."""
CONTRADICTION_UNANSWERED: Row = (0, 1, -4, 0, 0, 0)
"""'You said …' left without an answer; to the side that left it."""
ACCUSATION_UNANSWERED: Row = (0, 1, -2, 0, -1, 0)
"""An accusation left without an answer; to the side that left it."""
BARGAIN_FOUL: Row = (-6, 2, -3, 0, 0, 0)
"""An illicit shift to negotiation; to the side that bid for it."""
QUARREL_FOUL: Row = (-4, 4, -1, 0, 0, 0)
"""A slide into a quarrel; to the side that bid for it."""
FALLEN_THESIS: Row = (0, 0, -2, 0, -1, 0)
"""A thesis that has fallen at the assessment."""
STANDING_THESIS: Row = (0, 0, 1, 0, 0, 0)
"""A tested thesis that stands at the assessment."""
COUNTED = 3
"""The most theses an assessment counts: so many that fell, and so many that stand."""

FULL = 100
"""The top of every track, and of every score."""
STEEP_HOME = 75
"""From this home track on, losses at home count double: a prisoner of one's own rhetoric."""
SUSPEND_AT = FULL
"""At this tension the talks are suspended at once."""
RECALL_AT = 20
"""At this home track a delegation is recalled at once."""
WALK_OUT_AT = 70
"""Below this tension, and outside a quarrel, nobody walks out."""
TEXT_AT = (35, 55, 75)
"""The understanding from which text of rung 1, 2, 3 may be proposed in the drafting."""
INITIATIVES = 2
"""Initiatives of each side in the drafting."""
BRIDGE_SHARE = 60
"""Percent of an unmet objective's points that an agreed bridge to its disclosed interest is worth."""


def decayed(row: Row, repeats: int) -> Row:
    """Return the row for an act that its side already made ``repeats`` times in this round."""
    if repeats == 0:
        return row
    gain_signs = (1, -1, 1, -1, 1, -1)

    def shrink(value: int, sign: int) -> int:
        if value * sign <= 0:
            return value
        return sign * (abs(value) // 2) if repeats == 1 else 0

    u, t, oc, xc, oh, xh = (shrink(value, sign) for value, sign in zip(row, gain_signs, strict=True))
    return (u, t, oc, xc, oh, xh)


def _rows() -> tuple[tuple[tuple[tuple[Row, ...], ...], ...], ...]:
    """``[type][variant][tone][repeats]``; tone 1 stands for acts that have none."""
    table = []
    for kind in range(3):
        variants = []
        for variant in range(VARIANTS):
            base = EFFECTS.get(variant, _same(NOTHING))[kind]
            tones = []
            for tone in TONES:
                u, t, oc, xc, oh, xh = (a + b for a, b in zip(base, tone, strict=True))
                row: Row = (u, t, oc, xc, oh, xh)
                tones.append(tuple(row if variant in NO_DECAY else decayed(row, n) for n in range(3)))
            variants.append(tuple(tones))
        table.append(tuple(variants))
    return tuple(table)


ROWS = _rows()
"""The table as the rules read it: ``ROWS[type][variant][tone][repeats]``."""


THE_MOVE = "the move"
AGREEMENT = "what was agreed"
WAY_BACK = "the way back, dearer after each step down"
FOUL_OF_BARGAINING = "a foul: bargaining before the reasons were heard"
FOUL_OF_QUARRELLING = "a foul: sliding into a quarrel"
SILENT_ON_CONTRADICTION = "a contradiction not answered for"
SILENT_ON_ACCUSATION = "an accusation left unanswered"
SILENT_ON_QUESTION = "a question left unanswered"
SILENT_ON_OFFER = "an offer left unanswered"
CLAIMS_FALLEN = "claims that have fallen"
CLAIMS_STANDING = "claims that stand"
"""Causes of a :class:`Change`, as a player reads them."""

SILENCES = frozenset({SILENT_ON_CONTRADICTION, SILENT_ON_ACCUSATION, SILENT_ON_QUESTION, SILENT_ON_OFFER})
"""The causes that are a silence, not a move."""
ASSESSMENTS = frozenset({CLAIMS_FALLEN, CLAIMS_STANDING})
"""The causes that belong to the end of a round, not to the move that ended it."""


class Change(NamedTuple):
    """What moved the tracks, and by how much, in absolute terms."""

    cause: str
    """One of the causes above, or the news of an event."""
    side: int
    """The delegation whose doing it was."""
    deltas: tuple[int, int, int, int, int, int]
    """Understanding, tension, credibility of side 0 and 1, home of side 0 and 1."""
