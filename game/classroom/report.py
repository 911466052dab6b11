"""The records of a class as one zip: transcripts, debriefs, and how often each person took part.

What a delegation said in its channel, and anybody's notes, are not in it: they were told that nobody else
reads them. How much was said is counted.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from game.classroom.debrief_screens import OWN_VIEW
from game.classroom.meeting import COMPUTER
from game.classroom.people import ROLE_NAMES
from game.classroom.room import Room
from game.classroom.table import Table
from game.export import markdown
from game.export.html import PageFacts, debrief_page, transcript_page
from game.match.match import PERSON
from game.narration import transcript
from game.narration.communique import communique
from game.narration.debrief import debrief
from game.narration.labels import NOBODY, TYPE_NAMES, flat, label, name_of
from game.narration.times import local_time, utc_time
from game.store import Saved
from game.table.acts import HELP, Act

ROLE_PLAY = "Role play: statements do not express the views of participants"
"""On every page."""

_README = """{role_play}.

{title}, room {code}, opened {made}.

participation.csv   who did what and how often, for a rubric; no scores, and no order of merit
participation.xlsx  the same as a spreadsheet
moves.csv           every move: who sent it, how it was decided, its act and its words
happened.csv        what else happened at each table: the clock, the teacher, events, dispatches
reflections.csv     answers to the questions, without names, in an order that means nothing
table-*/            transcript, communiqué and debrief of each table

What a delegation said in its own channel and anybody's notes are not here; how much was said is counted.
Delete this file when you no longer need it. frank store purge deletes what the program keeps.
"""

_COUNTED = {
    "sent": "moves sent",
    "drafted": "drafts",
    "accepted": "own drafts sent",
    "voted": "votes",
    "comment": "comments",
    "said": "lines in the channel",
    "press": "dispatches",
    "words": "own words",
}
_PRIVATE = frozenset({"said", "drafted", "voted", "comment", "turn"})
"""Kinds that the record of what happened leaves out: private, or told elsewhere."""


def participation(room: Room) -> list[list[str | int]]:
    """Who took part, and in what way: a row of headings, then one for each seat that was ever taken.

    Raises:
        StoreError: the register cannot be read.
    """
    seats = room.roster()
    counts: dict[int, Counter[str]] = {seat.id: Counter() for seat in seats}
    acts: dict[int, Counter[int]] = {seat.id: Counter() for seat in seats}
    for table in room.tables:
        drafters: dict[int, int] = {}
        for event in table.journal.events:
            count = counts.get(event.seat)
            if event.kind == "drafted":
                drafters[event.body["draft"]] = event.seat
            if count is None:
                continue
            if event.kind == "turn":
                author = drafters.get(event.body["draft"], event.seat)
                count["sent"] += 1
                count["accepted"] += event.body["draft"] is not None
                acts[author][table.match.session.game.move(event.body["key"]).act] += 1
                counts[author]["words"] += len(event.body["words"].split())
            else:
                count[event.kind] += 1
    used = sorted({act for one in acts.values() for act in one})
    names = [f"act: {HELP[Act(act)].verb}" for act in used]
    rows: list[list[str | int]] = [
        ["table", "name", "delegation", "role", *_COUNTED.values(), *names, "left"]
    ]
    for seat in seats:
        game = room.tables[seat.table].match.session.game
        delegation = game.sides[seat.side].short if seat.side >= 0 else ""
        count = counts[seat.id]
        rows.append(
            [
                *(seat.table + 1, seat.name, delegation, ROLE_NAMES.get(seat.role, seat.role)),
                *(count[key] for key in _COUNTED),
                *(acts[seat.id][act] for act in used),
                seat.gone,
            ]
        )
    return rows


def moves(room: Room) -> list[list[str | int]]:
    """Every move of every table: a row of headings, then one for each."""
    rows: list[list[str | int]] = [
        [
            "table",
            "move",
            "delegation",
            "sent by",
            "decided by",
            "act",
            "what",
            "own words",
            "type of the talk",
        ]
    ]
    names = {seat.id: seat.name for seat in room.roster()}
    for table in room.tables:
        how = {(event.body["ply"], event.body["key"]): event for event in _turns(table)}
        session = table.match.session
        for ply, entry in enumerate(session.log):
            event = how.get((ply, session.game.key(entry.move)))
            rows.append(
                [
                    *(table.number + 1, ply + 1, session.game.sides[entry.side].short),
                    names.get(event.seat, "") if event else "",
                    event.body["how"] if event else "",
                    HELP[Act(entry.move.act)].verb,
                    label(session.game, entry.before, entry.move, NOBODY),
                    entry.words,
                    TYPE_NAMES[entry.after.kind],
                ]
            )
    return rows


def _turns(table: Table) -> Iterator[Any]:
    return (event for event in table.journal.events if event.kind == "turn")


def happened(room: Room) -> list[list[str | int]]:
    """What else happened at each table: a row of headings, then one for each thing that is nobody's secret."""
    rows: list[list[str | int]] = [["table", "time (UTC)", "what", "who", "more"]]
    names = {seat.id: seat.name for seat in room.roster()}
    for table in room.tables:
        for event in table.journal.events:
            if event.kind not in _PRIVATE:
                more = ", ".join(f"{key} {value}" for key, value in event.body.items() if value != "")
                rows.append(
                    [table.number + 1, utc_time(event.at), event.kind, names.get(event.seat, ""), more]
                )
    return rows


