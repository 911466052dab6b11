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
            super().update(content, layout=layout and self._needs_other_room(content, before))

    def _needs_other_room(self, content: Content, before: Content) -> bool:
        width, styles = self.content_size.width, self.styles
        if not width or styles.is_auto_width:
            return True
        rules = cast("RulesMap", styles)  # as Textual itself passes them
        return styles.is_auto_height and content.get_height(rules, width) != before.get_height(rules, width)
