"""Lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option


def is_current(event: OptionList.OptionMessage) -> bool:
    """Return True if the line of a message is still on its list, which may have changed while the message waited."""
    options = event.option_list.options
    return event.option_index < len(options) and options[event.option_index] is event.option


def has_room(options: OptionList) -> bool:
    """Return True if a list shows lines; else Textual cannot go on by a page."""
    return bool(options.scrollable_content_region) and options.virtual_size.height > 0


class Options(OptionList):
    """A list whose page keys work in the smallest window too, where Textual's own have no lines to count."""

    def action_page_up(self) -> None:
        """Select the line a page above; where not a line fits, the first."""
        if has_room(self):
            super().action_page_up()  # type: ignore[no-untyped-call]
        else:
            self.action_first()

    def action_page_down(self) -> None:
        """Select the line a page below; where not a line fits, the last."""
        if has_room(self):
            super().action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_last()


class Choices(Options):
    """A list of a fixed size, whose lines change with every move: new lines move nothing around it."""

    virtual_size = Reactive(Size(0, 0))
    """As Textual has it, but without a layout of the screen when it changes."""

    _fitted = -1
    """The width for which the lines were broken."""
    _room = Region()

    @property
    def scrollable_content_region(self) -> Region:
        """Where the lines are; while the list is hidden, where they were, so that they can be set before it is shown."""
        self._room = super().scrollable_content_region or self._room
        return self._room

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines again, but only for another width."""
        width = self.scrollable_content_region.width
        if width == self._fitted:
            event.prevent_default()
        self._fitted = width

    def show(self, lines: Sequence[Content], at: int | None = None) -> None:
        """Show these lines, from the first one.

        Args:
            lines: the lines.
            at: the line to select, without a message: the caller knows it.
        """
        before = [option.prompt for option in self.options]
        with self.prevent(OptionList.OptionHighlighted):
            if len(before) != len(lines) or not all(map(_same, before, lines)):
                self.clear_options()
                self._fitted = self.scrollable_content_region.width
                self.add_options([Option(line) for line in lines])
            elif at is None:
                self.scroll_to(y=0, animate=False)
            self.highlighted = at


def _same(before: object, line: Content) -> bool:
    return isinstance(before, Content) and before.is_same(line)
