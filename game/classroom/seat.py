"""A seat's screen: the table from the student's side, updated whenever anybody moves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from game.classroom import unsent
from game.classroom.cards import card
from game.classroom.debrief_screens import Leaving, OpenDebrief, ReadingScreen
from game.classroom.delegation import ChannelScreen, DraftsScreen, NotesScreen
from game.classroom.notices import Notice, Rewound, Ticked, Told, Within
from game.classroom.overlay import Listens
from game.classroom.people import ROLE_NAMES
from game.classroom.render.batched_screen import BatchedScreen, with_key_line
from game.classroom.render.class_app import ClassApp
from game.classroom.room import Room
from game.classroom.table import Seat
from game.classroom.timekeeping import face
from game.match.match import Match
from game.match.session import Entry
from game.narration import brief, transcript
from game.narration.labels import name_of
from game.narration.section import Section
from game.scenario.text import one_line
from game.screens import keys, pages
from game.screens.help import help_page
from game.screens.page import Page
from game.screens.table import TableScreen
from game.screens.widgets.line import Line
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.steady_text import SteadyText
from game.screens.widgets.words import OwnWords
from game.table.catalogue import Move
from game.table.view import View


class SeatScreen(Listens, TableScreen, BatchedScreen[None], inherit_bindings=False):
    """The table, seen from one seat of a delegation of several."""

    PLACE = "seat"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("seat")

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.table.match)
        self.seat, self.table, self.hears_side = seat, seat.table, seat.side
        self._offered = -1
        self._saving: Timer | None = None
        self._unread = 0

    def compose(self) -> ComposeResult:
        """One line of who and when above the table."""
        yield SteadyText(id="seat-line", markup=False)
        yield from with_key_line(super().compose())

    @property
    def inner_place(self) -> str:
        """The menu of moves."""
        return "moves"

    def on_mount(self) -> None:
        """Nothing blinks, since a hundred seats would keep a core busy with it."""
        for box in self.query(Input):
            box.cursor_blink = False

    def happened(self, what: Entry | Notice) -> None:
        """Show it. Of another match the app shows another screen."""
        if isinstance(what, Rewound):
            return
        if isinstance(what, Entry):
            self._hear(what)
        elif isinstance(what, Ticked):
            self.show_line()
        elif isinstance(what, Told):
            self.app.notify(what.text, title=what.who, timeout=30, markup=False)
        elif isinstance(what, Within):
            self._within(what)
        else:
            self._go_on()

    def _within(self, what: Within) -> None:
        if what.text and not isinstance(self.app.screen, ChannelScreen):
            self._unread += 1
        self.show_line()

    def _hear(self, entry: Entry) -> None:
        """What was said is shown; a page that somebody reads just now is not covered by another."""
        if self.app.screen is self:
            super()._hear(entry)
        else:
            self._add(transcript.of_entry(self.match.session.game, entry))
            self._go_on()

    # the line above

    def show_line(self) -> None:
        """Who one is, what the clock shows, and what waits within the delegation."""
        seat, table = self.seat, self.table
        shown = face(table, table.now())
        parts: list[str | tuple[str, str]] = [(f"{table.title} ", "$text-muted"), (seat.title, "bold")]
        if shown:
            parts.append((f"   {shown}", "$text-warning" if "turn 0:" in shown else ""))
        if not seat.watches:
            drafts = len(table.journal.drafts) if table.may_move(seat.side) else 0
            if drafts:
                count = f"{drafts} draft{'s' * (drafts > 1)}"
                parts.append((f"   {count}: d", "bold $text-success"))
            if self._unread:
                parts.append((f"   {self._unread} new: t", "bold $text-success"))
            if table.must_answer(seat.side):
                parts.append(("   take back? u", "bold $text-warning"))
        self.query_one("#seat-line", SteadyText).update(Content.assemble(*parts), layout=False)

    # whose turn it is

    @property
    def over(self) -> bool:
        """Whether the meeting is over, or was ended."""
        return self.table.over

    def _show(self) -> None:
        super()._show()
        self.set_class(not self.table.may_move(self.seat.side), "-waits")

    def _go_on(self) -> None:
        self._show()
        self.show_line()
        table, session, moves = self.table, self.match.session, self.query_one(MoveMenu)
        words = self.query_one(OwnWords)
        if table.may_move(self.seat.side):
            self._seat = self.seat.side
            if self._offered == session.state.ply:
                return  # somebody is choosing or writing just now; that another raises a hand changes nothing
            words.display, moves.display = False, True
            self._offered = session.state.ply
            moves.offer(session.view(self.seat.side))
            self._restore()
            return
        words.display, moves.display = False, True
        self._offered = -1
        moves.wait(self._waiting_for())
        self.set_focus(None)

    def _waiting_for(self) -> str:
        table, session = self.table, self.match.session
        if table.over:
            how = "The teacher has ended the meeting." if table.journal.ended else "The meeting is over."
            return f"{how} Press enter to leave your role."
        if table.journal.stopped:
            return "The teacher has stopped the table. It goes on from here."
        mover = session.state.mover
        who = name_of(session.game, mover, start=True)
        if table.journal.computers[mover]:
            return f"{who} is played by the computer now, and is thinking …"
        here = [seat.name for seat in table.members(mover) if seat.present]
        if not here:
            return f"{who} is to move. Nobody of it is here."
        return f"{who} is to move: {', '.join(here)}."

    def _play(self, move: Move, words: str = "") -> None:
        """Say it, or put it before the delegation, if the table still waits for it."""
        done = self.table.choose(self.seat, self._offered, move, words)
        if done == "late":
            self.app.notify("The table has gone on meanwhile; nothing was said.", severity="warning")
        elif done == "full":
            self.app.notify("You have put enough drafts for this turn; vote for one (d).", severity="warning")
        elif done == "drafted":
            self._keep_written("", "")
            head = self.table.settings.send == "head"
            who = "the head sends it" if head else f"{self.table.needed(self.seat.side)} votes send it"
            self.app.notify(f"It lies before your delegation: {who} (d).")
            self.query_one(MoveMenu).offer(self._view())

    def _view(self) -> View:
        return self.match.session.view(self.seat.side)

    # what is half written

    @on(Input.Changed, "#words-input")
    def _writing(self, event: Input.Changed) -> None:
        """Keep it a moment after the last key."""
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(unsent.SAVE_AFTER, self._save)

    def _save(self) -> None:
        words = self.query_one(OwnWords)
        move = words.move
        if move is not None and words.display:
            self._keep_written(self.match.session.game.key(move), words.query_one(Input).value)

    def _keep_written(self, key: str, text: str) -> None:
        game, ply = self.match.autosave.id, str(self._offered)
        unsent.write(self._app.room, self.seat, game=game, ply=ply, key=key, words=text)

    def _restore(self) -> None:
        """The sentence that was half written when the server was lost."""
        kept, session = unsent.read(self.seat), self.match.session
        now = (self.match.autosave.id, str(session.state.ply))
        if not kept.get("words") or (kept.get("game"), kept.get("ply")) != now:
            return
        move = session.game.move(kept["key"])
        if move in self._view().moves():
            self.query_one(MoveMenu).display = False
            self.query_one(OwnWords).ask(self._view(), move, kept["words"])

    @property
    def _app(self) -> SeatApp:
        assert isinstance(self.app, SeatApp)
        return self.app

    # keys

    def action_brief(self) -> None:
        """The role card and the brief of this side."""
        self.app.push_screen(brief_page(self.seat))

    def action_drafts(self) -> None:
        """What the delegation may say next."""
        self.app.push_screen(DraftsScreen(self.seat), lambda _: self._go_on())

    def action_channel(self) -> None:
        """The channel of the delegation."""
        self._unread = 0
        self.show_line()
        self.app.push_screen(ChannelScreen(self.seat))

    def action_notes(self) -> None:
        """One's own notes."""
        room, seat = self._app.room, self.seat
        notes = unsent.read(seat).get("notes", "")
        self.app.push_screen(NotesScreen(notes, lambda text: unsent.write(room, seat, notes=text)))

    def action_answer(self) -> None:
        """Whether a move may be taken back."""
        if not self.table.must_answer(self.seat.side):
            self.app.notify("The teacher asks for nothing just now.")
            return

        def answered(yes: bool | None) -> None:
            self.table.answer(self.seat, bool(yes))

        text = "May the last move be taken back? Enter: your delegation agrees. Escape: it does not."
        self.app.push_screen(pages.question_page("Take it back?", text), answered)

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["moves", "seat"], self._view()))

    def action_hand(self) -> None:
        """Raise the hand, or take it down."""
        self.seat.hand = not self.seat.hand
        told = "Your hand is up; the teacher sees it." if self.seat.hand else "Your hand is down again."
        self.app.notify(told)
        self.table.tell(Notice())


