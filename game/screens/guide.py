"""The guide for authors, shown inside the app: the README of the scenarios."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, Markdown

from game.scenario import library
from game.screens.page import Page

GUIDE = "README.md"
"""The file of the guide, among the scenarios."""


class Guide(Page):
    """How to get from an empty file to a good scenario, in seven steps."""

    def __init__(self) -> None:
        super().__init__("Write a scenario", ())

    def compose(self) -> ComposeResult:
        """Yield a scrolling text. Its links lead to files, which a terminal cannot open."""
        with VerticalScroll(id="page"):
            yield Markdown((library.directory() / GUIDE).read_text(encoding="utf-8"), open_links=False)
        yield Footer(show_command_palette=False)
