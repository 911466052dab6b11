"""A text on a screen that changes while the game goes on.

What it uses of Textual beyond the public interface is named in :data:`NOT_PUBLIC_OF_A_WIDGET`; a test looks whether it
is still there.
"""

from __future__ import annotations

from typing import cast

from textual.content import Content
from textual.css.styles import RulesMap
from textual.visual import VisualType
from textual.widgets import Static

NOT_PUBLIC_OF_A_WIDGET = ("_layout_updates",)
"""What this module relies on that Textual does not promise."""


class Text(Static):
    """A text that is drawn anew only if it is another one, and moves what is around it only if it must."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text.

        Args:
            content: the text.
            layout: whether it may take other room.
        """
        before = self.content
        if not isinstance(content, Content) or not isinstance(before, Content):
            super().update(content, layout=layout)
        elif not content.is_same(before):
            layout = layout and self._takes_other_room(content, before)
            if layout:
                self._layout_updates += (
                    1  # Textual counts it only if no layout is due; it may have measured since
                )
            super().update(content, layout=layout)

    def _takes_other_room(self, content: Content, before: Content) -> bool:
        width, styles = self.content_size.width, self.styles
        if not width or styles.is_auto_width:
            return True
        rules = cast("RulesMap", styles)  # as Textual itself passes them
        return styles.is_auto_height and content.get_height(rules, width) != before.get_height(rules, width)
