"""The table: the transcript, what waits for an answer, and the menu of moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer

from game.match.match import Match
from game.match.session import Entry
from game.narration import transcript
from game.narration.debrief import turns
from game.narration.labels import name_of
from game.narration.transcript import Paragraph
from game.screens import keys, messages, pages
from game.screens.argument import MapScreen
from game.screens.help import help_page
from game.screens.shift import ShiftScreen
from game.screens.widgets.document_panel import DocumentPanel
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.status import Record, Status, Waiting
from game.screens.widgets.steady_text import SteadyText
from game.screens.widgets.transcript import Transcript
from game.screens.widgets.words import OwnWords
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.protocol import Phase
from game.table.view import View

_LATER = "The lesson introduces the other acts one by one; after it, all of them are here."
_CATCH_UP = 2.0
"""Seconds between two attempts to save what could not be saved."""
_COMPACT_POINTS, _WIDE_POINTS = 2, 6


class TableScreen(Screen[None]):
    """One game being played or watched. The match holds the state; the screen only shows it."""

    PLACE = "table"
    HAS_CHAIR: ClassVar[bool] = True
    """Whether the viewer belongs to a side."""
    CSS_PATH = Path(__file__).with_name("table.tcss")  # absolute, since subclasses live elsewhere
    AUTO_FOCUS = ""  # the focus follows the course of the game
    # As Textual declares them, not as class variables.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middling"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("table"), *keys.bindings("watching")]

    def __init__(self, match: Match) -> None:
        super().__init__()
        self.match = match
        self._seat = -1
        self._coached = ""
        self._outdated = False

    def compose(self) -> ComposeResult:
        """Yield the status, the transcript or the document, the record, what waits, and the menu."""
        yield Status(id="status", markup=False)
        with Horizontal(id="middle"):
            yield Transcript(self.match.session.game, id="transcript")
            yield DocumentPanel(id="document")
            yield Vertical(Record(id="record", markup=False), id="side")
        yield Waiting(id="waiting", markup=False)
        yield SteadyText(id="coach", markup=False)
        yield MoveMenu(id="moves")
        yield OwnWords(id="words")
        yield Footer()

    def on_mount(self) -> None:
        """Show what was said so far, and let the next side move."""
        self._add(transcript.paragraphs(self.match.session))
        self.set_interval(_CATCH_UP, self._catch_up)
        self._go_on()

    @property
    def inner_place(self) -> str:
        """The place of the list of keys that acts before the table's own."""
        return "moves" if self.match.people else "watching"

    @property
    def over(self) -> bool:
        """Whether the game is over."""
        return self.match.session.over

    # the course of the game

    def _go_on(self) -> None:
        """Let the next side move: a person by the menu, a computer by thinking."""
        self._show()
        session, moves = self.match.session, self.query_one(MoveMenu)
        if session.over:
            moves.wait("The meeting is over. Press enter for the communiqué and the debrief.")
            self.set_focus(None)
            return
        mover = session.state.mover
        if not self.match.person_to_move:
            name = name_of(session.game, mover, start=True)
            if self.match.people:
                moves.wait(f"{name} is thinking …")
                self._think()
            else:
                moves.wait(f"{name} is to move. Press space to hear it, e to hear all.")
                self.set_focus(None)
        elif len(self.match.people) == 2 and mover != self._seat:
            self._change_seats(mover)
        else:
            self._seat = mover
            allowed = self.match.allowed()
            moves.offer(
                session.view(mover),
                None if allowed is None else allowed.__contains__,
                None if allowed is None else [_LATER],
            )

    def _change_seats(self, mover: int) -> None:
        """Cover the menu between two people at one keyboard."""
        self.query_one(MoveMenu).wait("")

        def seated(_: bool | None) -> None:
            self._seat = mover
            self._go_on()

        self.app.push_screen(pages.cover_page(self.match.session, mover), seated)

    @work(thread=True, exclusive=True, group="thinking")
    def _think(self) -> None:
        """Let the computer think beside the event loop; it only reads the game."""
        self.app.call_from_thread(self._thought, self.match.think())

    def _thought(self, move: Move) -> None:
        """Make the computer's move, unless the table was left meanwhile."""
        if self.is_attached:
            self._play(move)

    def _play(self, move: Move, words: str = "") -> None:
        entry = self.match.play(move, words)
        self._tell_of_saving()
        self._hear(entry)

    def _catch_up(self) -> None:
        """Save what could not be saved, if that is possible by now."""
        if self.match.autosave.unsaved:
            self.match.autosave.save()
            self._tell_of_saving()

    def _tell_of_saving(self) -> None:
        for text in self.match.autosave.take_news():
            self.post_message(messages.Saving(text, self.match.autosave))

    def _hear(self, entry: Entry) -> None:
        """Show what was just said, and let the next side move."""
        paragraphs = transcript.of_entry(self.match.session.game, entry)
        self._add(paragraphs)
        self._show_each(self._pages_after(entry, paragraphs), self._go_on)

    def _pages_after(self, entry: Entry, paragraphs: list[Paragraph]) -> list[ModalScreen[bool]]:
        """Return what is to be read after a move: a turn of the talk, and the end of a round."""
        session, before, after = self.match.session, entry.before, entry.after
        screens: list[ModalScreen[bool]] = []
        last = turns(session)[-1:] if after.kind != before.kind else []
        if last and last[0].ply == after.ply:
            screens.append(ShiftScreen(session.game, after.kind, last[0]))
        if after.item != before.item or before.phase < Phase.DRAFTING == after.phase:
            screens.append(pages.assessment_page(session, before.item, paragraphs))
        return screens

    def _show_each(self, screens: list[ModalScreen[bool]], then: Callable[[], None]) -> None:
        if not screens or not self.match.people:
            then()
            return
        self._show()
        self.query_one(MoveMenu).wait("")
        self.app.push_screen(screens[0], lambda _: self._show_each(screens[1:], then))

    def on_move_menu_chosen(self, event: MoveMenu.Chosen) -> None:
        """Make the chosen move, or ask for its words first."""
        event.stop()
        if not self.match.person_to_move or event.ply != self.match.session.state.ply:
            return
        if event.move.act == Act.WALK_OUT:
            self._ask_before_leaving(event)
        elif event.own_words:
            self._write_words(event.move)
        else:
            self._play(event.move)

    def _ask_before_leaving(self, chosen: MoveMenu.Chosen) -> None:
        def answered(go_on: bool | None) -> None:
            if go_on and chosen.own_words:
                self._write_words(chosen.move)
            elif go_on:
                self._play(chosen.move)

        text = "You would end the talks for both sides. Enter: leave the room. Escape: stay."
        self.app.push_screen(pages.question_page("Walk out?", text), answered)

    def _write_words(self, move: Move) -> None:
        """Hide the menu and ask for the words of a move."""
        session = self.match.session
        self.query_one(MoveMenu).display = False
        self.query_one(OwnWords).ask(session.view(session.state.mover), move)

    @on(OwnWords.Submitted)
    def _say_words(self, event: OwnWords.Submitted) -> None:
        """Make the move with the written words."""
        event.stop()
        self.query_one(MoveMenu).display = True
        if event.ply == self.match.session.state.ply:
            self._play(event.move, event.words)

    @on(OwnWords.Left)
    def _leave_words(self, event: OwnWords.Left) -> None:
        """Return to the menu."""
        event.stop()
        self.query_one(MoveMenu).display = True
        self.call_after_refresh(self.query_one("#menu-contents").focus)

    # showing

    def _add(self, paragraphs: list[Paragraph]) -> None:
        self.query_one(Transcript).add(paragraphs)

    def _view(self) -> View:
        """Return the game as the player in front of the screen sees it."""
        people = self.match.people
        state = self.match.session.state
        return self.match.session.view(people[0] if len(people) == 1 else state.mover)

    def _show(self) -> None:
        if not self.is_current:
            self._outdated = True  # shown when the page over it is closed
            return
        session = self.match.session
        state = session.state
        before = session.log[-1].before if session.log else state
        wide, drafting = self.has_class("-wide"), state.phase == Phase.DRAFTING
        view, coach = self._view(), self.match.coach
        self.query_one(Status).refresh_from(state, before, wide=wide)
        self.query_one(Waiting).refresh_from(view, _WIDE_POINTS if wide else _COMPACT_POINTS, terse=not wide)
        if coach:  # the coach says what waits, and needs the room
            self.query_one(Waiting).display = False
        if wide:
            self.query_one(Record).refresh_from(
                view, self.match.persona_description(1 - view.side), across=self.HAS_CHAIR
            )
        self.set_class(bool(coach), "-lesson")
        self.set_class(self.over, "-over")
        if coach != self._coached:
            self._coached = coach
            self.query_one("#coach", SteadyText).update(Content(coach))
        self.set_class(drafting, "-drafting")
        self.query_one(Transcript).display = not drafting
        self.query_one(DocumentPanel).display = drafting
        if drafting:
            self.query_one(DocumentPanel).refresh_from(session)
        else:
            self.query_one(Transcript).show_last()

    def on_screen_resume(self) -> None:
        """Show what happened while a page was open."""
        if self._outdated:
            self._outdated = False
            self._show()

    def on_resize(self) -> None:
        """Show more or less beside the transcript."""
        self.call_after_refresh(self._show)

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow the keys of watching only in a game without people."""
        if action in ("next", "to_end"):
            return not self.match.people
        return True

    def key_enter(self) -> None:
        """After the end, go on to the debrief."""
        if self.over and self.is_current:
            self.post_message(messages.ShowDebrief(self, self.match))

    @on(events.Click, "#menu-title")
    def _title_clicked(self) -> None:
        """Do what enter does after the end."""
        self.key_enter()

    def action_leave(self) -> None:
        """Leave the game, if the player confirms."""

        def answered(go_on: bool | None) -> None:
            if go_on:
                self.post_message(messages.GoHome(self))

        saved = self.match.autosave.id and self.match.autosave.active
        hint = "You can resume the game from the home screen (g)." if saved else "The game is not saved."
        text = f"{hint} Enter: leave. Escape: keep playing."
        self.app.push_screen(pages.question_page("Leave the table?", text), answered)

    def action_take_back(self) -> None:
        """Take back the player's last move and the answer to it."""
        ply = self.match.last_own
        if ply is None:
            self.app.notify("There is nothing to take back yet.")
        else:
            self.post_message(messages.PlayBranch(self, self.match, ply, taken_back=True))

    def action_timeline(self) -> None:
        """Show all moves so far."""
        self.post_message(messages.OpenTimeline(self, self.match))

    def action_next(self) -> None:
        """While watching: make the next move."""
        if not self.match.session.over:
            self._play(self.match.think())

    def action_to_end(self) -> None:
        """While watching: make all moves that are left."""
        game = self.match.session.game
        self._add(
            [part for entry in self.match.play_computer_turns() for part in transcript.of_entry(game, entry)]
        )
        self._go_on()

    def action_scroll(self, way: str) -> None:
        """Scroll the transcript by a page, whatever has the focus."""
        self.query_one(Transcript).page(way)

    def action_brief(self) -> None:
        """Show the player's brief."""
        self.app.push_screen(pages.brief_page(self.match, self._view().side))

    def action_record(self) -> None:
        """Show the record of both sides."""
        view = self._view()
        self.app.push_screen(pages.record_page(view, self.match.persona_description(1 - view.side)))

    def action_map(self) -> None:
        """Show the argument as a map."""
        self.app.push_screen(MapScreen(self._view()))

    def action_communique(self) -> None:
        """Show the communiqué so far."""
        self.app.push_screen(pages.communique_page(self.match.session))

    def action_sources(self) -> None:
        """Show the sources of the selected move and of what was said."""
        selected = self.query_one(MoveMenu).selected
        self.app.push_screen(pages.sources_page(self.match.session, self._view(), selected))

    def action_help(self) -> None:
        """Show the help."""
        places = [self.inner_place, "table", "anywhere"]
        self.app.push_screen(help_page(places, self._view(), self.match.coach))
