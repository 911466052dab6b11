"""Screens that lie over a table, and that receive its events."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen, ScreenResultType

from game.classroom.notices import Notice, Within
from game.classroom.people import WATCHING
from game.classroom.render.batched_screen import BatchedScreen
from game.classroom.table import Table
from game.match.session import Entry


class Listens(MessagePump):
    """Receives a table's events, except another delegation's private ones."""

    table: Table
    hears_side = WATCHING
    """The delegation it belongs to."""

    def on_mount(self) -> None:
        """Listen to the table."""
        self.table.listeners.add(self.heard)  # Textual calls the handlers of all classes

    def on_unmount(self) -> None:
        """Listen no more."""
        self.table.listeners.discard(self.heard)

    def heard(self, what: Entry | Notice) -> None:
        """Something happened. Called from wherever it happened; shown by the app that this belongs to."""
        if not isinstance(what, Within) or what.side == self.hears_side:
            self.table.pace.show(cast("Screen[Any]", self), partial(self._heard, what))

    def _heard(self, what: Entry | Notice) -> None:
        if self.is_attached:
            self.happened(what)

    def happened(self, what: Entry | Notice) -> None:
        """Show it."""


class Over(ModalScreen[ScreenResultType], BatchedScreen[ScreenResultType]):
    """A screen that lies over the table, or over all tables."""

    CSS_PATH = "over.tcss"

    def action_leave(self) -> None:
        """Back to what lies below."""
        self.dismiss(None)
