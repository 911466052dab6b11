"""The tables of a class side by side, for the projector: their endings and how the talk went.

Nothing here ranks anybody: tables stand in their order, and what a meeting was worth is told of both sides.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from game.classroom.room import Room
from game.classroom.table import Table
from game.narration.debrief import Turn, debrief
from game.narration.labels import TYPE_NAMES, title_of
from game.table.masks import bits

LEAST_ANSWERS = 3
"""Reflections are shown once so many have handed theirs in: of two, each would know the other's."""


class Stretch(NamedTuple):
    """So many moves in which the talk was of one type."""

    type: str
    start: float
    """Where it begins and how long it is, in percent of the meeting."""
    length: float


class Column(NamedTuple):
    """A table beside the others."""

    title: str
    state: str
    """``open``, ``over`` or ``ended``, if the teacher ended it."""
    moves: int
    talk: tuple[Stretch, ...]
    turns: tuple[str, ...]
    """The moves at which the talk turned, in words."""
    understanding: int
    tension: int
    ending: str
    """Its title; empty as long as the briefs are closed, like all that follows."""
    text: str
    joint: int
    scores: tuple[int, int]
    agreed: tuple[str, ...]


def columns(room: Room) -> list[Column]:
    """All tables, in their order. What was secret is told of a table only when its briefs are open."""
    return [_column(table) for table in room.tables]


def _column(table: Table) -> Column:
    session = table.match.session
    game, state, found = session.game, session.state, debrief(session)
    opened = table.journal.opened
    kinds = [entry.after.kind for entry in session.log]
    talk, at = [], 0
    for kind, run in groupby(kinds):
        length = len(list(run))
        talk.append(Stretch(TYPE_NAMES[kind], 100 * at / len(kinds), 100 * length / len(kinds)))
        at += length
    return Column(
        table.title,
        "ended" if table.journal.ended else "over" if session.over else "open",
        len(kinds),
        tuple(talk),
        tuple(_turn(turn, game.sides[turn.side].short) for turn in found.turns),
        state.understanding,
        state.tension,
        found.title if opened else "",
        found.text if opened else "",
        found.outcome.joint if opened else 0,
        found.outcome.scores if opened else (0, 0),
        tuple(title_of(game, number) for number in bits(state.agreed)),
    )


def _turn(turn: Turn, who: str) -> str:
    """Short enough for a wall; what else could have been said stands in each table's own debrief."""
    how = "" if turn.licit else ", against the rules of a dialogue"
    return f"Move {turn.ply}, {who} ({turn.deed}): {turn.type}{how}"


def cloud(columns_: list[Column]) -> list[tuple[str, tuple[int, int]]]:
    """What the meetings were worth to both sides: the numbers of the tables at each point."""
    points: dict[tuple[int, int], list[str]] = {}
    for one in columns_:
        if one.ending:
            points.setdefault(one.scores, []).append(one.title.split()[-1])
    return [(", ".join(numbers), point) for point, numbers in points.items()]


def answers(room: Room) -> list[tuple[str, list[str]]]:
    """The questions with all answers that were handed in; none as long as there are too few.

    Raises:
        StoreError: the register cannot be read.
    """
    from game.classroom.debrief_screens import OWN_VIEW
    from game.narration.labels import flat

    given = room.reflections()
    if len(given) < LEAST_ANSWERS:
        return []
    questions = [*map(flat, room.scenario.questions), OWN_VIEW]
    return [
        (question, sorted(one[number] for one in given if number < len(one) and one[number]))
        for number, question in enumerate(questions)
    ]
