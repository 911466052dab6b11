"""What a teacher takes home and puts on the projector, and what is deleted afterwards."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from game.classroom import compare, report
from game.classroom.settings import Settings
from game.classroom.table import Table
from game.cli import main
from game.delegates import make
from game.store import open_store
from tests.classroom.seats import a_class
from tests.classroom.test_table import World
from tests.zones import zone


def _play(table: Table) -> None:
    """Let personas choose for the heads, until the meeting is over."""
    while not table.over:
        state = table.match.session.state
        seat = table.members(state.mover)[0]
        move = make("bridge-builder", state.mover).choose(table.match.session.view(state.mover))
        table.choose(seat, state.ply, move, "=2+3 in my own words" if state.ply == 4 else "")
        for draft in list(table.journal.drafts):
            table.vote(table.members(state.mover)[1], draft.id)


def _class(world: World) -> None:
    room = world.open(Settings("majority"))
    for side in (0, 1):
        for _ in range(2):
            world.join(side)
    rita, _ = room.join("=HYPERLINK(1)", role="reporter")
    room.tables[0].came(rita)
    room.tables[0].dispatch(rita, "They talk.")
    room.tables[0].say(room.tables[0].seats[0], "Nobody else may read this: zebra.")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_the_records_of_a_class_are_complete_and_tell_no_secret(world: World) -> None:
    _class(world)
    [table] = world.room.tables
    _play(table)
    packed = zipfile.ZipFile(io.BytesIO(report.archive(world.room)()))
    names = set(packed.namelist())
    assert {"README.txt", "participation.csv", "participation.xlsx", "moves.csv", "happened.csv"} < names
    assert {"table-1/transcript.html", "table-1/debrief.html", "table-1/communique.txt"} < names
    everything = b"".join(packed.read(name) for name in names if not name.endswith(".xlsx"))
    assert b"zebra" not in everything, "the channel was said to be read by nobody else"
    rows = list(csv.DictReader(io.StringIO(packed.read("participation.csv").decode("utf-8-sig"))))
    assert len(rows) == 5
    log = table.match.session.log
    assert sum(int(row["drafts"]) for row in rows) == len(log)
    assert sum(int(row["votes"]) for row in rows) == len(log)
    assert sum(int(row["own drafts sent"]) for row in rows) == len(log)
    acts = [key for key in rows[0] if key.startswith("act: ")]
    assert sum(int(row[act]) for row in rows for act in acts) == len(log)
    assert [row["lines in the channel"] for row in rows] == ["1", "0", "0", "0", "0"]
    assert rows[4]["name"] == "'=HYPERLINK(1)", "a name is no formula"
    assert rows[4]["dispatches"] == "1"
    said = list(csv.DictReader(io.StringIO(packed.read("moves.csv").decode("utf-8-sig"))))
    assert [row["decided by"] for row in said] == ["voted"] * len(log)
    assert "'=2+3 in my own words" in {row["own words"] for row in said}
    book = zipfile.ZipFile(io.BytesIO(packed.read("participation.xlsx")))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    for name in sheets:
        tree = ElementTree.fromstring(book.read(name))
        assert not tree.findall(".//{*}f"), "no cell is a formula"
    for name in names:
        if name.startswith("table-1/") and not name.endswith(".json"):
            assert b"Role play" in packed.read(name), name


async def test_who_played_is_told_of_people_and_of_computers(world: World) -> None:
    _class(world)
    [table] = world.room.tables
    while not table.over:
        table.advance()
    packed = zipfile.ZipFile(io.BytesIO(report.archive(world.room)()))
    assert json.loads(packed.read("table-1/game.json"))["played_by"] == ["pragmatist", "pragmatist"]
    assert "the computer as pragmatist" in packed.read("table-1/debrief.html").decode()


async def test_an_event_that_was_told_stands_in_every_record(world: World) -> None:
    _class(world)
    [table] = world.room.tables
    table.advance()
    event = world.room.scenario.events["photograph"]
    table.news(event.title, event.text, "photograph")
    while not table.over:
        table.advance()
    packed = zipfile.ZipFile(io.BytesIO(report.archive(world.room)()))
    for name in ("transcript.html", "transcript.md", "events.txt"):
        assert "A photograph" in packed.read(f"table-1/{name}").decode(), name
    kept = json.loads(packed.read("table-1/game.json"))["moves"]
    assert [one.partition("; news ")[2] for one in kept].count("photograph") == 1
    said = list(csv.DictReader(io.StringIO(packed.read("moves.csv").decode("utf-8-sig"))))
    assert {row["decided by"] for row in said} == {"advanced"}, "each move is found again by its text"


async def test_times_in_the_records_say_their_zone(world: World) -> None:
    _class(world)
    [table] = world.room.tables
    event = world.room.scenario.events["photograph"]
    table.news(event.title, event.text, "photograph")
    texts = {}
    for name in ("<+0545>-5:45", "<-0930>+9:30"):
        with zone(name):
            packed = zipfile.ZipFile(io.BytesIO(report.archive(world.room)()))
        texts[name] = {
            each: packed.read(each).decode("utf-8-sig") for each in packed.namelist() if each[-4:] != "xlsx"
        }
    for name, hours in (("<+0545>-5:45", "UTC+05:45"), ("<-0930>+9:30", "UTC-09:30")):
        assert re.search(
            rf"opened \d{{4}}-\d\d-\d\d \d\d:\d\d {re.escape(hours)}\.", texts[name]["README.txt"]
        )
        for page in ("events.txt", "transcript.html", "debrief.html"):
            assert hours in texts[name][f"table-1/{page}"]
    rows = list(csv.DictReader(io.StringIO(texts["<-0930>+9:30"]["happened.csv"])))
    assert rows
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["time (UTC)"]) for row in rows)
    assert texts["<-0930>+9:30"]["happened.csv"] == texts["<+0545>-5:45"]["happened.csv"]


async def test_tables_are_compared_without_a_rank_and_nothing_secret_is_told_early(world: World) -> None:
    room = world.open(Settings("anyone"), tables=2)
    for table in room.tables:
        for side in (0, 1):
            room.reseat(world.join(side), table, side)
    first, second = room.tables
    while not first.over:
        first.advance()
    before = compare.columns(room)
    assert [one.state for one in before] == ["over", "open"]
    assert not any(one.ending or one.joint or any(one.scores) for one in before)
    second.end()
    world.later(2)
    done = compare.columns(room)
    assert [one.title for one in done] == ["Table 1", "Table 2"]
    assert all(one.ending for one in done)
    assert sum(part.length for part in done[0].talk) == pytest.approx(100)
    for number in range(compare.LEAST_ANSWERS):
        assert compare.answers(room) == []
        room.reflect([f"Answer {number}."])
    [(_, given), *_] = compare.answers(room)
    assert given == ["Answer 0.", "Answer 1.", "Answer 2."]


async def test_only_the_teacher_gets_the_pages_for_the_end(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        student, _ = await room.student("<b>Ann</b>", 0)
        teacher = await room.browser()
        assert await teacher.enter(room.secret) == 200
        room.room.tables[0].end()
        room.room.tick()
        for who, status in ((student, 401), (teacher, 200)):
            for page in ("compare", "records.zip"):
                async with who.session.get(f"{room.address}/facilitator/{page}") as answer:
                    assert answer.status == status, page
        async with teacher.session.get(f"{room.address}/facilitator/compare") as answer:
            text = await answer.text()
        assert "Role play: statements do not express the views of participants" in text
        assert "ended by the teacher" in text
        async with teacher.session.get(f"{room.address}/facilitator/records.zip") as answer:
            assert zipfile.ZipFile(io.BytesIO(await answer.read())).testzip() is None


async def test_what_is_kept_of_a_class_can_be_deleted(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _class(world)
    alone = world.store.begin("two-days-in-beijing", "0" * 64, 1, ("person", "pragmatist"))
    url = f"sqlite:///{tmp_path / 'games.sqlite'}"
    world.store.close()
    assert main(["store", "purge", "--store", url]) == 1
    assert "1 room with 1 game would be deleted" in capsys.readouterr().out
    assert main(["store", "purge", "--store", url, "--days", "36500"]) == 0
    assert main(["store", "purge", "--store", url, "--yes"]) == 0
    assert "Deleted: 1 room with 1 game." in capsys.readouterr().out
    store = open_store(url)
    assert [game.id for game in store.games()] == [alone]
    store.close()
    assert b"HYPERLINK" not in b"".join(path.read_bytes() for path in tmp_path.glob("games.sqlite*"))
