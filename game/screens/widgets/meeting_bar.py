"""A meeting as one line: where its rounds begin, the type of the talk, and the current move."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from game.match.session import Session
from game.screens.widgets.status import Words
from game.table.state import State

_SIGNS = ("─", "═", "≈")
"""By type of the talk: exchange, negotiation, quarrel; the colour alone would not do."""
_STYLES = ("$text-success", "$text-warning", "$text-error")
_ROUND, _HERE = "┬", "◆"


class MeetingBar(Static):
    """All moves of a meeting from left to right. A click goes to one."""

    @dataclass
    class Clicked(Message):
        """A place on the bar was clicked."""

        ply: int
        """How many moves were made before it."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, markup=False)
        self._states = session.states
        self._at = 0

    def show(self, ply: int) -> None:
        """Show which move is the current one."""
        self._at = ply
        width = self.size.width
        if width < 2:
            return
        plies = [self._ply(column) for column in range(width)]
        here = min(range(width), key=lambda column: abs(plies[column] - ply))
        parts: Words = []
        for column, at in enumerate(plies):
            state = self._states[at]
            new = column > 0 and _round(state) != _round(self._states[plies[column - 1]])
            sign = _HERE if column == here else _ROUND if new else _SIGNS[state.kind]
            parts.append((sign, f"bold {_STYLES[state.kind]}" if column == here else _STYLES[state.kind]))
        self.update(Content.assemble(*parts))

    def _ply(self, column: int) -> int:
        return round(column * (len(self._states) - 1) / max(1, self.size.width - 1))

    def on_resize(self) -> None:
        """Draw the bar for the new width."""
        self.show(self._at)

    def on_click(self, event: events.Click) -> None:
        """Ask to go to the clicked move."""
        event.stop()
        self.post_message(self.Clicked(self._ply(max(0, event.x))))


def _round(state: State) -> tuple[int, bool]:
    """Return what differs between two parts of the meeting."""
    from game.table.protocol import Phase

    return (state.item, state.phase >= Phase.DRAFTING)
