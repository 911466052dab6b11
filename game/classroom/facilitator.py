"""The facilitator's screen: all tables at once, and what the teacher may do to them."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Static

from game.classroom.room import COMPUTER, MESSAGE_LIMIT, Notice, Room, Table, Told
from game.record import transcript
from game.record.labels import name_of
from game.record.session import Entry
from game.scenario.text import one_line
from game.screens import keys, situation
from game.screens.app import FrankApp
from game.screens.help import help_page
from game.screens.page import Page
from game.screens.part import Part
from game.table.protocol import TYPES

_LAST = 60
"""How many characters of the last speech are shown."""


class RoomScreen(Screen[None]):
    """A line for each table: where it is, who is there, who is waited for, what was said last."""

    PLACE = "room"
    CSS_PATH = "facilitator.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("room")

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self._to: list[Table] = []
        self._listeners = [(table, partial(self.heard, table)) for table in room.tables]

    def compose(self) -> ComposeResult:
        """How to join, the tables, a line to write in."""
        yield Static(id="room-line", markup=False)
        yield DataTable[Text](id="room-tables", cursor_type="row", zebra_stripes=True)
        yield Input(id="room-input", max_length=MESSAGE_LIMIT, placeholder="What you want to say")
        yield Footer()

    @property
    def _grid(self) -> DataTable[Text]:
        return self.query_one("#room-tables", DataTable)

    def on_mount(self) -> None:
        """Listen to all tables."""
        box, grid = self.query_one(Input), self._grid
        box.display, box.cursor_blink = False, False
        first, second = self.room.tables[0].match.session.game.sides
        for title in ("", "Where", "The talk", "U / T", first.short, second.short, "To move", "Last"):
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
        self.call_later(self._refresh, table)

    def _refresh(self, table: Table) -> None:
        if not self.is_attached:
            return
        grid = self._grid
        for key, cell in zip(list(grid.columns), self._row(table), strict=True):
            grid.update_cell(str(table.number), key, cell, update_width=True)
        self._show_line()

    def _show_line(self) -> None:
        seats = self.room.seats.values()
        here = sum(seat.present for seat in seats)
        parts: list[str | tuple[str, str]] = [
            ("Room code ", "$text-muted"),
            (self.room.code, "bold"),
            f"   {len(seats)} seats taken, {here} here",
        ]
        for table in self.room.tables:
            if table.match.keeper.warning:
                parts.append(
                    (f"\n{table.title} is not kept: {table.match.keeper.warning}", "bold $text-error")
                )
        self.query_one("#room-line", Static).update(Content.assemble(*parts))

    def _row(self, table: Table) -> list[Text]:
        session = table.match.session
        state, game = session.state, session.game
        if session.over:
            to_move = "the meeting is over"
        elif table.paused:
            to_move = "stopped"
        else:
            to_move = game.sides[state.mover].short
        said = [one for one in transcript.paragraphs(session) if one.kind == transcript.SPEECH][-1:]
        last = f"{game.sides[said[0].side].short}: {said[0].text}" if said else "–"
        hands = [seat.name for seat in table.seats if seat.hand]
        title = Text(table.title)
        if hands:
            title.append(f" ✋ {', '.join(hands)}", style="bold yellow")
        rest = (
            situation.where(game, state),
            TYPES[state.kind],
            f"{state.understanding} / {state.tension}",
            _who(table, 0),
            _who(table, 1),
            to_move,
            one_line(last, _LAST),
        )
        return [title, *map(Text, rest)]

    # keys

    @property
    def marked(self) -> Table:
        """The table that is marked."""
        return self.room.tables[self._grid.cursor_row]

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """As enter."""
        event.stop()
        self.action_open_table()

    def action_open_table(self) -> None:
        """What was said at the marked table, and who sits there."""
        table = self.marked
        session = table.match.session
        people = [f"{name_of(session.game, side, start=True)}: {_names(table, side)}" for side in (0, 1)]
        said = [f"{one.head}\n{one.text}" if one.head else one.text for one in transcript.paragraphs(session)]
        parts = [Part("Who sits here", people), Part("What was said", said or ["Nothing yet."])]
        self.app.push_screen(Page(table.title, parts))

    def action_pause(self) -> None:
        """Stop the marked table, or let it go on."""
        self.marked.pause(not self.marked.paused)

    def action_pause_all(self) -> None:
        """Stop all; if all are stopped, let all go on."""
        stop = not all(table.paused for table in self.room.tables)
        for table in self.room.tables:
            table.pause(stop)

    def action_advance(self) -> None:
        """One move for whoever is waited for."""
        self.marked.advance()

    def action_computer(self, side: int) -> None:
        """The computer takes a side of the marked table, or leaves it."""
        table = self.marked
        table.seat_computer(side, "" if table.computers[side] else COMPUTER)

    def action_hands(self) -> None:
        """Take down the hands."""
        for seat in self.marked.seats:
            seat.hand = False
        self.marked.tell(Notice())

    def action_message(self) -> None:
        """Write to the marked table."""
        self._ask([self.marked])

    def action_message_all(self) -> None:
        """Write to all tables."""
        self._ask(self.room.tables)

    def _ask(self, tables: list[Table]) -> None:
        self._to = tables
        box = self.query_one(Input)
        box.display = True
        box.focus()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        event.stop()
        text = one_line(event.value, MESSAGE_LIMIT)
        if text:
            for table in self._to:
                table.tell(Told(text))
            where = self._to[0].title if len(self._to) == 1 else "all tables"
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
    if table.computers[side]:
        return "computer"
    members = table.members(side)
    return f"{sum(seat.present for seat in members)} of {len(members)}" if members else "nobody"


def _names(table: Table, side: int) -> str:
    names = [seat.name if seat.present else f"{seat.name} (away)" for seat in table.members(side)]
    computer = ["the computer"] if table.computers[side] else []
    return ", ".join([*computer, *names]) or "nobody yet"


class FacilitatorApp(FrankApp, inherit_bindings=False):
    """The app of the facilitator. It reads and writes no file."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, room: Room) -> None:
        super().__init__(start=lambda app: app.push_screen(RoomScreen(room)))
        self.title = f"Room {room.code}"

    async def action_quit(self) -> None:
        """The room is closed where it was opened: with ctrl+c in that terminal."""

    def action_interrupt(self) -> None:
        """As :meth:`action_quit`."""
