"""Fouls: illicit moves between types of dialogue, named as the literature names them.

A foul is never forbidden; it has a name and a price, and the other side can call it. Walton & Krabbe
(1995) on licit and illicit shifts; van Laar & Krabbe (2018) and Godden & Casey (2020) on the shift to
negotiation; Walton (2014) on arguing by threat.
"""

from __future__ import annotations

from typing import NamedTuple


class Foul(NamedTuple):
    """One kind of foul."""

    id: str
    plain: str
    """What the record says, after the delegation's name."""
    term: str


FOULS: tuple[Foul, ...] = (
    Foul("bargaining", "bargained instead of arguing", "fallacy of bargaining"),
    Foul("splitting", "offered to split the difference before the reasons were heard", "middle ground"),
    Foul("leaving", "left the discussion before the other side had argued", "abandonment of discussion"),
    Foul("threat", "made a forceful demand in place of a reason", "argumentum ad baculum"),
    Foul("sliding", "turned the talk into a quarrel", "shift to the eristic"),
    Foul("countercharge", "answered a charge with a charge", "tu quoque"),
    Foul("dodge", "did not answer for two statements that contradict each other", "evasion of resolve"),
    Foul("unanswered", "left a question without an answer", "burden of proof not met"),
)
"""All kinds. A foul on record is one bit for its kind and agenda item: a side has each at most once an item."""

BARGAINING, SPLITTING, LEAVING, THREAT, SLIDING, COUNTERCHARGE, DODGE, UNANSWERED = range(len(FOULS))


def foul_bit(kind: int, item: int) -> int:
    """Return the bit of a foul on a side's record."""
    return 1 << (item * len(FOULS) + kind)


def foul_of(number: int) -> tuple[Foul, int]:
    """Return the kind of foul and the item of a bit's number."""
    item, kind = divmod(number, len(FOULS))
    return FOULS[kind], item
