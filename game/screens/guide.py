"""The guide for authors, to read inside the app: the same text that lies beside the scenarios."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Markdown

from game.scenario import shelf
from game.screens import keys

GUIDE = "README.md"
"""The file of the guide, among the scenarios."""


class Guide(ModalScreen[bool]):
    """From an empty file to a good scenario, in seven steps. Enter or escape closes it."""

    PLACE = "page"
    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("page")

    def compose(self) -> ComposeResult:
        """A scrolling text. Its links lead to files beside it, which a terminal cannot show."""
        with VerticalScroll(id="page"):
            yield Markdown((shelf.directory() / GUIDE).read_text(encoding="utf-8"), open_links=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The text takes the keys, so that it scrolls."""
        self.query_one("#page").focus()

    def action_close(self, go_on: bool) -> None:
        """Close the guide."""
        self.dismiss(go_on)