class WatcherScreen(SeatScreen, inherit_bindings=False):
    """The table, seen by somebody who belongs to no side: nothing confidential of either."""

    PLACE = "watcher"
    HAS_CHAIR: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("watcher")

    def compose(self) -> ComposeResult:
        """As at a seat, with a line to write in for a reporter."""
        yield from super().compose()
        yield Line(
            id="dispatch", placeholder="Your dispatch; enter sends it, escape leaves it", max_length=300
        )

    def on_mount(self) -> None:
        """The line is hidden until it is asked for."""
        self.query_one("#dispatch").display = False

    def _view(self) -> View:
        return self.match.session.public_view()

    def action_dispatch(self) -> None:
        """Write a line for all at the table."""
        if self.seat.role != "reporter":
            self.app.notify("Only a reporter sends dispatches.")
            return
        box = self.query_one("#dispatch", Input)
        box.display = True
        box.focus()

    @on(Input.Submitted, "#dispatch")
    def _sent(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.dispatch(self.seat, one_line(event.value, 300))
        self.key_escape()

    def key_escape(self) -> None:
        """Leave the line."""
        box = self.query_one("#dispatch", Input)
        box.value, box.display = "", False
        self.set_focus(None)

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["watcher"], self._view()))


def brief_page(seat: Seat) -> Page:
    """The card of a role, and under it the brief of the delegation."""
    view = seat.table.match.session.view(seat.side)
    game = view.seen.game
    title = f"Your brief: {ROLE_NAMES[seat.role]}, {name_of(game, seat.side)}"
    return Page(title, [*card(game, seat), *brief.brief(view)])


