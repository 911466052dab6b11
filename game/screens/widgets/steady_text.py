"""A text that changes while the game goes on."""

from __future__ import annotations

from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.visual import VisualType
from textual.widgets import Static


class SteadyText(Static):
    """A text that is drawn again only if it differs, and moves its surroundings only if it needs other room."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text.

        Args:
            content: the text.
            layout: whether it may need other room.
        """
        before = self.content
        if not isinstance(content, Content) or not isinstance(before, Content):
            super().update(content, layout=layout)
        elif not content.is_same(before):
            layout = layout and self._needs_other_room(content, before)
            super().update(content, layout=layout)
            if layout:
                self.call_after_refresh(self._check_room, self.content_size.height)

    def _needs_other_room(self, content: Content, before: Content) -> bool:
        width, styles = self.content_size.width, self.styles
        if not width or styles.is_auto_width:
            return True
        return styles.is_auto_height and self._height_of(content) != self._height_of(before)

    def _check_room(self, before: int) -> None:
        """Ask for the room again if the text did not get it.

        Textual keeps what it measured if one layout is asked for while another is due.
        """
        size, content = self.content_size, self.content
        shown = size.width > 0  # while it is hidden it has no width, and needs no room
        if (
            shown
            and size.height == before
            and isinstance(content, Content)
            and self._height_of(content) != before
        ):
            self.refresh(layout=True)

    def _height_of(self, content: Content) -> int:
        rules = cast("RulesMap", self.styles)  # as Textual itself passes them
        return content.get_height(rules, self.content_size.width)