def as_csv(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Rows as CSV that a spreadsheet reads as it is: UTF-8 with its mark, and no cell that is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_plain(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str | int) -> str | int:
    """A name such as ``=1+1`` is a name: an apostrophe before it keeps a spreadsheet from computing it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[str | int]]]) -> bytes:
    """Rows as a spreadsheet.

    Args:
        sheets: the rows of each, by its name.

    Raises:
        ImportError: xlsxwriter is not installed.
    """
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_footer(f"&C{ROLE_PLAY}")
            sheet.freeze_panes(1, 0)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    form = bold if y == 0 else None
                    if isinstance(cell, str):
                        sheet.write_string(y, x, cell, form)
                    else:
                        sheet.write_number(y, x, cell, form)
            sheet.autofit()
    return out.getvalue()


def archive(room: Room) -> Callable[[], bytes]:
    """All records of a room in one zip.

    Returns:
        What packs them. It only reads what was gathered, so it can be left to a thread.

    Raises:
        StoreError: a game or the register cannot be read.
    """
    sheets = {"participation": participation(room), "moves": moves(room), "happened": happened(room)}
    questions: list[list[str | int]] = [[*map(flat, room.scenario.questions), OWN_VIEW]]
    reflections: list[Sequence[str | int]] = [*questions, *room.reflections()]
    kept = [(table, room.saved(table)) for table in room.tables]
    readme = _README.format(
        role_play=ROLE_PLAY, title=flat(room.scenario.title), code=room.code, made=local_time(room.made)
    )
    return partial(_packed, readme, sheets, reflections, kept)


def _packed(
    readme: str,
    sheets: dict[str, list[list[str | int]]],
    reflections: Sequence[Sequence[str | int]],
    kept: list[tuple[Table, Saved]],
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        archived.writestr("README.txt", readme)
        for name, rows in sheets.items():
            archived.writestr(f"{name}.csv", as_csv(rows))
        archived.writestr("reflections.csv", as_csv(reflections))
        try:
            archived.writestr("participation.xlsx", as_xlsx(sheets))
        except ImportError:
            archived.writestr("participation.xlsx.txt", "This needs xlsxwriter: pip install xlsxwriter\n")
        for table, saved in kept:
            for name, text in _of_table(table, saved):
                archived.writestr(f"table-{table.number + 1}/{name}", text)
    return out.getvalue()


def _of_table(table: Table, saved: Saved) -> Iterator[tuple[str, str]]:
    session = table.match.session
    played = PageFacts(_players(table), saved.started, table.title, saved.id)
    text = communique(session.game, session.state)
    said = transcript.paragraphs(session)
    yield "transcript.html", transcript_page(session, played)
    yield (
        "transcript.md",
        f"{ROLE_PLAY}.\n\n" + markdown.transcript(said, [side.short for side in session.game.sides]),
    )
    yield "communique.txt", "\n\n".join([f"{ROLE_PLAY}.", *text.paragraphs()]) + "\n"
    yield "debrief.html", debrief_page(session, played)
    yield "debrief.md", f"{ROLE_PLAY}.\n\n" + markdown.debrief(session, debrief(session), text)
    news = [f"{local_time(at)} {title}. {words}" for at, title, words in table.journal.news]
    if news:
        yield "events.txt", "\n".join([f"{ROLE_PLAY}.", *news]) + "\n"
    kept = {
        "game": saved.id,
        "sides": [name_of(session.game, side) for side in (0, 1)],
        "played_by": list(_players(table)),
        "moves": [move.key for move in saved.moves],
    }
    yield "game.json", json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def _players(table: Table) -> tuple[str, str]:
    """Who made the moves of each side: people, a computer, or both."""
    log = table.match.session.log
    how = {event.body["ply"]: event.body["how"] for event in _turns(table)}  # of moves taken back, the last
    found: tuple[set[str], set[str]] = (set(), set())
    for ply, entry in enumerate(log):
        computer = how.get(ply) in ("computer", "advanced")
        found[entry.side].add(COMPUTER if computer else PERSON)
    first, second = (" and ".join(sorted(one)) or PERSON for one in found)
    return first, second
