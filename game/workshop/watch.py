"""``frank watch``: show the table of a scenario that is being written, and reload it on every save."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from game.narration import menu, transcript
from game.narration.blocked_words import blocked_lines
from game.narration.section import Section
from game.narration.speech import spoken
from game.scenario.text import one_line
from game.screens import keys
from game.screens.argument import MapScreen
from game.screens.help import help_page
from game.screens.page import Page
from game.screens.widgets.choices import Options, is_current
from game.screens.widgets.line import Line
from game.screens.widgets.status import Status
from game.screens.widgets.transcript import Transcript
from game.table.catalogue import Move
from game.workshop.rehearsal import TRACKS, Rehearsal, short_problem

LOOK = 0.15
"""The seconds between two looks at the file."""

_SHOWN = 100
"""The most problems that are shown."""

_NAMES = {"u": 0, "t": 1, "c0": 2, "c1": 3, "h0": 4, "h1": 5}
_ASK = "Set a track: u 60, t 90; c0, c1, h0, h1 are each side's credibility and home"


class WatchScreen(Screen[None]):
    """The transcript, the problems of the file, and every move with its id, its place and its effects."""

    PLACE = "watch"
    CSS_PATH = "watch.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("watch")

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal
        self._moves: list[Move] = []
        self._read = 0

    def compose(self) -> ComposeResult:
        """Yield the status, the transcript and problems, the moves, and an input line."""
        yield Status(id="status", markup=False)
        yield Static(id="watch-line", markup=False)
        with Horizontal(id="watch-middle"):
            yield Vertical(id="watch-said")
            with VerticalScroll(id="watch-problems", can_focus=False):
                yield Static(id="watch-faults", markup=False)
        yield Options(id="watch-moves", markup=False)
        yield Static(id="watch-says", markup=False)
        yield Line(id="watch-input", placeholder=_ASK, max_length=20)
        yield Footer()

    def on_mount(self) -> None:
        """Read the file, and keep looking for changes."""
        self.query_one(Input).display = False
        self.query_one(OptionList).focus()
        self.rehearsal.reload()
        self._reloaded()
        self.set_interval(LOOK, self.look)

    # the file

    def look(self) -> None:
        """Read the file again if it has changed."""
        if self.rehearsal.changed():
            self._reload()

    @work(thread=True, exclusive=True, group="reading")
    def _reload(self) -> None:
        """Read the file in a thread, outside the event loop."""
        self.rehearsal.reload()
        self.app.call_from_thread(self._reloaded)

    def _reloaded(self) -> None:
        if not self.is_attached:
            return
        self._read += 1
        session = self.rehearsal.session
        area = self.query_one("#watch-said", Vertical)
        area.remove_children()
        if session is not None:
            area.mount(Transcript(session.game))  # another scenario has other names and colours
        self._show()

    # showing

    def _show(self) -> None:
        rehearsal, session = self.rehearsal, self.rehearsal.session
        self._show_line()
        self._show_problems()
        moves = self.query_one(OptionList)
        at = moves.highlighted or 0
        moves.clear_options()
        self._moves = []
        if session is None:
            return
        state = session.state
        before = session.log[-1].before if session.log else state
        self.query_one(Status).refresh_from(state, before, wide=self.has_class("-wide"))
        for panel in self.query(Transcript):
            panel.show(transcript.paragraphs(session))
        if session.over:
            return
        view = session.view(state.mover)
        self._moves = view.moves()
        options = [
            Option(
                Content.assemble(
                    (session.game.key(move), "bold"),
                    (f"  {rehearsal.place_of(move)}", "$text-accent"),
                    (f"  {'; '.join(menu.effects(view, move))}", "$text-muted"),
                )
            )
            for move in self._moves
        ]
        options += [
            Option(Content.styled(f"– {line}", "$text-muted"), disabled=True) for line in blocked_lines(view)
        ]
        moves.add_options(options)
        moves.highlighted = min(at, len(self._moves) - 1)

    def _show_line(self) -> None:
        rehearsal, session = self.rehearsal, self.rehearsal.session
        count = len(rehearsal.problems)
        parts: list[str | tuple[str, str]] = [
            ("WATCH", "bold reverse"),
            f"  {one_line(rehearsal.path.name)}, read {self._read} time{'' if self._read == 1 else 's'}, ",
            (f"{count} problem{'' if count == 1 else 's'}", "bold $text-error" if count else ""),
        ]
        if session is not None:
            side = session.game.delegations[session.state.mover]
            turn = "the meeting is over" if session.over else f"`{side}` is to move"
            parts.append(f"; step {len(rehearsal.steps)}, {turn}")
        if rehearsal.stale:
            parts.append(("; the table shows the last version without errors", "bold $text-warning"))
        if rehearsal.lost:
            parts.append((f"; {rehearsal.lost}", "bold $text-warning"))
        self.query_one("#watch-line", Static).update(Content.assemble(*parts))

    def _show_problems(self) -> None:
        styles = {"error": "bold $text-error", "warning": "$text-warning", "hint": "$text-muted"}
        parts: list[str | tuple[str, str]] = [("In the file\n", "bold")]
        for problem in self.rehearsal.problems[:_SHOWN]:
            parts.append((f"{short_problem(problem)}\n", styles[problem.severity]))
        if not self.rehearsal.problems:
            parts.append("Nothing wrong.")
        self.query_one("#watch-faults", Static).update(Content.assemble(*parts))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the words of the selected move and all of its effects."""
        event.stop()
        session = self.rehearsal.session
        if session is None or event.option_index >= len(self._moves) or not is_current(event):
            return
        move, view = self._moves[event.option_index], session.view(session.state.mover)
        effects = f"{'; '.join(menu.effects(view, move))}."
        words = spoken(session.game, view.seen, move)
        self.query_one("#watch-says", Static).update(Content.assemble(words, (f"\n{effects}", "$text-muted")))

    # keys

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Play the selected move."""
        event.stop()
        if event.option_index < len(self._moves) and is_current(event):
            self.rehearsal.play(self._moves[event.option_index])
            self._show()

    def action_take_back(self) -> None:
        """Take back the last step."""
        self.rehearsal.back()
        self._show()

    def action_restart(self) -> None:
        """Start the rehearsal again."""
        self.rehearsal.restart()
        self._show()

    def action_help_on(self) -> None:
        """Let the computer make the next move."""
        self.rehearsal.help_on()
        self._show()

    def action_jump(self, item: int) -> None:
        """Go to the beginning of a round, or to the drafting (-1)."""
        session = self.rehearsal.session
        if session is not None:
            self.rehearsal.jump(item if item >= 0 else len(session.game.items))
            self._show()

    def action_set_track(self) -> None:
        """Ask for a track and its value."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Set the track that was typed, or explain the input again."""
        event.stop()
        name, _, value = event.value.strip().lower().partition(" ")
        if name in _NAMES and value.strip().isdecimal():
            self.rehearsal.set_track(TRACKS[_NAMES[name]], int(value.strip()[:4]))
            self.action_close_line()
            self._show()
        else:
            self.app.notify(_ASK, severity="warning", markup=False)

    def action_close_line(self) -> None:
        """Close the input line and return to the moves."""
        line = self.query_one(Input)
        line.display, line.value = False, ""
        self.query_one(OptionList).focus()

    def action_problems(self) -> None:
        """Show all problems in full."""
        problems = self.rehearsal.problems
        lines = [str(problem) for problem in problems[:_SHOWN]] or ["Nothing wrong."]
        if len(problems) > _SHOWN:
            lines.append(f"… and {len(problems) - _SHOWN} more")
        self.app.push_screen(Page("Problems in the file", [Section("", lines)]))

    def action_map(self) -> None:
        """Show the argument map."""
        session = self.rehearsal.session
        if session is not None:
            self.app.push_screen(MapScreen(session.view(session.state.mover)))

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.app.push_screen(help_page(["watch", "anywhere"]))

    def on_resize(self) -> None:
        """Redraw for the new size."""
        self.call_after_refresh(self._show)
