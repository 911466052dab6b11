"""The table: what was said, what waits, and your move."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from game.record import transcript
from game.record.labels import item_title, label, name_of
from game.record.session import WORDS_LIMIT
from game.record.transcript import NOTE, Paragraph
from game.screens import pages
from game.screens.seats import Match
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.status import Record, Status, Waiting
from game.screens.widgets.transcript import Transcript
from game.table.acts import HELP, Act
from game.table.catalogue import Move
from game.table.protocol import Phase

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_WORDS_HINT = "Enter speaks; with nothing written, the written line. Escape goes back."
_COMPACT_POINTS, _WIDE_POINTS = 2, 6


class TableScreen(Screen[None]):
    """One game being played or watched. The match is the state; this only shows it."""

    CSS_PATH = "table.tcss"
    # As Textual declares them, not as class variables.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middling"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "brief", "Brief"),
        Binding("r", "record", "Record"),
        Binding("m", "map", "Map"),
        Binding("c", "communique", "Communiqué"),
        Binding("s", "sources", "Sources", show=False),
        Binding("question_mark", "help", "Help"),
        Binding("q", "leave", "Leave", show=False),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("n,space", "next", "Next", show=False),
        # Before the lists, which would page through themselves.
        Binding("pageup", "scroll('up')", show=False, priority=True),
        Binding("pagedown", "scroll('down')", show=False, priority=True),
    ]

    def __init__(self, match: Match) -> None:
        super().__init__()
        self.match = match
        self._chosen: Move | None = None
        self._seat = -1

    def compose(self) -> ComposeResult:
        """Status, transcript and record, what waits, the moves."""
        yield Status(id="status", markup=False)
        with Horizontal(id="middle"):
            yield Transcript(self.match.session.game, id="transcript")
            yield Vertical(Record(id="record", markup=False), id="side")
        yield Waiting(id="waiting", markup=False)
        yield MoveMenu(id="moves")
        with Vertical(id="words"):
            yield Static(id="words-about", markup=False)
            yield Input(id="words-input", max_length=WORDS_LIMIT, placeholder="Your own words")
            yield Static(_WORDS_HINT, id="words-hint", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show what was said so far, and go on."""
        self.query_one("#words").display = False
        session = self.match.session
        self._add(transcript.paragraphs(session))
        self._go_on()

    # the course of the game

    def _go_on(self) -> None:
        """Whoever is to move moves: a person by the menu, a computer by thinking."""
        self._show()
        session, moves = self.match.session, self.query_one(MoveMenu)
        if session.over:
            moves.wait("The meeting is over. Press enter for the communiqué and the debrief.")
            self.set_focus(None)
            return
        mover = session.state.mover
        if not self.match.person_to_move:
            who = name_of(session.game, mover, start=True)
            if self.match.people:
                moves.wait(f"{who} is thinking …")
                self._think()
            else:
                moves.wait(f"{who} is to move. Press space to hear it, e to hear all.")
                self.set_focus(None)
        elif len(self.match.people) == 2 and mover != self._seat:
            self._change_seats(mover)
        else:
            self._seat = mover
            moves.offer(session.view(mover))

    def _change_seats(self, mover: int) -> None:
        """Two people at one keyboard: nobody sees the other's menu."""
        self.query_one(MoveMenu).wait("")

        def seated(_: bool | None) -> None:
            self._seat = mover
            self._show()
            self.query_one(MoveMenu).offer(self.match.session.view(mover))

        name = name_of(self.match.session.game, mover)
        text = f"Hand the keyboard to {name}, and press enter."
        self.app.push_screen(pages.Page("The other side's turn", [("", [text])]), seated)

    @work(thread=True, exclusive=True, group="thinking")
    def _think(self) -> None:
        """The computer thinks beside the event loop; it only reads."""
        move = self.match.think()
        self.app.call_from_thread(self._play, move)

    def _play(self, move: Move, words: str = "") -> None:
        entry = self.match.session.play(move, words)
        found = transcript.of_entry(self.match.session.game, entry)
        self._add(found)
        over = (
            entry.after.item != entry.before.item or entry.before.phase < Phase.DRAFTING == entry.after.phase
        )
        if over and self.match.people:
            self._assessment(entry.before.item, found)
        else:
            self._go_on()

    def _assessment(self, item: int, found: list[Paragraph]) -> None:
        """The end of a round is read before anything else is said."""
        self._show()
        self.query_one(MoveMenu).wait("")
        title = f"Round {item + 1} is over: {item_title(self.match.session.game, item)}"
        noted = [one.text for one in found[1:] if one.kind == NOTE]
        parts = [("The last word", [found[0].text]), ("On the record", noted)]
        self.app.push_screen(pages.Page(title, parts), lambda _: self._go_on())

    def on_move_menu_chosen(self, event: MoveMenu.Chosen) -> None:
        """A person chose a move: say it, or write its words first."""
        event.stop()
        if not self.match.person_to_move or event.ply != self.match.session.state.ply:
            return
        if event.move.act == Act.WALK_OUT:
            self._ask_before_leaving(event)
        elif event.own_words:
            self._write_words(event.move)
        else:
            self._play(event.move)

    def _write_words(self, move: Move) -> None:
        """Hide the menu and ask for the words."""
        session = self.match.session
        self._chosen = move
        about = f"{HELP[Act(move.act)].verb}: {label(session.game, session.state, move)}"
        self.query_one("#words-about", Static).update(Content(about))
        self.query_one("#moves").display = False
        self.query_one("#words").display = True
        box = self.query_one(Input)
        box.value = ""
        box.focus()

    def _ask_before_leaving(self, chosen: MoveMenu.Chosen) -> None:
        def answered(go_on: bool | None) -> None:
            if go_on and chosen.own_words:
                self._write_words(chosen.move)
            elif go_on:
                self._play(chosen.move)

        text = "You would end the talks for both sides. Enter: leave the room. Escape: stay."
        self.app.push_screen(pages.Page("Walk out?", [("", [text])]), answered)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The words are written."""
        event.stop()
        self._put_words_away()
        if self._chosen is not None:
            move, self._chosen = self._chosen, None
            self._play(move, event.value)

    def _put_words_away(self) -> None:
        self.query_one("#words").display = False
        self.query_one("#moves").display = True

    # showing

    def _add(self, found: list[Paragraph]) -> None:
        self.query_one(Transcript).add(found)

    def _show(self) -> None:
        session = self.match.session
        state = session.state
        before = session.log[-1].before if session.log else state
        wide = self.has_class("-wide")
        self.query_one(Status).refresh_from(state, before, wide=wide)
        people = self.match.people
        side = state.mover if len(people) != 1 else people[0]
        view = session.view(side)
        self.query_one(Waiting).refresh_from(view, _WIDE_POINTS if wide else _COMPACT_POINTS, terse=not wide)
        self.query_one(Record).refresh_from(view)
        self.query_one(Transcript).show_last()

    # keys

    def key_enter(self) -> None:
        """After the end: to the debrief."""
        if self.match.session.over:
            cast("FrankApp", self.app).debrief(self.match)

    def key_escape(self) -> None:
        """Leave the own words, back to the menu."""
        if self._chosen is not None:
            self._chosen = None
            self._put_words_away()
            self.call_after_refresh(self.query_one("#menu-contents").focus)

    def on_resize(self) -> None:
        """The last words stay in sight."""
        self.call_after_refresh(self._show)

    def action_leave(self) -> None:
        """Leave the game, if that is meant."""

        def answered(go_on: bool | None) -> None:
            if go_on:
                self.app.exit()

        text = "The game is not kept. Enter: leave. Escape: go on playing."
        self.app.push_screen(pages.Page("Leave the table?", [("", [text])]), answered)

    def action_next(self) -> None:
        """Watching: the next move."""
        session = self.match.session
        if not self.match.people and not session.over:
            self._play(self.match.think())

    def key_e(self) -> None:
        """Watching: all moves to the end."""
        if self.match.people or self.match.session.over:
            return
        game = self.match.session.game
        found = [part for entry in self.match.computer_turns() for part in transcript.of_entry(game, entry)]
        self._add(found)
        self._go_on()

    def action_scroll(self, way: str) -> None:
        """The transcript, by pages, whatever has the focus."""
        view = self.query_one(Transcript)
        if way == "up":
            view.scroll_page_up(animate=False)
        else:
            view.scroll_page_down(animate=False)

    def _chair(self) -> int:
        people = self.match.people
        return people[0] if len(people) == 1 else self.match.session.state.mover

    def action_brief(self) -> None:
        """The brief of whoever sits here."""
        self.app.push_screen(pages.brief_page(self.match, self._chair()))

    def action_record(self) -> None:
        """The record of both sides."""
        self.app.push_screen(pages.record_page(self.match.session.view(self._chair())))

    def action_map(self) -> None:
        """The argument as a map."""
        self.app.push_screen(pages.map_page(self.match.session.view(self._chair())))

    def action_communique(self) -> None:
        """The communiqué so far."""
        self.app.push_screen(pages.communique_page(self.match.session))

    def action_sources(self) -> None:
        """Where what was said comes from."""
        self.app.push_screen(pages.sources_page(self.match.session))

    def action_help(self) -> None:
        """What the keys do."""
        self.app.push_screen(pages.help_page())
