"""A table without a web: who decides what a delegation says, what the clock does, and who is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from game.classroom.clock import GRACE, USUAL_GRACE, Clock, Plan, shown
from game.classroom.hosting import open_register
from game.classroom.notices import Notice, Within
from game.classroom.register import Register
from game.classroom.room import BEAT, Barred, Room
from game.classroom.settings import Settings, planned
from game.classroom.table import Seat, Table
from game.match.session import Entry
from game.match.verify import verify
from game.narration import transcript
from game.scenario import library
from game.scenario.reading.read import load
from game.store import Store, open_store
from game.table.catalogue import Move
from game.table.moves import legal
from game.table.play import play
from game.table.protocol import Phase

PLAN = Plan(60, 1200, 600, 0)


class World:
    """A room whose time goes on when a test says so."""

    def __init__(self, place: Path) -> None:
        self.time = 1000.0
        self.place = place
        self.room: Room
        self.store: Store
        self.register: Register

    def open(self, settings: Settings, tables: int = 1) -> Room:
        """Open a room."""
        self._connect()
        scenario = load(library.find("the-list-on-the-table"))
        self.room, _ = Room.open(
            scenario, "", tables, 3, self.store, self.register, settings, lambda: self.time
        )
        return self.room

    def _connect(self) -> None:
        self.store = open_store(f"sqlite:///{self.place / 'games.sqlite'}")
        self.register = open_register(self.store)

    def again(self) -> Room:
        """The server was killed, and another one opens the room."""
        self._connect()
        found = Room.reopen(self.store, self.register, lambda: self.time)
        assert found is not None
        self.room = found[0]
        return self.room

    def later(self, seconds: float) -> None:
        """Some time passes, with a look at the clocks each second."""
        for _ in range(int(seconds)):
            self.time += 1
            self.room.tick()

    def join(self, side: int, here: bool = True, **more: str) -> Seat:
        """Somebody takes a seat, and is there."""
        seat, _ = self.room.join("", side, **more)
        if here:
            seat.table.came(seat)
        return seat


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path)
    yield made
    assert verify(made.store).problems == []


def _choices(table: Table) -> list[Move]:
    session = table.match.session
    return session.view(session.state.mover).moves()


def _kinds(table: Table) -> list[str]:
    return [event.kind for event in table.journal.events]


async def test_what_more_than_half_are_for_is_sent(world: World) -> None:
    table = world.open(Settings("majority")).tables[0]
    side = table.match.session.state.mover
    one, two, three, other = (world.join(s) for s in (side, side, side, 1 - side))
    heard: list[Entry | Notice] = []
    table.listeners.add(heard.append)
    first, second = _choices(table)[:2]
    assert table.choose(one, 0, first, "Mine.") == "drafted"
    assert table.choose(two, 0, second, "Ours.") == "drafted"
    assert [type(what) for what in heard] == [Within, Within], "nobody but the delegation hears of it"
    a, b = table.journal.drafts
    table.comment(three, b.id, "\x1b[31mBetter[/]\n")
    assert [line.text for line in b.comments] == ["Better[/]"]
    table.vote(other, b.id)
    assert table.match.session.log == [], "the other side has no vote"
    assert not table.send(two, b.id)
    table.vote(three, b.id)
    [entry] = table.match.session.log
    assert (entry.move, entry.words) == (second, "Ours.")
    assert table.journal.drafts == []
    assert table.journal.events[-1].body["how"] == "voted"
    assert table.journal.events[-1].seat == two.id
    table.vote(one, a.id)
    assert len(table.match.session.log) == 1, "a draft of a turn that is over"


async def test_the_head_sends_what_was_drafted_and_nobody_else(world: World) -> None:
    table = world.open(Settings("head")).tables[0]
    side = table.match.session.state.mover
    head, member = world.join(side), world.join(side)
    assert (head.role, member.role) == ("head", "legal")
    first, second = _choices(table)[:2]
    assert table.choose(member, 0, first) == "drafted"
    [draft] = table.journal.drafts
    table.vote(head, draft.id)
    assert not table.send(member, draft.id)
    assert table.match.session.log == [], "both are for it, and the head has not sent it"
    assert table.send(head, draft.id)
    assert table.match.session.log[0].move == first
    del second


async def test_without_its_head_a_delegation_votes(world: World) -> None:
    table = world.open(Settings("head")).tables[0]
    side = table.match.session.state.mover
    head, one, two = (world.join(side) for _ in range(3))
    world.join(1 - side)
    table.go()
    table.went(head)
    table.choose(one, 0, _choices(table)[0])
    [draft] = table.journal.drafts
    table.vote(two, draft.id)
    assert table.match.session.log == [], "the head may come back"
    world.later(USUAL_GRACE * 2)
    assert len(table.match.session.log) >= 1
    assert next(event.body["how"] for event in table.journal.events if event.kind == "turn") == "voted"


async def test_when_the_time_runs_out_the_most_supported_draft_is_sent_or_the_turn_passes(
    world: World,
) -> None:
    table = world.open(Settings("majority", plan=PLAN._replace(play=12_000))).tables[0]
    side = table.match.session.state.mover
    ours = [world.join(side) for _ in range(5)]
    theirs = world.join(1 - side)
    table.go()
    first, second = _choices(table)[:2]
    table.choose(ours[0], 0, first)
    table.choose(ours[1], 0, second)
    table.vote(ours[2], table.journal.drafts[1].id)
    world.later(59)
    assert table.match.session.log == []
    world.later(1)
    assert [entry.move for entry in table.match.session.log] == [second]
    world.later(60)
    assert len(table.match.session.log) == 2
    assert table.journal.events[-1].body["how"] == "lapsed"
    table.pause(True)
    world.later(600)
    assert len(table.match.session.log) == 2, "a table that stands loses nothing"
    assert table.choose(ours[0], 2, _choices(table)[0]) == "late"
    table.pause(False)
    table.give(1)
    world.later(119)
    assert len(table.match.session.log) == 2, "a minute was given"
    world.later(2)
    assert len(table.match.session.log) == 3
    del theirs


async def test_a_meeting_ends_in_its_time_though_nobody_says_a_word(world: World) -> None:
    table = world.open(Settings(plan=PLAN)).tables[0]
    for side in (0, 1):
        world.join(side)
    table.go()
    began = world.time
    while not table.over:
        world.later(1)
        assert world.time - began < 1300
    assert table.match.session.over, "it came to an end of its own"


async def test_the_reserve_for_the_debrief_cannot_be_eaten() -> None:
    plan = planned(25, lesson=45)
    assert (plan.play, plan.reserve, plan.lesson) == (1500, 900, 2700)
    assert planned(40, lesson=45).play == 1800
    clock = Clock().go(0).give(3600)
    left = clock.play_left(plan, 60)
    assert left == 2700 - 900 - 60, "however much is given"
    stood = clock.stop(60).go(660)
    assert stood.play_left(plan, 660) == 2700 - 900 - 660, "and however long the clock stood"
    assert stood.played(700) == 100
    assert (shown(59.2), shown(9.1), shown(121), shown(-3)) == ("1:00", "0:10", "2:10", "0:00")


def _left_waiting(world: World, settings: Settings) -> tuple[Table, Seat]:
    """A table that waited as long as it does for the only one of the side that is to move."""
    table = world.open(settings).tables[0]
    side = table.match.session.state.mover
    world.join(1 - side)
    gone = world.join(side)
    table.go()
    table.went(gone)
    world.later(GRACE[Phase.OPENING] + 3)
    return table, gone


async def test_nobody_who_is_absent_holds_up_a_table(world: World) -> None:
    table, _ = _left_waiting(world, Settings())
    assert len(table.match.session.log) == 1
    assert table.journal.events[-1].body["how"] == "absent"


async def test_the_computer_stands_in_for_who_is_absent_and_goes_when_they_come(world: World) -> None:
    table, gone = _left_waiting(world, Settings(stand_in=True))
    side = gone.side
    assert table.journal.computers[side]
    assert table.journal.stand_ins[side]
    for _ in range(500):
        if table.match.session.log:
            break
        await asyncio.sleep(0.02)
    assert table.match.session.log[0].side == side
    table.came(gone)
    world.later(1)
    assert not table.journal.computers[side]


async def test_the_clock_stands_while_nobody_is_there(world: World) -> None:
    table = world.open(Settings(plan=PLAN)).tables[0]
    seats = [world.join(0), world.join(1)]
    table.go()
    world.later(20)
    for seat in seats:
        table.went(seat)
    world.later(500)
    assert table.match.session.log == []
    table.came(seats[0])
    assert table.journal.clock.running
    assert table.journal.clock.played(world.time) == pytest.approx(30, abs=2)


async def test_a_server_that_was_killed_comes_back_with_drafts_votes_clock_and_talk(world: World) -> None:
    table = world.open(Settings("majority", plan=PLAN), tables=2).tables[0]
    side = table.match.session.state.mover
    one, two, three, four = (world.join(side) for _ in range(4))
    spare = [seat for seat in (one, two, three, four) if seat.table is table]
    assert len(spare) == 2
    table.go()
    table.choose(spare[0], 0, _choices(table)[0], "Half a thought.")
    table.comment(spare[1], table.journal.drafts[0].id, "Which half?")
    table.say(spare[0], "The first.")
    table.give(1)
    world.later(30)
    world.room.keep_scratch(spare[0], '{"notes": "remember"}')
    old = world.room
    world.time += 4000  # nobody is there to look at the clock
    new = world.again().tables[0]
    assert new.journal.clock.played(world.time) == pytest.approx(30, abs=BEAT + 1)
    assert not new.journal.clock.running, "it stands until somebody is back"
    [draft] = new.journal.drafts
    assert (draft.words, draft.votes) == ("Half a thought.", [spare[0].id])
    assert [line.text for line in draft.comments] == ["Which half?"]
    assert [line.text for line in new.journal.channels[side]] == ["The first."]
    seat = next(seat for seat in new.seats if seat.id == spare[0].id)
    assert seat.scratch == '{"notes": "remember"}'
    new.came(seat)
    left = new.journal.clock.turn_left(PLAN, world.time)
    assert left is not None
    assert 80 <= left <= 100
    table.say(spare[0], "I am of the old server.")
    assert table.warning, "an old server that was not quite dead keeps nothing any more"
    assert len(world.register.events(world.room.id, 0)) == len(new.journal.events)
    del old


async def test_moves_are_taken_back_only_if_both_sides_agree_and_nothing_is_lost(world: World) -> None:
    table = world.open(Settings("anyone")).tables[0]
    seats = [world.join(0), world.join(1)]
    for _ in range(2):
        mover = table.match.session.state.mover
        table.choose(seats[mover], table.match.session.state.ply, _choices(table)[0])
    before = table.match.autosave.id
    table.ask_back()
    table.answer(seats[0], True)
    table.answer(seats[1], False)
    assert len(table.match.session.log) == 2
    table.ask_back()
    table.answer(seats[0], True)
    assert len(table.match.session.log) == 2
    table.answer(seats[1], True)
    assert len(table.match.session.log) == 1
    assert world.store.load(before).plies == 2, "what was said is kept"
    after = table.match.autosave.id
    assert world.store.load(after).parent == before
    again = world.again().tables[0]
    assert again.match.autosave.id == after
    assert len(again.match.session.log) == 1


async def test_people_are_reseated_merged_removed_and_banned(world: World) -> None:
    room = world.open(Settings("head"), tables=2)
    first, second = room.tables
    a, b, c = world.join(0), world.join(0, device="x"), world.join(0)
    assert (a.table, b.table, c.table) == (first, second, first)
    moved: list[int] = []
    a.moved = lambda: moved.append(a.id)
    room.reseat(a, second, 1)
    assert (a.table, a.side, a.role, moved) == (second, 1, "head", [a.id])
    assert c.role == "head", "a delegation has a head"
    room.merge(first, second)
    assert first.over
    assert c.table is second
    assert {seat.side for seat in second.seats} == {0, 1}
    room.give_role(c, "head")
    assert (c.role, b.role) == ("head", "legal")
    room.remove(b, ban=True)
    assert b not in second.seats
    with pytest.raises(Barred):
        room.join("", device="x")
    again = world.again()
    assert [(seat.table.number, seat.side, seat.role) for seat in again.seats.values()] == [
        (1, 1, "head"),
        (1, 0, "head"),
    ]
    with pytest.raises(Barred):
        again.join("", device="x")


async def test_briefs_are_opened_when_all_tables_are_done(world: World) -> None:
    room = world.open(Settings(), tables=2)
    first, second = room.tables
    first.end()
    world.later(2)
    assert not first.journal.opened, "the other table has the same briefs"
    second.end()
    world.later(2)
    assert first.journal.opened
    assert second.journal.opened


async def test_reflections_have_no_name(world: World) -> None:
    room = world.open(Settings())
    room.reflect(["", "\x1b[1mIt was\nhard", "", "I think so too."])
    room.reflect(["", ""])
    [answers] = room.reflections()
    assert "It was hard" in answers
    assert "\x1b" not in "".join(answers)
    assert not any(kind == "reflected" for kind in _kinds(room.tables[0]))


def test_an_event_of_the_scenario_moves_the_tracks_with_the_next_move(world: World) -> None:
    room = world.open(Settings("anyone"))
    table = room.tables[0]
    event = room.scenario.events["photograph"]
    first = _first(table)
    plain = play(table.match.session.state, first)
    table.news(event.title, event.text, "photograph")
    table.news(event.title, event.text, "photograph")
    assert [title for _, title, _ in table.journal.news] == [event.title], "none is told twice"
    assert table.match.session.log == []
    table = world.again().tables[0]  # the server is killed before anybody has said anything
    table.make(_first(table), "", "advanced")
    state = table.match.session.state
    assert state.tension == plain.tension + 3
    said = transcript.of_entry(state.game, table.match.session.log[0])
    assert said[0].text.startswith("News from outside. A photograph."), "it came before what was said"
    table.make(_first(table), "", "advanced")
    assert table.match.session.state.events == state.events, "it does so once"
    assert verify(world.store).problems == []
    for _ in range(2):
        table.ask_back()
    assert len(table.match.session.log) == 0
    table.make(_first(table), "", "advanced")
    assert table.match.session.state.tension == plain.tension + 3, "what was told stays told"


def test_what_was_drawn_at_a_recess_is_not_told_again(world: World) -> None:
    table = world.open(Settings("anyone")).tables[0]
    session = table.match.session
    session.play(_first(table)._replace(news=session.game.event_number["photograph"]))
    table.news("A photograph", "", "photograph")
    assert table.journal.news == []
    table.news("Rain", "It rains.")
    table.make(_first(table), "", "advanced")
    assert session.log[-1].move.news == -1, "what the teacher makes up moves nothing"


def _first(table: Table) -> Move:
    return legal(table.match.session.state)[0]
