"""The guide for authors, to read inside the app: the same text that lies beside the scenarios."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from game.scenario import library
from game.screens.page import Page
from game.screens.widgets.footer import KeyLine

GUIDE = "README.md"
"""The file of the guide, among the scenarios."""


class Guide(Page):
    """From an empty file to a good scenario, in seven steps."""

    def __init__(self) -> None:
        super().__init__("Write a scenario", ())

    def compose(self) -> ComposeResult:
        """A scrolling text. Its links lead to files beside it, which a terminal cannot show."""
        with VerticalScroll(id="page"):
            yield Markdown((library.directory() / GUIDE).read_text(encoding="utf-8"), open_links=False)
        yield KeyLine(show_command_palette=False)
