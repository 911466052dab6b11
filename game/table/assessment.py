"""The ends of things: labels after every change, the assessment of a round, floors, the last page."""

from __future__ import annotations

from typing import Any

from game.table.compiled import CompiledScenario
from game.table.effects import COUNTED, FALLEN, RECALL_AT, STANDING, Row
from game.table.fouls import UNANSWERED, foul_bit
from game.table.protocol import Type
from game.table.state import (
    ASKED,
    BACKED,
    BID,
    BLAME,
    CHALLENGED,
    COMPLETED,
    CONCEDED,
    COOLED,
    CROSSED,
    ENDED,
    FOULS,
    HELD,
    HOLDS,
    HOME,
    ITEM,
    KIND,
    LINKS,
    MOVER,
    OPEN_ACT,
    OPEN_WHAT,
    OPENER,
    OWING,
    REASONED,
    RECALLED,
    REPEATS,
    RETRACTED,
    SAID,
    STANDS,
    SUSPENDED,
    TENSION,
    TURN,
    State,
)
from game.table.state import FALLEN as FALLEN_FIELD
from game.table.tracks import Log, bump, fire, fire_type

RED_LINE_BITS = 16
"""Bits of ``crossed`` that belong to side 0; side 1 follows."""

# Plain numbers for the inner loop: reading a member of an enum costs as much as the rest of a comparison.
_NEGOTIATION = int(Type.NEGOTIATION)


def relabel(c: list[Any], game: CompiledScenario, item: int) -> None:
    """Work out again which claims of an item stand."""
    graph = game.graphs[item]
    claims = graph.claims
    live = c[SAID] & ~c[RETRACTED] & claims
    stands, fallen, owing = game.standing[
        item, live, c[ASKED] & claims, c[CHALLENGED] & claims, c[CONCEDED] & claims, c[LINKS] & graph.links
    ]
    others = ~claims
    c[STANDS] = c[STANDS] & others | stands
    c[FALLEN_FIELD] = c[FALLEN_FIELD] & others | fallen
    c[OWING] = c[OWING] & others | owing


def assess(c: list[Any], game: CompiledScenario, log: Log) -> None:
    """A round is over: what has fallen and what stands counts, and the next round is set up."""
    fire(c, "assess")
    item = c[ITEM]
    of_item = game.graphs[item].claims & c[SAID] & ~c[RETRACTED]
    tested = c[ASKED] | c[CHALLENGED] | c[BACKED]
    for side in (0, 1):
        mine = game.sides[side]
        fallen = (of_item & mine.theses & c[FALLEN_FIELD]).bit_count()
        standing = (of_item & mine.theses & c[STANDS] & tested & ~c[CONCEDED]).bit_count()
        if fallen:
            bump(c, side, _times(FALLEN, fallen), "claims that have fallen", log)
        if standing:
            bump(c, side, _times(STANDING, standing), "claims that stand", log)
        if of_item & mine.claims & c[OWING]:
            c[FOULS + side] |= foul_bit(UNANSWERED, item)
    c[TURN] = c[REPEATS] = c[REASONED] = c[COOLED] = c[HOLDS] = 0
    c[OPEN_ACT] = c[OPEN_WHAT] = c[BID] = c[HELD] = -1
    check_floors(c)
    if not c[ENDED]:
        judge_red_lines(c, game)
    if c[ENDED]:
        return
    if c[KIND] == _NEGOTIATION:
        fire_type(c, "lapse")
    if item + 1 < len(game.items):
        c[ITEM] = item + 1
        c[MOVER] = c[OPENER] ^ (item + 1 & 1)
        fire(c, "next_item")
    else:
        c[MOVER] = 1 - c[OPENER]
        fire(c, "draft")


def _times(row: Row, count: int) -> Row:
    n = min(count, COUNTED)
    return (row[0] * n, row[1] * n, row[2] * n, row[3] * n, row[4] * n, row[5] * n)


def check_floors(c: list[Any]) -> None:
    """Tension at the top suspends the talks; a home track at the floor recalls its delegation."""
    if c[TENSION] >= 100:
        c[ENDED] = SUSPENDED
        fire(c, "suspend")
    elif c[HOME] <= RECALL_AT or c[HOME + 1] <= RECALL_AT:
        recall(c, 0 if c[HOME] < c[HOME + 1] else 1)


def judge_red_lines(c: list[Any], game: CompiledScenario) -> None:
    """A delegation that crossed a red line is recalled; if both did, the one less loved at home."""
    state = State._make(c)
    over = [False, False]
    for side in (0, 1):
        for number, crossed in enumerate(game.sides[side].red_lines):
            if crossed(state):
                c[CROSSED] |= 1 << (number + RED_LINE_BITS * side)
                over[side] = True
    if any(over):
        recall(c, over.index(True) if not all(over) else (0 if c[HOME] < c[HOME + 1] else 1))


def recall(c: list[Any], side: int) -> None:
    """A delegation is called home; the talks are over."""
    c[ENDED], c[BLAME] = RECALLED, side
    fire(c, "recall")


def finish(c: list[Any], game: CompiledScenario) -> None:
    """Both closing statements were made; the last of them can still break the talks."""
    check_floors(c)
    if not c[ENDED]:
        judge_red_lines(c, game)
    if not c[ENDED]:
        c[ENDED] = COMPLETED
        fire(c, "sign")
