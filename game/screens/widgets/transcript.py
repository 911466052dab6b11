"""The transcript: one block a paragraph, the newest at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.record.transcript import HEADING, SPEECH, Paragraph
from game.table.compiled import Compiled

COLOURS = {
    "blue": "$text-primary",
    "red": "$text-error",
    "green": "$text-success",
    "yellow": "$text-warning",
    "magenta": "$text-accent",
    "cyan": "$text-secondary",
}
"""A scenario's colour names in the theme's own colours, so that they can be read on any theme."""


def side_style(game: Compiled, side: int) -> str:
    """The style of a delegation's name."""
    written = game.scenario.delegations[game.delegations[side]]
    return f"bold {COLOURS[written.colour]}"


def set_paragraph(game: Compiled, one: Paragraph) -> Content:
    """A paragraph as text with styles; what was written is never read as markup."""
    if one.kind == HEADING:
        return Content.assemble((one.text, "bold underline"))
    if one.kind == SPEECH:
        return Content.assemble(
            (game.sides[one.side].short, side_style(game, one.side)),
            (f"  {one.head}", "$text-muted"),
            "\n",
            one.text,
        )
    return Content.assemble(
        (f"· {one.text}", "bold $text-warning" if one.shift >= 0 else "italic $text-muted")
    )


class Transcript(VerticalScroll, can_focus=False):
    """What was said. It scrolls by the wheel and by the table's page keys, and leaves the menu its focus."""

    def add(self, game: Compiled, paragraphs: Iterable[Paragraph]) -> None:
        """Append paragraphs and show the last."""
        blocks = [Static(set_paragraph(game, one), classes=f"turn -{one.kind}") for one in paragraphs]
        if blocks:
            self.mount_all(blocks)
            self.show_last()

    def show_last(self) -> None:
        """Show the last paragraph, once everything around has found its size."""
        self.call_after_refresh(self.scroll_end, animate=False)
