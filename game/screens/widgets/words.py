"""The player's own words for a chosen move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from game.match.session import OWN_WORDS_LIMIT
from game.narration.labels import label
from game.narration.speech import spoken
from game.screens import keys
from game.screens.widgets.line import Line
from game.table.acts import HELP, Act
from game.table.catalogue import Move
from game.table.view import View


class OwnWords(Vertical):
    """The written line, a box for the player's own words, and two lines to click: say it, or go back."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("words")

    @dataclass
    class Submitted(Message):
        """The player has written the words, or left them empty."""

        move: Move
        words: str
        """Empty for the written line."""
        ply: int
        """The move of the game they were written for."""

    @dataclass
    class Left(Message):
        """The player went back to the menu; nothing is said."""

    def compose(self) -> ComposeResult:
        """Yield the move, the box, and the two lines to click."""
        yield Static(id="words-about", markup=False)
        # So that typing continues what was half written, and does not replace it.
        box = Line(id="words-input", max_length=OWN_WORDS_LIMIT, placeholder="Your own words", compact=True)
        box.select_on_focus = False
        yield box
        with Horizontal(id="words-keys"):
            yield Static("enter  say it (empty: the written line)", id="words-say", markup=False)
            yield Static("esc  back", id="words-back", markup=False)

    def on_mount(self) -> None:
        """Start without a move."""
        self._move: Move | None = None
        self._ply = -1

    @property
    def move(self) -> Move | None:
        """The move whose words are asked for, if there is one."""
        return self._move

    def ask(self, view: View, move: Move, written: str = "") -> None:
        """Ask for the words of a move.

        Args:
            view: the game as the mover sees it.
            move: what is to be said.
            written: what is in the box at first.
        """
        seen = view.seen
        if (move, seen.ply) != (self._move, self._ply):  # else keep what was written for it
            self.query_one(Input).value = written
        self._move, self._ply = move, seen.ply
        verb = HELP[Act(move.act)].verb
        line = spoken(seen.game, seen, move)
        about = Content.assemble(
            (f"{verb}: ", "bold"), label(seen.game, seen, move), ("\nWritten line: ", "$text-muted"), line
        )
        self.query_one("#words-about", Static).update(about)
        self.display = True
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._say()

    @on(events.Click, "#words-say")
    def _say(self) -> None:
        if self._move is None or not self.display:
            return
        self.display = False
        move, self._move = self._move, None
        self.post_message(self.Submitted(move, self.query_one(Input).value, self._ply))

    @on(events.Click, "#words-back")
    def action_leave(self) -> None:
        """Go back to the menu."""
        if self.display:
            self.display = False
            self.post_message(self.Left())
