"""A page over the table: headings and paragraphs to read, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from game.screens import keys
from game.screens.part import Part

BESIDE_FROM = 72
"""The width from which a second column stands beside the first, not under it."""


class Page(ModalScreen[bool]):
    """A page of headings and paragraphs. Enter or escape closes it."""

    PLACE = "page"
    CSS_PATH = "page.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (BESIDE_FROM, "-two-columns")]  # noqa: RUF012
    AUTO_FOCUS = "#page"  # so that it scrolls
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("page")

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self._title, self._parts = title, parts

    def compose(self) -> ComposeResult:
        """A scrolling text."""
        with VerticalScroll(id="page"):
            yield Static(Content.styled(self._title, "bold underline"), classes="page-title")
            for part in self._parts:
                yield from _part(part)
        yield Footer(show_command_palette=False)

    def action_close(self, go_on: bool) -> None:
        """Close the page."""
        self.dismiss(go_on)


def _part(part: Part) -> ComposeResult:
    if part.title:
        yield Static(Content.styled(part.title, "bold"), classes="page-heading")
    if not part.beside:
        with Vertical(classes=f"page-part -{part.kind or 'open'}"):
            yield from _texts(part.lines)
        return
    with Horizontal(classes="page-columns"):
        with Vertical(classes="page-column"):
            yield from _texts(part.lines)
        with Vertical(classes="page-column -beside"):
            yield Static(Content.styled(part.beside_title, "italic"), classes="page-text")
            yield from _texts(part.beside)


def _texts(lines: Sequence[str]) -> ComposeResult:
    """Paragraphs, in one widget: each widget costs about as much as all the text in it."""
    if lines:
        yield Static(Content("\n\n".join(lines)), classes="page-text")
