"""A screen that is laid out and drawn once for all that happens at once.

Textual draws after every step: when a screen is shown, when it has a size, when its widgets are there, when the focus
moves, and once more for every scrollbar that the last layout moved. One app does not mind; thirty in one process do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Footer

from game.classroom.render.key_line import KeyLine
from game.screens import textual_private as private

if TYPE_CHECKING:
    from textual.timer import Timer

ResultT = TypeVar("ResultT")


class _Beat:
    """The timer by which a screen is drawn. It waits a moment for what else comes of the same change."""

    def __init__(self, timer: Timer) -> None:
        self._timer, self._paused = timer, True

    def pause(self) -> None:
        self._timer.pause()
        self._paused = True

    def resume(self) -> None:
        if self._paused:
            self._paused = False
            self._timer.reset()  # not at once, but after one interval


class BatchedScreen(private.OpenScreen[ResultT]):
    """A screen that batches its layouts and drawings.

    As a base it comes after the screen that it changes: the first base says how Textual styles a class.
    """

    focused = Reactive[Widget | None](None, repaint=False)
    """As Textual has it; but who has the focus shows in its own lines, and the rest is not drawn again for it."""

    _laid_out_once = False
    _beat: _Beat | None = None

    @property
    def is_current(self) -> bool:
        """Whether anything of it can be seen: nothing shines through a screen of a solid colour."""
        if not super().is_current:
            return False
        stack = self.app.screen_stack
        return all(screen.styles.background.a < 1 for screen in stack[stack.index(self) + 1 :])

    @property
    def draw_timer(self) -> Timer:
        """Textual's timer, a moment later."""
        if self._beat is None:
            self._beat = _Beat(super().draw_timer)
        return cast("Timer", self._beat)

    def on_unmount(self) -> None:
        """Let go of what was drawn."""
        private.forget_drawn_lines()

    def take_size(self, size: Size) -> None:
        """Lay out for a size, unless the screen is laid out for it."""
        if size != self.known_size:
            super().take_size(size)

    def lay_out(self, size: Size | None = None, scroll: bool = False) -> None:
        """Place all widgets; the first time, once all of them are there."""
        if not self._laid_out_once:
            self._laid_out_once = True
            self.refresh(layout=True)
            return
        self._scrollbars = {}
        for widget in self.walk_children(Widget):
            if private.wants_layout(widget):
                private.measure_again(widget)
            else:
                self._scrollbars[widget] = widget.scrollbars_enabled
        before = self.scrollbars_enabled
        super().lay_out(size or self.known_size or self.app.size, scroll)
        if self.scrollbars_enabled != before:
            self.call_later(self.refresh, layout=True)  # Textual forgets what a screen itself asks for here

    def draw(self) -> None:
        """Draw, and with it what the layout itself has changed."""
        again, late, visible = False, set(), set(self.seen_widgets)
        for widget in self.placed_widgets | visible:
            # A widget with another size asks for another layout, in which nothing would move: unless a scrollbar
            # came or went, which leaves other room for the rest.
            if self._scrollbars and private.wants_layout(widget):
                if not isinstance(widget, ScrollView):
                    moved = self._scrollbars.get(widget, (False, False)) != widget.scrollbars_enabled
                    private.set_wants_layout(widget, moved)
                again = again or private.wants_layout(widget)
            if private.take_repaint(widget) and widget in visible:
                late.add(widget)
        self._scrollbars = {}
        self.draw_again(late)
        self._put_off = again and not self._put_off
        if not self._put_off:
            super().draw()

    _scrollbars: dict[Widget, tuple[bool, bool]] = {}  # noqa: RUF012 - never changed, only replaced
    """Before a layout: the scrollbars of the widgets that did not ask for it."""
    _put_off = False
    """Whether it was not drawn, since another layout follows at once."""


def with_key_line(widgets: Iterable[Widget]) -> ComposeResult:
    """Yield what a screen composes, with a :class:`KeyLine` in place of Textual's footer."""
    for widget in widgets:
        if type(widget) is Footer:
            yield KeyLine(show_command_palette=widget.show_command_palette)
        else:
            yield widget


def batch(screen: Screen[Any]) -> None:
    """Turn a plain screen that is not shown yet into a batched one."""
    if not isinstance(screen, BatchedScreen):
        screen.__class__ = _batched(type(screen))


@cache
def _batched(kind: type[Screen[Any]]) -> type[Screen[Any]]:
    """Return the batched subclass of a class of screens. It has the same name, and so the same styles."""

    def compose(self: Screen[Any]) -> ComposeResult:
        return with_key_line(kind.compose(self))

    return type(kind.__name__, (kind, BatchedScreen), {"compose": compose, "__module__": kind.__module__})
