"""A replay: a game shown again like a film, as one side saw it or with both briefs open."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static

from game.match.match import Match
from game.narration import brief, transcript
from game.narration.debrief import turns
from game.narration.labels import name_of
from game.narration.section import Section
from game.screens import keys, messages, pages
from game.screens.argument import MapScreen
from game.screens.help import help_page
from game.screens.page import Page
from game.screens.widgets.document_panel import DocumentPanel
from game.screens.widgets.meeting_bar import MeetingBar
from game.screens.widgets.status import Record, Status, Waiting
from game.screens.widgets.transcript import Transcript
from game.table.protocol import Phase
from game.table.view import View

BOTH = 2
"""In place of a side: the viewpoint with both briefs open."""

_WORDS_A_SECOND = 4
"""How fast people read."""
_LEAST, _MOST = 1.5, 14.0
"""Seconds that a move is shown at least and at most."""
_TURN = 3.0
"""More seconds for a move that turned the talk."""
_PACES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class ReplayScreen(Screen[None]):
    """A game as it stood after some of its moves."""

    PLACE = "replay"
    CSS_PATH = ["table.tcss", "replay.tcss"]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middling"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("replay")

    def __init__(self, match: Match, at: int = 0) -> None:
        """Create a replay.

        Args:
            match: the game, with its whole log.
            at: after how many moves it starts.
        """
        super().__init__()
        self._match = match
        self._session = match.session
        self._past = match.session.until(at)
        self._paragraphs = [
            transcript.opening(match.session),
            *(transcript.of_entry(match.session.game, entry) for entry in match.session.log),
        ]
        self._turns = {turn.ply: turn.type for turn in turns(match.session)}
        self._seen_by = BOTH
        self._pace = _PACES.index(1.0)
        self._timer: Timer | None = None
        self._notice = ""

    @property
    def at(self) -> int:
        """The number of moves after which the game is shown."""
        return len(self._past.log)

    @property
    def playing(self) -> bool:
        """Whether the replay runs by itself."""
        return self._timer is not None

    def compose(self) -> ComposeResult:
        """Yield the widgets of the table, with a bar of the meeting in place of the menu."""
        yield Status(id="status", markup=False)
        with Horizontal(id="middle"):
            yield Transcript(self._session.game, id="transcript")
            yield DocumentPanel(id="document")
            yield Vertical(Record(id="record", markup=False), id="side")
        yield Waiting(id="waiting", markup=False)
        yield MeetingBar(self._session, id="replay-bar")
        yield Static(id="replay-line", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the game where the replay starts."""
        self._show_transcript()
        self._show()

    def on_resize(self) -> None:
        """Show the game for the new size."""
        self.call_after_refresh(self._show)

    # through time

    def _go(self, ply: int) -> None:
        """Show the game after some moves."""
        ply = max(0, min(ply, len(self._session.log)))
        self._notice = ""
        if ply == self.at + 1:
            entry = self._session.log[self.at]
            self._past.play(entry.move, entry.words)
            self.query_one(Transcript).add(self._paragraphs[ply])
        elif ply != self.at:
            self._past = self._session.until(ply)
            self._show_transcript()
        self._show()

    def _show_transcript(self) -> None:
        spoken = [paragraph for move in self._paragraphs[: self.at + 1] for paragraph in move]
        self.query_one(Transcript).show(spoken)

    def beat(self) -> None:
        """Show the next move, and wait as long as it takes to read it."""
        self._stop()
        self._go(self.at + 1)
        if self.at < len(self._session.log):
            self._wait()
        self._show_line()

    def _wait(self) -> None:
        words = sum(len(paragraph.text.split()) for paragraph in self._paragraphs[self.at])
        seconds = min(_MOST, max(_LEAST, words / _WORDS_A_SECOND))
        seconds += _TURN if self.at in self._turns else 0
        self._timer = self.set_timer(seconds / _PACES[self._pace], self.beat)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # showing

    def _view(self) -> View:
        """Return the game as the chosen side saw it; with both briefs open, as the mover saw it."""
        side = self._past.state.mover if self._seen_by == BOTH else self._seen_by
        return self._past.view(side)

    def _show(self) -> None:
        past, view = self._past, self._view()
        state = past.state
        before = past.log[-1].before if past.log else state
        wide, drafting = self.has_class("-wide"), state.phase == Phase.DRAFTING
        self.query_one(Status).refresh_from(state, before, wide=wide)
        self.query_one(Waiting).refresh_from(view, 6 if wide else 2, terse=not wide)
        opponent = self._match.persona_description(1 - view.side) if self._seen_by != BOTH else ""
        self.query_one(Record).refresh_from(view, opponent)
        self.query_one(Transcript).display = not drafting
        self.query_one(DocumentPanel).display = drafting
        self.query_one("#side").display = wide and not drafting
        if drafting:
            self.query_one(DocumentPanel).refresh_from(past)
        else:
            self.query_one(Transcript).show_last()
        self.query_one(MeetingBar).show(self.at)
        self._show_line()

    def _show_line(self) -> None:
        turn = self._turns.get(self.at)
        pace = _PACES[self._pace]
        mode = f"playing{'' if pace == 1 else f' at {pace:g}x'}" if self.playing else "paused"
        if self.at == len(self._session.log) and not self.playing:
            mode = "the end" if self._session.over else "the last move so far"
        parts: list[str | tuple[str, str]] = [
            ("REPLAY", "bold reverse"),
            f"  move {self.at} of {len(self._session.log)} · {mode} · seen by {self._viewer()}",
        ]
        if turn:
            parts.append(
                (
                    f" · ◆ the talk became a{'n' if turn[0] in 'aeiou' else ''} {turn}",
                    "bold $text-warning",
                )
            )
        if self._notice:
            parts.append((f" · {self._notice}", "italic"))
        self.query_one("#replay-line", Static).update(Content.assemble(*parts))

    def _viewer(self) -> str:
        return "both sides" if self._seen_by == BOTH else name_of(self._session.game, self._seen_by)

    # keys

    def action_pause(self) -> None:
        """Play or pause; at the end, play from the beginning."""
        if self.playing:
            self._stop()
        else:
            if self.at == len(self._session.log):
                self._go(0)
            if self._session.log:
                self._wait()
        self._show_line()

    def action_step(self, moves: int) -> None:
        """Go some moves on or back, and pause."""
        self._stop()
        self._go(self.at + moves)

    def action_turn(self, way: int) -> None:
        """Go to the next or the previous move that turned the talk."""
        self._stop()
        ahead = [ply for ply in sorted(self._turns) if (ply > self.at if way > 0 else ply < self.at)]
        if ahead:
            self._go(ahead[0] if way > 0 else ahead[-1])
        else:
            self._notice = f"the talk does not turn {'again' if self._turns else 'in this game'}"
            if way < 0:
                self._notice = "the talk did not turn before"
            self._show_line()

    def action_to(self, ply: int) -> None:
        """Go to a move; to the end if it is negative."""
        self._stop()
        self._go(ply if ply >= 0 else len(self._session.log))

    def action_pace(self, way: int) -> None:
        """Play faster or slower."""
        self._pace = max(0, min(self._pace + way, len(_PACES) - 1))
        if self.playing:
            self._stop()
            self._wait()
        self._notice = "" if self.playing else f"pace {_PACES[self._pace]:g}x"
        self._show_line()

    def action_viewpoint(self) -> None:
        """Change the viewpoint: one side, the other, both briefs open."""
        self._seen_by = (self._seen_by + 1) % (BOTH + 1)
        self._notice = ""
        self._show()

    @on(MeetingBar.Clicked)
    def _clicked(self, event: MeetingBar.Clicked) -> None:
        """Go to where the bar was clicked."""
        event.stop()
        self._stop()
        self._go(event.ply)

    def action_brief(self) -> None:
        """Show the brief of the chosen side, or both briefs."""
        self._stop()
        if self._seen_by != BOTH:
            self.app.push_screen(pages.brief_page(Match(self._past, self._match.personas), self._seen_by))
            return
        parts: list[Section] = []
        for side in (0, 1):
            parts.append(Section(f"─── {name_of(self._session.game, side, start=True)} ───", []))
            parts += brief.brief(self._past.view(side), self._match.persona_description(1 - side))
        self.app.push_screen(Page("Both briefs", parts))

    def action_map(self) -> None:
        """Show the map of the argument as it stood."""
        self._stop()
        self.app.push_screen(MapScreen(self._view()))

    def action_scroll(self, way: str) -> None:
        """Scroll the transcript by a page."""
        self.query_one(Transcript).page(way)

    def action_branch(self) -> None:
        """Play on from here."""
        self._stop()
        if self.at < len(self._session.log):
            self.post_message(messages.PlayBranch(self, self._match, self.at))
        elif self._session.over:
            self._notice = "the meeting is over here; go back first"
            self._show_line()
        else:
            self.post_message(messages.Resume(self, self._match))

    def action_help(self) -> None:
        """Show the help."""
        self._stop()
        self.app.push_screen(help_page(["replay", "anywhere"]))

    def action_leave(self) -> None:
        """Go back to the screen before; without one, leave the program."""
        self._stop()
        if len(self.app.screen_stack) > 2:  # the app's own empty screen is the first
            self.app.pop_screen()
        else:
            self.app.exit()
