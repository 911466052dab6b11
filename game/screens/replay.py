"""A replay: a game once more, like a film, as one side saw it or with both briefs open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from game.match.match import Match
from game.narration import brief, transcript
from game.narration.debrief import turns
from game.narration.labels import name_of
from game.narration.section import Section
from game.screens import keys, pages
from game.screens.argument import MapScreen
from game.screens.help import help_page
from game.screens.page import Page
from game.screens.widgets.bar import Bar
from game.screens.widgets.document import Document
from game.screens.widgets.footer import KeyLine
from game.screens.widgets.status import Record, Status, Waiting
from game.screens.widgets.transcript import Transcript
from game.table.protocol import Phase
from game.table.view import View

if TYPE_CHECKING:
    from game.screens.app import FrankApp

BOTH = 2
"""In place of a side: both briefs are open."""

_WORDS_A_SECOND = 4
"""How fast one reads."""
_LEAST, _MOST = 1.5, 14.0
"""Seconds that a move stands at least and at most."""
_TURN = 3.0
"""Seconds more for a move that turned the talk."""
_PACES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class ReplayScreen(Screen[None]):
    """A game that was played, as it stood after some of its moves."""

    PLACE = "replay"
    CSS_PATH = ["table.tcss", "replay.tcss"]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-middling"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("replay")

    def __init__(self, match: Match, at: int = 0) -> None:
        """A replay.

        Args:
            match: the game, with its whole log.
            at: after how many moves it begins.
        """
        super().__init__()
        self._match = match
        self._session = match.session
        self._past = match.session.until(at)
        self._told = [
            transcript.opening(match.session),
            *(transcript.of_entry(match.session.game, entry) for entry in match.session.log),
        ]
        self._turns = {turn.ply: turn.type for turn in turns(match.session)}
        self._seen_by = BOTH
        self._pace = _PACES.index(1.0)
        self._timer: Timer | None = None
        self._said = ""

    @property
    def at(self) -> int:
        """After how many moves it stands."""
        return len(self._past.log)

    @property
    def playing(self) -> bool:
        """Whether it runs."""
        return self._timer is not None

    def compose(self) -> ComposeResult:
        """As at the table, with a line of time in place of the menu."""
        yield Status(id="status", markup=False)
        with Horizontal(id="middle"):
            yield Transcript(self._session.game, id="transcript")
            yield Document(id="document")
            yield Vertical(Record(id="record", markup=False), id="side")
        yield Waiting(id="waiting", markup=False)
        yield Bar(self._session, id="replay-bar")
        yield Static(id="replay-line", markup=False)
        yield KeyLine(show_command_palette=False)

    def on_mount(self) -> None:
        """Show where it begins."""
        self._tell_all()
        self._show()

    def on_resize(self) -> None:
        """Other room."""
        self.call_after_refresh(self._show)

    # through time

    def _go(self, ply: int) -> None:
        """To the game after some moves."""
        ply = max(0, min(ply, len(self._session.log)))
        self._said = ""
        if ply == self.at + 1:
            entry = self._session.log[self.at]
            self._past.play(entry.move, entry.words)
            self.query_one(Transcript).add(self._told[ply])
        elif ply != self.at:
            self._past = self._session.until(ply)
            self._tell_all()
        self._show()

    def _tell_all(self) -> None:
        said = [one for told in self._told[: self.at + 1] for one in told]
        self.query_one(Transcript).show(said)

    def beat(self) -> None:
        """The next move, and the time it stands."""
        self._stop()
        self._go(self.at + 1)
        if self.at < len(self._session.log):
            self._wait()
        self._show_line()

    def _wait(self) -> None:
        words = sum(len(one.text.split()) for one in self._told[self.at])
        stands = min(_MOST, max(_LEAST, words / _WORDS_A_SECOND))
        stands += _TURN if self.at in self._turns else 0
        self._timer = self.set_timer(stands / _PACES[self._pace], self.beat)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # showing

    def _view(self) -> View:
        """The game at that moment, from the chair one looks from; with both open, from that of the mover."""
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
        self.query_one(Document).display = drafting
        self.query_one("#side").display = wide and not drafting
        if drafting:
            self.query_one(Document).refresh_from(past)
        else:
            self.query_one(Transcript).show_last()
        self.query_one(Bar).show(self.at)
        self._show_line()

    def _show_line(self) -> None:
        became = self._turns.get(self.at)
        pace = _PACES[self._pace]
        how = f"playing{'' if pace == 1 else f' at {pace:g}x'}" if self.playing else "paused"
        if self.at == len(self._session.log) and not self.playing:
            how = "the end" if self._session.over else "the last move so far"
        parts: list[str | tuple[str, str]] = [
            ("REPLAY", "bold reverse"),
            f"  move {self.at} of {len(self._session.log)} · {how} · seen by {self._whose()}",
        ]
        if became:
            parts.append(
                (
                    f" · ◆ the talk became a{'n' if became[0] in 'aeiou' else ''} {became}",
                    "bold $text-warning",
                )
            )
        if self._said:
            parts.append((f" · {self._said}", "italic"))
        self.query_one("#replay-line", Static).update(Content.assemble(*parts))

    def _whose(self) -> str:
        return "both sides" if self._seen_by == BOTH else name_of(self._session.game, self._seen_by)

    # keys

    def action_pause(self) -> None:
        """Let it run, or stop it; at the end, run from the beginning."""
        if self.playing:
            self._stop()
        else:
            if self.at == len(self._session.log):
                self._go(0)
            if self._session.log:
                self._wait()
        self._show_line()

    def action_step(self, moves: int) -> None:
        """One move on or back; it stands still then."""
        self._stop()
        self._go(self.at + moves)

    def action_turn(self, way: int) -> None:
        """To the next or the last move that turned the talk."""
        self._stop()
        ahead = [ply for ply in sorted(self._turns) if (ply > self.at if way > 0 else ply < self.at)]
        if ahead:
            self._go(ahead[0] if way > 0 else ahead[-1])
        else:
            self._said = f"the talk does not turn {'again' if self._turns else 'in this game'}"
            if way < 0:
                self._said = "the talk did not turn before"
            self._show_line()

    def action_to(self, ply: int) -> None:
        """To the beginning, or to the end."""
        self._stop()
        self._go(ply if ply >= 0 else len(self._session.log))

    def action_pace(self, way: int) -> None:
        """Faster or slower."""
        self._pace = max(0, min(self._pace + way, len(_PACES) - 1))
        if self.playing:
            self._stop()
            self._wait()
        self._said = "" if self.playing else f"pace {_PACES[self._pace]:g}x"
        self._show_line()

    def action_viewpoint(self) -> None:
        """As the one side saw it, as the other did, as both."""
        self._seen_by = (self._seen_by + 1) % (BOTH + 1)
        self._said = ""
        self._show()

    @on(Bar.Chosen)
    def _clicked(self, event: Bar.Chosen) -> None:
        """To where the line of time was clicked."""
        event.stop()
        self._stop()
        self._go(event.ply)

    def action_brief(self) -> None:
        """The brief of whoever looks; with both open, one after the other."""
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
        """The argument as it stood."""
        self._stop()
        self.app.push_screen(MapScreen(self._view()))

    def action_scroll(self, way: str) -> None:
        """What was said, by pages."""
        self.query_one(Transcript).page(way)

    def action_branch(self) -> None:
        """Play on from here."""
        self._stop()
        app = cast("FrankApp", self.app)
        if self.at < len(self._session.log):
            app.branch_from(self._match, self.at)
        elif self._session.over:
            self._said = "the meeting is over here; go back first"
            self._show_line()
        else:
            app.sit_down(self._match)

    def action_help(self) -> None:
        """What one can do here."""
        self._stop()
        self.app.push_screen(help_page(["replay", "anywhere"]))

    def action_leave(self) -> None:
        """Back to where one came from; where one came from nowhere, leave the program."""
        self._stop()
        if len(self.app.screen_stack) > 2:  # the app's own empty screen is the first
            self.app.pop_screen()
        else:
            self.app.exit()
