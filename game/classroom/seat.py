"""What somebody at a seat sees: the table from their own side, moving on when anybody moves."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from game.classroom.room import Notice, Seat, Told
from game.record import transcript
from game.record.labels import name_of
from game.record.session import Entry
from game.screens import keys, pages
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.help import help_page
from game.screens.seats import Match
from game.screens.table import TableScreen
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.words import OwnWords
from game.table.catalogue import Move
from game.table.view import View


class SeatScreen(TableScreen, inherit_bindings=False):
    """The table, seen from one seat of a delegation of several."""

    PLACE = "seat"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("seat")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.table.match)
        self.seat = seat

    @property
    def inner_place(self) -> str:
        """The menu of moves."""
        return "moves"

    def on_mount(self) -> None:
        """Listen to the table; nothing blinks, since a hundred seats would keep a core busy with it."""
        for box in self.query(Input):
            box.cursor_blink = False
        self.seat.table.listeners.add(self.heard)  # Textual calls the handler of the class above as well

    def on_unmount(self) -> None:
        """Listen no more."""
        self.seat.table.listeners.discard(self.heard)

    def heard(self, what: Entry | Notice) -> None:
        """Something happened at the table. Called from wherever it happened; shown by this app."""
        self.call_later(self._heard, what)

    def _heard(self, what: Entry | Notice) -> None:
        if not self.is_attached:
            return
        if isinstance(what, Entry):
            self._hear(what)
        elif isinstance(what, Told):
            self.app.notify(what.text, title="The teacher", timeout=30, markup=False)
        else:
            self._go_on()

    def _hear(self, entry: Entry) -> None:
        """What was said is shown; a page that somebody reads just now is not covered by another."""
        if self.app.screen is self:
            super()._hear(entry)
        else:
            self._add(transcript.of_entry(self.match.session.game, entry))
            self._go_on()

    # whose turn it is

    def _go_on(self) -> None:
        self._show()
        table, session, moves = self.seat.table, self.match.session, self.query_one(MoveMenu)
        words = self.query_one(OwnWords)
        if table.may_move(self.seat.side):
            self._seat = self.seat.side
            if self._offered == session.state.ply:
                return  # somebody is choosing or writing just now; that another raises a hand changes nothing
            words.display, moves.display = False, True
            self._offered = session.state.ply
            moves.offer(session.view(self.seat.side))
            return
        words.display, moves.display = False, True
        self._offered = -1
        moves.wait(self._waiting_for())
        self.set_focus(None)

    _offered = -1
    """The move for which the menu was offered."""

    def _waiting_for(self) -> str:
        table, session = self.seat.table, self.match.session
        if session.over:
            return "The meeting is over. Press enter for the communiqué and the debrief."
        if table.paused:
            return "The teacher has stopped the table. It goes on from here."
        mover = session.state.mover
        who = name_of(session.game, mover, start=True)
        if table.computers[mover]:
            return f"{who} is played by the computer now, and is thinking …"
        here = [seat.name for seat in table.members(mover) if seat.present]
        if not here:
            return f"{who} is to move. Nobody of it is here yet."
        return f"{who} is to move: {', '.join(here)}."

    def _play(self, move: Move, words: str = "") -> None:
        """Say it, if the table still waits for it; whoever of the delegation was faster has spoken."""
        if not self.seat.table.play(self.seat.side, self._offered, move, words):
            self.app.notify("The table has gone on meanwhile; nothing was said.", severity="warning")

    def _view(self) -> View:
        return self.match.session.view(self.seat.side)

    # keys

    def action_brief(self) -> None:
        """The brief of this side."""
        self.app.push_screen(pages.brief_page(self.match, self.seat.side))

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["moves", "seat"], self._view()))

    def action_hand(self) -> None:
        """Raise the hand, or take it down."""
        self.seat.hand = not self.seat.hand
        told = "Your hand is up; the teacher sees it." if self.seat.hand else "Your hand is down again."
        self.app.notify(told)
        self.seat.table.tell(Notice())


class ReadingScreen(EndingScreen, inherit_bindings=False):
    """The debrief at a seat: to read. What writes files or begins games is left out."""

    PLACE = "read"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("read")

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["read"]))


class SeatApp(FrankApp, inherit_bindings=False):
    """The app at a seat. It reads and writes no file, and cannot be left: a closed page finds it again."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = Path(__file__).with_name("seat.tcss")

    def __init__(self, seat: Seat) -> None:
        super().__init__(start=lambda app: app.home())
        self.seat = seat
        self.title = f"{seat.name}, {seat.table.title}"

    def home(self) -> None:
        """The table, with the brief over it before the first move; or the debrief."""
        match = self.seat.table.match
        if match.session.over:
            self.push_screen(ReadingScreen(match))
            return
        self.push_screen(SeatScreen(self.seat))
        self.push_screen(pages.brief_page(match, self.seat.side))

    def debrief(self, match: Match) -> None:
        """The end of the game."""
        self.switch_screen(ReadingScreen(match))

    async def action_quit(self) -> None:
        """A seat is not left by a key."""

    def action_interrupt(self) -> None:
        """A seat is not left by a key."""
