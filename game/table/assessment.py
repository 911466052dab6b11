"""Round assessment, suspension, recall and closing; and the labels, worked out after every change."""

from __future__ import annotations

from game.table.effects import (
    CLAIMS_FALLEN,
    CLAIMS_STANDING,
    COUNTED,
    FALLEN_THESIS,
    RECALL_AT,
    STANDING_THESIS,
    SUSPEND_AT,
    Row,
)
from game.table.fouls import UNANSWERED, foul_bit
from game.table.protocol import NEGOTIATION, End
from game.table.state import Draft
from game.table.tracks import Log, bump, fire, fire_type


def relabel(draft: Draft, item: int) -> None:
    """Work out again which claims of an item stand."""
    game = draft.game
    graph = game.graphs[item]
    claims = graph.claims
    live = draft.said & ~draft.retracted & claims
    stands, fallen, owing = game.standing[
        item,
        live,
        draft.asked & claims,
        draft.challenged & claims,
        draft.conceded & claims,
        draft.links & graph.links,
    ]
    others = ~claims
    draft.stands = draft.stands & others | stands
    draft.fallen = draft.fallen & others | fallen
    draft.owing = draft.owing & others | owing


def assess(draft: Draft, log: Log) -> None:
    """End a round: count what has fallen and what stands, and set up the next round."""
    fire(draft, "assess")
    game, item = draft.game, draft.item
    live = game.graphs[item].claims & draft.said & ~draft.retracted
    tested = draft.asked | draft.challenged | draft.backed
    for number, side in enumerate(draft.sides):
        theses = live & game.sides[number].theses
        fallen = (theses & draft.fallen).bit_count()
        standing = (theses & draft.stands & tested & ~draft.conceded).bit_count()
        if fallen:
            bump(draft, number, _times(FALLEN_THESIS, fallen), CLAIMS_FALLEN, log)
        if standing:
            bump(draft, number, _times(STANDING_THESIS, standing), CLAIMS_STANDING, log)
        if live & game.sides[number].claims & draft.owing:
            side.fouls |= foul_bit(UNANSWERED, item)
        side.repeats = 0
        side.reasoned = side.cooled = False
    draft.turn = draft.holds = 0
    draft.open_act = draft.open_what = draft.bid = draft.held = -1
    _judge(draft)
    if draft.ended:
        return
    if draft.kind == NEGOTIATION:
        fire_type(draft, "lapse")
    if item + 1 < len(game.items):
        draft.item = item + 1
        draft.mover = draft.opener ^ (item + 1 & 1)
        fire(draft, "next_item")
    else:
        draft.mover = 1 - draft.opener
        fire(draft, "draft")


def _times(row: Row, count: int) -> Row:
    n = min(count, COUNTED)
    return (row[0] * n, row[1] * n, row[2] * n, row[3] * n, row[4] * n, row[5] * n)


def check_floors(draft: Draft) -> None:
    """End the meeting where tension is at the top, or a delegation's home track at the floor."""
    first, second = draft.sides
    if draft.tension >= SUSPEND_AT:
        draft.ended = int(End.SUSPENDED)
        fire(draft, "suspend")
    elif first.home <= RECALL_AT or second.home <= RECALL_AT:
        _recall(draft, 0 if first.home < second.home else 1)


def _judge(draft: Draft) -> None:
    """Check the floors, and then the red lines: whoever crossed one is recalled.

    If both did, the side that is less loved at home is recalled.
    """
    check_floors(draft)
    if draft.ended:
        return
    for side, red_lines in zip(draft.sides, draft.game.red_lines, strict=True):
        for number, crossed in enumerate(red_lines):
            if crossed(draft):
                side.crossed |= 1 << number
    first, second = draft.sides
    if first.crossed and second.crossed:
        _recall(draft, 0 if first.home < second.home else 1)
    elif first.crossed or second.crossed:
        _recall(draft, 0 if first.crossed else 1)


def _recall(draft: Draft, side: int) -> None:
    """Call a delegation home: the talks are over."""
    draft.ended, draft.blame = int(End.RECALLED), side
    fire(draft, "recall")


def finish(draft: Draft) -> None:
    """Close the meeting after both closing statements; the last of them can still break the talks."""
    _judge(draft)
    if not draft.ended:
        draft.ended = int(End.COMPLETED)
        fire(draft, "sign")
