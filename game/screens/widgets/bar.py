"""A meeting as one line: where its rounds begin, what the talk was, and where one is. A click goes there."""

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
"""By type of the talk: exchange, negotiation, quarrel. The colour is not the only sign."""
_STYLES = ("$text-success", "$text-warning", "$text-error")
_ROUND, _HERE = "┬", "◆"


class Bar(Static):
    """The line of time."""

    @dataclass
    class Chosen(Message):
        """A place on it was clicked: the game after so many moves."""

        ply: int

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002 - as Textual calls it
        super().__init__(id=id, markup=False)
        self._states = session.states
        self._at = 0

    def show(self, ply: int) -> None:
        """Show where one is."""
        self._at = ply
        width = self.size.width
        if width < 2:
            return
        plies = [self._ply(column) for column in range(width)]
        here = min(range(width), key=lambda column: abs(plies[column] - ply))
        parts: Words = []
        for column, one in enumerate(plies):
            state = self._states[one]
            new = column > 0 and _round(state) != _round(self._states[plies[column - 1]])
            sign = _HERE if column == here else _ROUND if new else _SIGNS[state.kind]
            parts.append((sign, f"bold {_STYLES[state.kind]}" if column == here else _STYLES[state.kind]))
        self.update(Content.assemble(*parts))

    def _ply(self, column: int) -> int:
        return round(column * (len(self._states) - 1) / max(1, self.size.width - 1))

    def on_resize(self) -> None:
        """Other columns."""
        self.show(self._at)

    def on_click(self, event: events.Click) -> None:
        """Go to where one has clicked."""
        event.stop()
        self.post_message(self.Chosen(self._ply(max(0, event.x))))


def _round(state: State) -> tuple[int, bool]:
    """What changes where a new part of the meeting begins."""
    from game.table.protocol import Phase

    return (state.item, state.phase >= Phase.DRAFTING)
