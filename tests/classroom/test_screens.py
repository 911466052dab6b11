"""What a seat, a watcher and the teacher see and press, through the real apps."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList, Static, TextArea

from game.classroom import unsent
from game.classroom.clock import Plan
from game.classroom.debrief_screens import Leaving, ReadingScreen, ReflectionScreen
from game.classroom.delegation import ChannelScreen, DraftsScreen, NotesScreen
from game.classroom.facilitator import FacilitatorApp, RoomScreen
from game.classroom.people_screens import Choice, PeopleScreen
from game.classroom.seat import SeatApp, SeatScreen, WatcherScreen
from game.classroom.settings import Settings
from game.classroom.table import Seat, Table
from game.screens.page import Page
from tests.classroom.test_table import World
from tests.screens.driver import painted

SIZE = (100, 32)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def _seated(world: World, send: str = "majority") -> tuple[Table, Seat, Seat, Seat]:
    """A table with two on the side that is to move, and one on the other."""
    table = world.open(Settings(send, plan=Plan(120, 1500, 750, 0))).tables[0]
    side = table.match.session.state.mover
    one, two, other = world.join(side), world.join(side), world.join(1 - side)
    table.go()
    return table, one, two, other


def _text(app: App[None], selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


async def _press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_a_delegation_drafts_comments_and_votes_by_keys(world: World) -> None:
    table, one, two, _ = _seated(world)
    async with SeatApp(world.room, one).run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, Page), "the role card and the brief come first"
        assert isinstance(pilot.app, SeatApp)
        rows = [row.strip("│ ") for row in painted(pilot.app).splitlines()]
        for heading in ("Your role: head of delegation", "In public", "Confidential instructions"):
            assert not rows[rows.index(heading) - 1], "an empty line stands above each heading"
        await _press(pilot, "escape", "enter", "enter", "enter")
        [draft] = table.journal.drafts
        assert draft.votes == [one.id]
        assert "1 draft: d" in _text(pilot.app, "#seat-line")
    async with SeatApp(world.room, two).run_test(size=SIZE) as pilot:
        await _press(pilot, "escape", "d")
        assert "2 of you" in _text(pilot.app, "#drafts-how")
        await _press(pilot, "c", *"Why so?", "enter")
        assert [line.text for line in draft.comments] == ["Why so?"]
        shown = pilot.app.screen.query_one(OptionList).get_option_at_index(0).prompt
        assert "Why so?" in str(shown)
        assert f"by {one.name}" in str(shown)
        await _press(pilot, "enter")
        assert len(table.match.session.log) == 1
        assert isinstance(pilot.app.screen, SeatScreen), "it was sent: back to what was said"


async def test_the_clock_and_what_waits_stand_above_the_table(world: World) -> None:
    table, one, two, other = _seated(world)
    async with SeatApp(world.room, one).run_test(size=(80, 24)) as pilot:
        await _press(pilot, "escape")
        assert "turn 2:00, openings 2:00" in _text(pilot.app, "#seat-line")
        world.later(71)
        await pilot.pause()
        assert "turn 0:50" in _text(pilot.app, "#seat-line")
        table.say(two, "[b]Shall we?[/b]")
        table.say(other, "They will not read this.")
        await pilot.pause()
        assert "1 new: t" in _text(pilot.app, "#seat-line")
        await _press(pilot, "t")
        said = _text(pilot.app, "#channel-text")
        assert "[b]Shall we?[/b]" in said, "what somebody writes is no markup"
        assert "not read this" not in said
        await _press(pilot, *"Yes.", "enter", "escape")
        assert [line.text for line in table.journal.channels[one.side]] == ["[b]Shall we?[/b]", "Yes."]
        table.pause(True)
        await pilot.pause()
        assert "stopped the table" in _text(pilot.app, "#menu-title")


async def test_a_half_written_sentence_and_notes_survive_the_server(world: World) -> None:
    table, one, _, _ = _seated(world, "anyone")
    async with SeatApp(world.room, one).run_test(size=SIZE) as pilot:
        await _press(pilot, "escape", "o", "enter", "enter")
        await _press(pilot, *"We hear y")
        for _ in range(100):
            if unsent.read(one).get("words") == "We hear y":
                break
            await pilot.pause(0.05)
        await _press(pilot, "escape", "escape", "n", *"Ask about rivers", "escape")
    assert unsent.read(one)["notes"] == "Ask about rivers"
    again = next(seat for seat in world.again().seats.values() if seat.id == one.id)
    again.table.came(again)
    async with SeatApp(world.room, again).run_test(size=SIZE) as pilot:
        await _press(pilot, "escape")
        box = pilot.app.screen.query_one("#words-input", Input)
        assert (box.value, box.has_focus) == ("We hear y", True)
        await _press(pilot, *"ou.", "enter")
        assert again.table.match.session.log[0].words == "We hear you."
        await _press(pilot, "n")
        assert pilot.app.screen.query_one(TextArea).text == "Ask about rivers"
    del table


async def test_a_seat_is_taken_along_to_another_table_and_taken_away(world: World) -> None:
    room = world.open(Settings(), tables=2)
    seat = world.join(0)
    async with SeatApp(room, seat).run_test(size=SIZE) as pilot:
        await _press(pilot, "escape")
        room.reseat(seat, room.tables[1], 1)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Page), "the brief of the other side"
        await _press(pilot, "escape")
        assert "Table 2" in _text(pilot.app, "#seat-line")
        room.remove(seat)
        await pilot.pause()
        assert "taken this seat away" in str(pilot.app.screen.query_one(".page-text", Static).render())


async def test_both_sides_are_asked_before_a_move_is_taken_back(world: World) -> None:
    table, one, _, other = _seated(world, "anyone")
    table.advance()
    async with SeatApp(world.room, one).run_test(size=SIZE) as pilot:
        await _press(pilot, "escape")
        table.ask_back()
        await pilot.pause()
        assert "take back? u" in _text(pilot.app, "#seat-line")
        await _press(pilot, "u", "enter")
        assert len(table.match.session.log) == 1, "the other side was not asked yet"
        table.answer(other, True)
        await pilot.pause()
        assert len(table.match.session.log) == 0
        screens = [screen for screen in pilot.app.screen_stack if isinstance(screen, SeatScreen)]
        assert [screen.match is table.match for screen in screens] == [True]


async def test_the_debrief_goes_from_the_role_to_the_own_view(world: World) -> None:
    table, one, _, _ = _seated(world)
    instructions = table.match.session.game.scenario.delegations
    async with SeatApp(world.room, one).run_test(size=(100, 60)) as pilot:
        await _press(pilot, "escape")
        table.end()
        await _press(pilot, "enter")
        assert isinstance(pilot.app.screen, Leaving)
        text = " ".join(str(part.render()) for part in pilot.app.screen.query(Static))
        assert "I am myself again" in text
        for delegation in instructions.values():
            assert delegation.instructions[:40] not in text, "the briefs are closed yet"
        await _press(pilot, "f")
        assert isinstance(pilot.app.screen, Leaving)
        world.later(1)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReadingScreen)
        await _press(pilot, "f")
        assert isinstance(pilot.app.screen, ReflectionScreen)
        await _press(pilot, *"I see", "ctrl+g")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert world.room.reflections()[0][0] == "I see"
        await _press(pilot, "f", *"twice", "ctrl+g")
        assert len(world.room.reflections()) == 1, "once each"


async def test_a_reporter_watches_both_sides_alike_and_sends_a_dispatch(world: World) -> None:
    table, one, _, _ = _seated(world)
    rita, _ = world.room.join("Rita", role="reporter")
    async with SeatApp(world.room, rita).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, WatcherScreen)
        for _ in range(6):
            table.advance()
        await pilot.pause()
        assert "Across the table" not in _text(pilot.app, "#record")
        await _press(pilot, "b", "d", "t")
        assert isinstance(pilot.app.screen, WatcherScreen), "no brief, no drafts, no channel"
        await _press(pilot, "w", *"They talk.", "enter")
        assert [text for _, _, text in table.journal.news] == ["They talk."]
    del one


async def test_the_teacher_does_to_one_table_or_to_all(world: World) -> None:
    room = world.open(Settings(plan=Plan(120, 1500, 750, 0)), tables=3)
    seats = [world.join(0) for _ in range(3)]
    first, second, third = room.tables
    async with FacilitatorApp(room).run_test(size=(140, 30)) as pilot:
        await _press(pilot, "down", "s")
        assert [table.journal.clock.running for table in room.tables] == [False, True, False]
        await _press(pilot, "x", "s", "plus", "right_square_bracket")
        assert [table.journal.clock.extra for table in room.tables] == [360.0] * 3
        await _press(pilot, "n", "enter")
        title = next(iter(room.scenario.events.values()), None)
        assert title is None or all(table.journal.news[0][1] == title.title for table in room.tables)
        await _press(pilot, "n", "end", "enter", *"Rain.", "enter")
        assert all(table.journal.news[-1][1] == "Rain." for table in room.tables)
        first.advance()
        await pilot.pause()
        grid = pilot.app.screen.query_one("#room-tables", DataTable)
        last = str(grid.get_row_at(0)[-1])
        assert "News" not in last, "what a delegation said last is not what was told before it"
        await _press(pilot, "x", "w", "r")
        assert seats[1].role == "legal"
        await _press(pilot, "enter", "enter")
        assert seats[1].table is first, "the first place of the list"
        await _press(pilot, "escape", "g", "down", "enter")
        assert second.journal.ended == "merged into table 3"
        await _press(pilot, "up", "enter")
        assert isinstance(pilot.app.screen, WatcherScreen)
        first.advance()
        await pilot.pause()
        await _press(pilot, "escape", "z", "enter")
        assert first.over
        assert not third.over


async def test_a_screen_that_is_left_the_moment_it_is_opened_ends_no_app(world: World) -> None:
    table, one, _, _ = _seated(world)
    room = world.room
    async with SeatApp(room, one).run_test(size=SIZE) as pilot:
        await pilot.pause()
        below = pilot.app.screen
        for made in (
            DraftsScreen(one),
            ChannelScreen(one),
            NotesScreen("", print),
            ReflectionScreen(one, room),
            Leaving(one, room),
            ReadingScreen(one, room),
            PeopleScreen(room, table),
            Choice("Which?", ["This", "That"]),
            Page("A page", []),
        ):
            pilot.app.push_screen(made)
            pilot.app.pop_screen()
            await pilot.pause()
            assert pilot.app.screen is below
    assert not pilot.app.return_code


async def test_a_row_that_was_drawn_too_early_is_drawn_again(world: World) -> None:
    room = world.open(Settings())
    seat = world.join(0)
    async with FacilitatorApp(room).run_test(size=(160, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, RoomScreen)
        grid = screen.query_one("#room-tables", DataTable)
        seat.hand = True
        screen._refresh(seat.table)
        assert seat.name not in grid.render_line(1).text, "its column is not wide enough yet"
        await pilot.pause()
        await pilot.pause()
        assert seat.name in grid.render_line(1).text
