"""The facilitator's screen: all tables at once, and the actions a teacher has."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from game.classroom.meeting import COMPUTER
from game.classroom.notices import Notice, Within
from game.classroom.people_screens import Choice, LiveScreen, PeopleScreen, kept
from game.classroom.render.batched_screen import BatchedScreen
from game.classroom.render.class_app import ClassApp
from game.classroom.render.key_line import KeyLine
from game.classroom.room import Room
from game.classroom.table import MESSAGE_LIMIT, Table
from game.classroom.timekeeping import face
from game.match.session import Entry
from game.narration import situation, transcript
from game.narration.labels import flat, provenance
from game.scenario.text import counted, one_line
from game.screens import keys, pages
from game.screens.help import help_page
from game.screens.widgets.line import Line
from game.table.protocol import TYPES

_WHERE, _LAST = 26, 60
"""How many characters are shown of where the meeting is, and of the last speech."""


class RoomScreen(BatchedScreen[None]):
    """A line for each table: where it is, who is there, who is waited for, what was said last."""

    PLACE = "room"
    CSS_PATH = "facilitator.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("room")

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self._to: list[Table] = []
        self._then: Callable[[Table, str], None] = Table.message
        self._all = False
        self._widths: list[int] = []
        self._listeners = [(table, partial(self.heard, table)) for table in room.tables]

    def compose(self) -> ComposeResult:
        """How to join, the tables, a line to write in."""
        yield Static(id="room-line", markup=False)
        yield DataTable[Text](id="room-tables", cursor_type="row", zebra_stripes=True)
        yield Line(id="room-input", max_length=MESSAGE_LIMIT, placeholder="What you want to say")
        yield KeyLine()

    @property
    def _grid(self) -> DataTable[Text]:
        return self.query_one("#room-tables", DataTable)

    def on_mount(self) -> None:
        """Listen to all tables."""
        box, grid = self.query_one(Input), self._grid
        box.display, box.cursor_blink = False, False
        first, second = self.room.tables[0].match.session.game.sides
        for title in (
            "",
            "Where",
            "The talk",
            "U / T",
            first.short,
            second.short,
            "Clock",
            "To move",
            "Last",
        ):
            grid.add_column(title, key=title or "table")
        for table in self.room.tables:
            grid.add_row(*self._row(table), key=str(table.number))
        grid.focus()
        self._show_line()
        for table, listener in self._listeners:
            table.listeners.add(listener)

    def on_unmount(self) -> None:
        """Listen no more."""
        for table, listener in self._listeners:
            table.listeners.discard(listener)

    def heard(self, table: Table, what: Entry | Notice) -> None:
        """Something happened at a table. Called from wherever it happened."""
        if isinstance(what, Within):
            return
        table.pace.show(self, partial(self._refresh, table))

    def _refresh(self, table: Table) -> None:
        if not self.is_attached:
            return
        grid = self._grid
        for key, cell in zip(list(grid.columns), self._row(table), strict=True):
            grid.update_cell(str(table.number), key, cell, update_width=True)
        grid.call_after_refresh(self._fit)
        self._show_line()

    def _fit(self) -> None:
        """Draw the rows again if a column has another width: Textual keeps one that it drew before it measured."""
        if not self.is_attached:
            return
        grid = self._grid
        widths = [column.content_width for column in grid.ordered_columns]
        if widths != self._widths:
            self._widths = widths
            for key in list(grid.rows):
                grid.update_cell(key, "table", grid.get_cell(key, "table"))
            grid.refresh()

    def _show_line(self) -> None:
        seats = self.room.seats.values()
        here = sum(seat.present for seat in seats)
        parts: list[str | tuple[str, str]] = [
            ("Room code ", "$text-muted"),
            (self.room.code, "bold"),
            f"   {counted(len(seats), 'seat')} taken, {here} here   ",
            ("What is done next is done to all tables", "bold reverse") if self._all else "",
            (
                "\nBeside this page: /facilitator/board, /facilitator/compare, /facilitator/records.zip",
                "$text-muted",
            ),
        ]
        if self.room.hosts and self.room.hosts.trouble:
            parts.append((f"\n{self.room.hosts.trouble}", "bold $text-error"))
        for table in self.room.tables:
            if table.warning:
                parts.append((f"\n{table.title}: {table.warning}.", "bold $text-error"))
        self.query_one("#room-line", Static).update(Content.assemble(*parts))

    def _row(self, table: Table) -> list[Text]:
        session = table.match.session
        state, game = session.state, session.game
        if table.over:
            to_move = "ended by you" if table.journal.ended else "the meeting is over"
        elif table.journal.stopped:
            to_move = "stopped" if table.paused else "nobody is here"
        else:
            to_move = game.sides[state.mover].short
        last = "–"
        if session.log:
            speech = transcript.speech(game, session.log[-1])
            last = f"{game.sides[speech.side].short}: {speech.text}"
        hands = [seat.name for seat in table.seats if seat.hand]
        title = Text(table.title)
        if table.elsewhere is not None:
            title.append(f" at {table.elsewhere.partition('://')[2] or 'no server'}", style="dim")
        if hands:
            title.append(f" ✋ {', '.join(hands)}", style="bold yellow")
        watching = sum(1 for _ in table.watchers())
        if watching:
            title.append(f" +{watching}", style="dim")
        rest = (
            one_line(situation.where(game, state), _WHERE),
            TYPES[state.kind],
            f"{state.understanding} / {state.tension}",
            _who(table, 0),
            _who(table, 1),
            " / ".join(re.findall(r"\d+:\d\d", face(table, table.now()))),
            to_move,
            one_line(last, _LAST),
        )
        return [title, *map(Text, rest)]

    # keys

    @property
    def marked(self) -> Table:
        """The table that is marked."""
        return self.room.tables[self._grid.cursor_row]

    @property
    def targets(self) -> list[Table]:
        """To which tables things are done; of those that another server has the teacher is told."""
        tables = self.room.tables if self._all else [self.marked]
        self._tell_where(tables)
        return [table for table in tables if table.elsewhere is None]

    def _tell_where(self, tables: list[Table]) -> None:
        for address in sorted({table.elsewhere for table in tables if table.elsewhere is not None}):
            which = [table for table in tables if table.elsewhere == address]
            names = ", ".join(table.title for table in which)
            text = f"{names}: served by {address}. Open the facilitator's page there."
            without = f"{names}: without a server at this moment. Another one comes by itself."
            self.app.notify(text if address else without, severity="warning", timeout=15, markup=False)

    def _is_here(self, table: Table) -> bool:
        self._tell_where([table])
        return table.elsewhere is None

    def action_all(self) -> None:
        """What is done next is done to all tables, or to the marked one."""
        self._all = not self._all
        self._show_line()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """As enter."""
        event.stop()
        self.action_open_table()

    def action_open_table(self) -> None:
        """Watch the marked table."""
        self.app.push_screen(LiveScreen(self.marked))

    def action_go(self) -> None:
        """Start the clock, or let it go on."""
        for table in self.targets:
            table.go()

    def action_pause(self) -> None:
        """Stop; if all of them stand, let them go on."""
        tables = self.targets
        stop = not all(table.paused or table.over for table in tables)
        for table in tables:
            table.pause(stop)

    def action_give(self, minutes: int) -> None:
        """More time, or less."""
        for table in self.targets:
            table.give(minutes)

    def action_advance(self) -> None:
        """One move for whoever is waited for."""
        for table in self.targets:
            table.advance()

    def action_computer(self, side: int) -> None:
        """The computer takes a side, or leaves it."""
        for table in self.targets:
            table.seat_computer(side, "" if table.journal.computers[side] else COMPUTER)

    def action_hands(self) -> None:
        """Take down the hands."""
        for table in self.targets:
            table.lower_hands()

    def action_take_back(self) -> None:
        """Ask whether the last move may be taken back."""
        for table in self.targets:
            table.ask_back()

    def action_open_briefs(self) -> None:
        """Open the briefs where the meeting is over."""
        still = [table.title for table in self.room.tables if not table.over]
        tables = self.targets
        for table in tables:
            table.open_briefs()
        if still and tables:
            told = "All tables have the same briefs, and some are still playing: "
            self.app.notify(told + ", ".join(still), severity="warning", markup=False)

    def action_end(self) -> None:
        """End the meeting, if that is meant."""
        tables = [table for table in self.targets if not table.over]

        def answered(yes: bool | None) -> None:
            for table in tables if yes else []:
                table.end()

        if tables:
            names = ", ".join(table.title for table in tables)
            text = f"{names}. Nobody moves there any more, and the debrief tells how it stands. Enter: end. Escape: go on."
            self.app.push_screen(pages.question_page("End the meeting?", text), answered)

    def action_people(self) -> None:
        """Who sits at the marked table."""
        if self._is_here(self.marked):
            self.app.push_screen(PeopleScreen(self.room, self.marked))

    def action_merge(self) -> None:
        """Let all of the marked table sit at another."""
        table = self.marked
        if not self._is_here(table):
            return
        others = [one for one in self.room.tables if one is not table and not one.over]

        def chosen(number: int | None) -> None:
            if number is not None:
                kept(self.app, lambda: self.room.merge(table, others[number]))

        lines = [f"{one.title}: {_who(one, 0)} and {_who(one, 1)}" for one in others]
        self.app.push_screen(Choice(f"Where shall all of {table.title.lower()} sit?", lines), chosen)

    def action_news(self) -> None:
        """Tell an event."""
        events = list(self.room.scenario.events.items())
        tables = self.targets
        if not tables:
            return

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number == len(events):
                self._ask(tables, "An event, in a sentence", lambda table, text: table.news(text, ""))
                return
            key, event = events[number]
            known = [table.title for table in tables if table.knows(key)]
            if known:
                self.app.notify(f"Known already: {', '.join(known)}.", severity="warning")
            for table in tables:
                table.news(
                    event.title, f"{flat(event.text)} [{provenance(table.match.session.game, event)}]", key
                )

        lines = [f"{event.title}. {flat(event.text)}" for _, event in events]
        question = "Which event? One of these moves the tracks, with whatever is said next; one of your own does not."
        self.app.push_screen(Choice(question, [*lines, "One of your own …"]), chosen)

    def action_message(self) -> None:
        """Write to the table."""
        if tables := self.targets:
            self._ask(tables, "What you want to say", Table.message)

    def _ask(self, tables: list[Table], what: str, then: Callable[[Table, str], None]) -> None:
        self._to, self._then = list(tables), then
        box = self.query_one(Input)
        box.placeholder, box.display = what, True
        box.focus()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        event.stop()
        text = one_line(event.value, MESSAGE_LIMIT)
        if text:
            for table in self._to:
                self._then(table, text)
            where = self._to[0].title if len(self._to) == 1 else f"{len(self._to)} tables"
            self.app.notify(text, title=f"To {where}", markup=False)
        self.action_close_line()

    def action_close_line(self) -> None:
        """Back to the tables."""
        box = self.query_one(Input)
        box.display, box.value = False, ""
        self._grid.focus()

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["room"]))


def _who(table: Table, side: int) -> str:
    if table.journal.computers[side]:
        return "computer, stands in" if table.journal.stand_ins[side] else "computer"
    members = table.members(side)
    if members and table.elsewhere is not None:
        return f"{len(members)} there"
    return f"{sum(seat.present for seat in members)} of {len(members)}" if members else "nobody"


class FacilitatorApp(ClassApp, inherit_bindings=False):
    """The app of the facilitator. It reads and writes no file."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = Path(__file__).with_name("seat.tcss")

    def __init__(self, room: Room) -> None:
        super().__init__(start=lambda app: app.push_screen(RoomScreen(room)))
        self.title = f"Room {room.code}"

    async def action_quit(self) -> None:
        """The room is closed where it was opened: with ctrl+c in that terminal."""

    def action_interrupt(self) -> None:
        """As :meth:`action_quit`."""
