"""A page over the table: headings and paragraphs to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from game.narration.section import Section
from game.screens import keys

BESIDE_FROM = 72
"""The width from which a second column is shown beside the first, not under it."""
_PARAGRAPH = "\n\n"
"""Between two paragraphs."""


class Page(ModalScreen[bool]):
    """A page of headings and paragraphs. Enter closes it with True, escape with False."""

    PLACE = "page"
    CSS_PATH = "page.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-one-column"), (BESIDE_FROM, "-two-columns")]  # noqa: RUF012
    AUTO_FOCUS = "#page"  # so that it scrolls
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("page")

    def __init__(self, title: str, parts: Sequence[Section]) -> None:
        super().__init__()
        self._title, self._parts = title, parts

    def compose(self) -> ComposeResult:
        """Yield a scrolling text."""
        with VerticalScroll(id="page") as page:
            yield from _blocks(self._title, self._parts)
        page.show_vertical_scrollbar = self._is_long()
        yield Footer(show_command_palette=False)

    def _is_long(self) -> bool:
        """Guess whether the page needs a scrollbar: a right guess saves one layout of all the text."""
        columns, rows = self.app.size
        paragraphs = [text for part in self._parts for text in (*part.lines, *part.beside)]
        return sum(2 + len(text) // columns for text in paragraphs) > rows

    def action_close(self, go_on: bool) -> None:
        """Close the page."""
        self.dismiss(go_on)


def _blocks(title: str, parts: Sequence[Section]) -> ComposeResult:
    """Yield the text in as few widgets as possible: each costs about as much as all the text in it."""
    text, gap = Content.styled(title, "bold underline"), _PARAGRAPH
    for part in parts:
        if part.title:
            text, gap = Content.assemble(text, gap, (part.title, "bold $text-accent")), "\n"
        if part.kind or part.beside:
            if text:
                yield Static(text, classes="page-text" if gap == _PARAGRAPH else None)
            yield from _columns(part) if part.beside else _marked(part)
            text, gap = Content(), ""
        elif part.lines:
            text, gap = Content.assemble(text, gap, _joined(part.lines)), _PARAGRAPH
    if text:
        yield Static(text, classes="page-text")


def _marked(part: Section) -> ComposeResult:
    if part.lines:
        yield Static(_joined(part.lines), classes=f"page-part -{part.kind}")


def _columns(part: Section) -> ComposeResult:
    with Horizontal(classes="page-columns"):
        yield Static(_joined(part.lines), classes="page-column")
        beside = Content.assemble((part.beside_title, "italic"), _PARAGRAPH, _joined(part.beside))
        yield Static(beside, classes="page-column -beside")


def _joined(lines: Sequence[str]) -> Content:
    return Content(_PARAGRAPH.join(lines))
