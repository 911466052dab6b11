"""A line to write in that loses nothing without a word."""

from __future__ import annotations

import re

from textual import events
from textual.widgets import Input

from game.scenario.text import clean, counted, cut_note

_BREAK = re.compile("[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\\s*")


def as_line(text: str) -> str:
    """Return pasted text as one safe line: its lines are joined by spaces."""
    return clean(_BREAK.sub(" ", text.strip("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"))).replace("\n", " ")


class Line(Input):
    """A line of input. Pasted lines are joined; what exceeds the limit is cut, and the player is told."""

    _full = ""
    """What was in the line when the player was told that it is full."""

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text; Textual's own line would drop all but the first line, and all of a long one."""
        event.stop()
        event.prevent_default()
        text = as_line(event.text)
        start, end = sorted(self.selection)
        room = self.max_length - len(self.value) + end - start if self.max_length else len(text)
        taken = text[:room] if room > 0 else ""
        if taken:
            self.replace(taken, start, end)
        if len(taken) < len(text):
            note = cut_note(self.max_length or 0, len(text) - len(taken))
            self.app.notify(note, title="Pasted", severity="warning", timeout=10, markup=False)

    def restricted(self) -> None:
        """Sound the bell; when the line is full, say so once."""
        super().restricted()
        if self.max_length and len(self.value) >= self.max_length and self._full != self.value:
            self._full = self.value
            note = f"The line is full: it takes {counted(self.max_length, 'character')}."
            self.app.notify(note, severity="warning", markup=False)