class SeatApp(ClassApp, inherit_bindings=False):
    """The app at a seat. It reads and writes no file, and cannot be left: a closed page finds it again."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = Path(__file__).with_name("seat.tcss")

    def __init__(self, room: Room, seat: Seat) -> None:
        super().__init__(start=lambda app: app.home())
        self.animation_level = "none"  # of thirty, what moves at one seat keeps the others waiting
        self.room, self.seat = room, seat
        seat.moved = self.home

    def home(self) -> None:
        """The table, with the brief over it before the first move; or the debrief."""
        seat = self.seat
        self.title = f"{seat.name}, {seat.table.title}"
        for table in self.room.tables:
            table.listeners.discard(self.heard)
        seat.table.listeners.add(self.heard)
        if seat.gone:
            self._only(Page("Your seat", [Section("", ["The teacher has taken this seat away."])]))
        elif seat.table.over:
            self._only(Leaving(seat, self.room))
        elif seat.watches:
            self._only(WatcherScreen(seat))
        else:
            self._only(SeatScreen(seat), brief_page(seat))

    def heard(self, what: Entry | Notice) -> None:
        """Of another match, everything is shown anew."""
        if isinstance(what, Rewound):
            self.home()

    def _only(self, *screens: Screen[Any]) -> None:
        """Show these and nothing else; not at once, since a screen cannot wait for its own end."""
        self.call_later(self._show_only, screens)

    async def _show_only(self, screens: Sequence[Screen[Any]]) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for one in screens:
            self.push_screen(one)

    def debrief(self, match: Match) -> None:
        """The end of the game: first out of the role."""
        self._only(Leaving(self.seat, self.room))

    @on(OpenDebrief)
    def read(self) -> None:
        """The whole debrief, once the briefs are opened."""
        self._only(ReadingScreen(self.seat, self.room))

    async def action_quit(self) -> None:
        """A seat is not left by a key."""

    def action_interrupt(self) -> None:
        """A seat is not left by a key."""
