"""The moment at which the type of the talk turns: the game waits until the player has read it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from game.narration.debrief import Turn
from game.narration.labels import TYPE_NAMES, name_of
from game.screens import keys
from game.screens.widgets.status import TYPE_STYLE
from game.table.compiled import CompiledScenario

_NOW = (
    "Reasons count again. Granting and acknowledging build understanding. A demand or an offer bids for a "
    "negotiation.",
    "Now things can be agreed. Understanding grows less, and each concession is counted at home. Reframe calls "
    "the talk back to an exchange.",
    "Home applauds, and everything else falls. Each step down makes the way back dearer. Reframe calls the talk "
    "back.",
)
"""By type: what it means for the moves to come."""
_SECONDS = 0.5


class ShiftScreen(ModalScreen[bool]):
    """The new type of the talk, the move that turned it, and what that means."""

    PLACE = "shift"
    CSS_PATH = "shift.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("shift")

    def __init__(self, game: CompiledScenario, kind: int, turn: Turn) -> None:
        """Create the screen.

        Args:
            game: the scenario.
            kind: the type that the talk now has.
            turn: the move that turned it.
        """
        super().__init__()
        self._game, self._kind, self._turn = game, kind, turn

    def compose(self) -> ComposeResult:
        """Yield the new type, large, the move that turned the talk, and what follows from it."""
        turn, word = self._turn, TYPE_NAMES[self._kind]
        speaker = name_of(self._game, turn.side, start=True)
        with Vertical(id="shift", classes=f"-{word}"):
            yield Static("The talk has become", classes="shift-line", markup=False)
            large = f"  {' '.join(word.upper())}  "
            yield Static(Content.styled(large, TYPE_STYLE[self._kind]), id="shift-word")
            deed = f"{speaker}: {turn.deed}, {turn.what}."
            yield Static(Content(deed), classes="shift-line")
            if turn.answered:
                yield Static(Content(f"It took up a bid. {turn.answered.rstrip('.')}."), classes="shift-line")
            if not turn.licit:
                yield Static(
                    "Against the rules of a dialogue: it is on the record as a foul.",
                    classes="shift-line -foul",
                    markup=False,
                )
            yield Static(Content(_NOW[self._kind]), classes="shift-line -means")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fade in, unless motion is off."""
        if self.app.animation_level == "full":
            frame = self.query_one("#shift")
            frame.styles.opacity = 0.0
            frame.styles.animate("opacity", 1.0, duration=_SECONDS)

    def action_close(self, go_on: bool) -> None:
        """Go on with the talk."""
        self.dismiss(go_on)
