"""A screen that is laid out and drawn once for all that happens at once.

Textual draws after every step: when a screen is shown, when it has a size, when what is on it is there, when the keys
go somewhere, and once more for every scrollbar that the last layout moved. One look at a table does not mind; thirty
in one process do. What this uses of Textual beyond the public interface is named in :data:`NOT_PUBLIC`; a test looks
whether it is still there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual._styles_cache import StylesCache
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.timer import Timer

NOT_PUBLIC = (
    "textual._styles_cache.StylesCache.get_inner_outer",
    "textual._compositor.Compositor.update_widgets",
    "textual._compositor.Compositor.visible_widgets",
    "textual.screen.Screen._compositor_refresh",
    "textual.screen.Screen._refresh_layout",
    "textual.screen.Screen._screen_resized",
    "textual.screen.Screen._update_timer",
)
"""What this module relies on that Textual does not promise."""

NOT_PUBLIC_OF_A_SCREEN = ("_compositor", "_layout_required", "_repaint_required", "_size")
"""As :data:`NOT_PUBLIC`: what every screen has."""

ResultT = TypeVar("ResultT")


class _Beat:
    """The timer by which a screen is drawn. It waits a moment for what else comes of the same thing."""

    def __init__(self, timer: Timer) -> None:
        self._timer, self._paused = timer, True

    def pause(self) -> None:
        self._timer.pause()
        self._paused = True

    def resume(self) -> None:
        if self._paused:
            self._paused = False
            self._timer.reset()  # not at once, but after one interval


class Frame(Screen[ResultT]):
    """A screen of ours. Of a modal one it is the second base: the first says how Textual styles it."""

    focused = Reactive[Widget | None](None, repaint=False)
    """As Textual has it; but who has the keys shows in their own lines, and the rest is not drawn anew for it."""

    _laid_out = False
    """Whether it has ever been."""
    _beat: _Beat | None = None

    @property
    def is_current(self) -> bool:
        """Whether anything of it can be seen: nothing shines through a screen of a solid colour."""
        if not super().is_current:
            return False
        stack = self.app.screen_stack
        return all(screen.styles.background.a < 1 for screen in stack[stack.index(self) + 1 :])

    @property
    def _update_timer(self) -> Timer:
        if self._beat is None:
            self._beat = _Beat(super()._update_timer)
        return cast("Timer", self._beat)

    def on_unmount(self) -> None:
        """Let go of what was drawn. Textual has a cache there that keeps the lines of a thousand widgets that are gone."""
        StylesCache.get_inner_outer.cache_clear()

    def _screen_resized(self, size: Size) -> None:
        """Lay out for a size, unless it is laid out for it."""
        if size != self._size:
            super()._screen_resized(size)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if not self._laid_out:
            # It is being shown, and more of it is still to come. Soon it is laid out with all of it.
            self._laid_out = True
            self.refresh(layout=True)
            return
        self._had = {
            one: one.scrollbars_enabled for one in self.walk_children(Widget) if not one._layout_required
        }
        bars = self.scrollbars_enabled
        super()._refresh_layout(size or self._size or self.app.size, scroll)
        if self.scrollbars_enabled != bars:
            self.call_later(self.refresh, layout=True)  # Textual forgets what a screen itself asks for here

    def _compositor_refresh(self) -> None:
        """Draw, and with it what the layout changed itself."""
        again, late, visible = False, set(), self._compositor.visible_widgets
        for widget in {*self._compositor.widgets, *visible}:
            # Whoever has another size now asks for another layout, in which nothing would move: unless a scrollbar
            # came or went, which leaves other room for the rest.
            if self._had and widget._layout_required:
                if not isinstance(widget, ScrollView):
                    widget._layout_required = (
                        self._had.get(widget, (False, False)) != widget.scrollbars_enabled
                    )
                again = again or widget._layout_required
            if widget._repaint_required:
                widget._repaint_required = False
                if widget in visible:
                    late.add(widget)
        self._had = {}
        self._compositor.update_widgets(late)
        self._put_off = again and not self._put_off
        if not self._put_off:
            super()._compositor_refresh()

    _had: dict[Widget, tuple[bool, bool]] = {}  # noqa: RUF012 - never changed, only replaced
    """Before a layout: the scrollbars of who did not ask for it."""
    _put_off = False
    """Whether it was not drawn, since another layout follows at once."""
