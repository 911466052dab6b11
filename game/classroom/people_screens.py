"""Overlays of the facilitator's screen: a table watched live, its people, a choice from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.classroom.notices import Notice, Rewound
from game.classroom.overlay import Listens, Over
from game.classroom.people import ROLES, WATCHING
from game.classroom.render.key_line import KeyLine
from game.classroom.room import Room
from game.classroom.seat import WatcherScreen
from game.classroom.table import Seat, Table
from game.match.session import Entry
from game.screens import keys
from game.screens.help import help_page
from game.screens.widgets.choices import Options
from game.store import StoreError


def kept(app: App[Any], do: Callable[[], None]) -> None:
    """Do something that has to be kept; tell the teacher if it could not be."""
    try:
        do()
    except StoreError as error:
        app.notify(str(error), title="Not done", severity="error", markup=False)


class LiveScreen(WatcherScreen, inherit_bindings=False):
    """A table as it plays, seen by the teacher: as an observer sees it, with nothing to write."""

    PLACE = "live"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("live")

    def __init__(self, table: Table) -> None:
        super().__init__(Seat(0, WATCHING, "observer", "You", "", table=table))

    def happened(self, what: Entry | Notice) -> None:
        """Show it; of another match, another screen."""
        if isinstance(what, Rewound):
            self.app.switch_screen(LiveScreen(self.table))
        else:
            super().happened(what)

    def key_enter(self) -> None:
        """There is no role to leave."""

    def action_leave(self) -> None:
        """Back to all tables."""
        self.dismiss()

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["live"]))


class Choice(Over[int]):
    """A question and the lines to choose from; gives the number of the chosen one, or None."""

    PLACE = "choice"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("choice")

    def __init__(self, question: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._question, self._lines = question, lines

    def compose(self) -> ComposeResult:
        """The question and the lines."""
        yield Static(self._question, classes="over-head", markup=False)
        yield Options(*map(_option, self._lines), classes="over-list", markup=False)
        yield KeyLine(show_command_palette=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)


def _option(line: str) -> Option:
    return Option(Content(line))


class PeopleScreen(Listens, Over[None]):
    """Who sits at a table, and what the teacher may do to their seats."""

    PLACE = "people"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("people")

    def __init__(self, room: Room, table: Table) -> None:
        super().__init__()
        self.room, self.table = room, table

    def compose(self) -> ComposeResult:
        """The table's name and its people."""
        yield Static(self._head(), id="people-head", classes="over-head", markup=False)
        yield Options(*map(_option, self._people()), classes="over-list", markup=False)
        yield KeyLine(show_command_palette=False)

    def happened(self, what: Entry | Notice) -> None:
        """Show the people, the marked one still marked."""
        found, people = self.query_one(OptionList), self._people()
        marked = found.highlighted or 0
        self.query_one("#people-head", Static).update(self._head())
        found.set_options(map(_option, people))
        if people:
            found.highlighted = min(marked, len(people) - 1)

    def _head(self) -> str:
        there = "Enter seats somebody elsewhere." if self.table.seats else "Nobody sits there yet."
        return f"{self.table.title}. {there}"

    def _people(self) -> list[str]:
        sides = [*(side.name for side in self.table.match.session.game.sides), "watching"]
        return [
            f"{seat.title}, {sides[seat.side]}{'' if seat.present else ', away'}{', hand up' if seat.hand else ''}"
            for seat in self.table.seats
        ]

    @property
    def _marked(self) -> Seat | None:
        number = self.query_one(OptionList).highlighted
        return self.table.seats[number] if number is not None and number < len(self.table.seats) else None

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_reseat()

    def action_reseat(self) -> None:
        """Choose another place."""
        seat = self._marked
        if seat is None:
            return
        names = [*(side.short for side in self.table.match.session.game.sides), "watching"]
        places = [
            (table, side)
            for table in self.room.tables
            for side in (0, 1, WATCHING)
            if not table.over and (table, side) != (seat.table, seat.side)
        ]

        def chosen(number: int | None) -> None:
            if number is not None:
                table, side = places[number]
                kept(self.app, lambda: self.room.reseat(seat, table, side))

        lines = [
            f"{table.title}, {names[side]}: {len(table.members(side))} sit there" for table, side in places
        ]
        self.app.push_screen(Choice(f"Where shall {seat.name} sit?", lines), chosen)

    def action_role(self) -> None:
        """The next role."""
        seat = self._marked
        if seat is not None and not seat.watches:
            roles = list(ROLES)
            role = roles[(roles.index(seat.role) + 1) % len(roles)]
            kept(self.app, lambda: self.room.give_role(seat, role))

    def action_remove(self) -> None:
        """Take the seat away."""
        seat = self._marked
        if seat is not None:
            kept(self.app, lambda: self.room.remove(seat))

    def action_ban(self) -> None:
        """Take the seat away for good."""
        seat = self._marked
        if seat is not None:
            kept(self.app, lambda: self.room.remove(seat, ban=True))
