"""Every private part of Textual that the program uses: here under a public name, and nowhere else.

Reading the terminal needs a few of them, drawing many seats in one process the others. Textual promises none.
``tests/screens/test_textual_private.py`` checks that each name of :data:`PRIVATE_NAMES` exists, that it means what
is relied on here, and that no other module uses a private part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._context import active_app
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.timer import Timer

__all__ = ["ANSI_SEQUENCES_KEYS", "FooterKey", "XTermParser"]

PRIVATE_NAMES: dict[str, tuple[str, ...]] = {
    "textual._ansi_sequences": ("ANSI_SEQUENCES_KEYS",),
    "textual._compositor.Compositor": ("update_widgets", "visible_widgets", "widgets"),
    "textual._context": ("active_app",),
    "textual._styles_cache.StylesCache": ("get_inner_outer",),
    "textual._xterm_parser": ("XTermParser",),
    "textual.app.App": ("_driver", "_fatal_error", "_handle_exception"),
    "textual.css.stylesheet.Stylesheet": (
        *("_parse_rules", "_process_component_classes", "_require_parse", "_rules", "_rules_map"),
    ),
    "textual.dom.DOMNode": (
        *("_attach", "_component_styles", "_get_component_classes", "_selector_names"),
        *("_has_focus_within", "_has_hover_style", "_has_odd_or_even", "_has_order_style"),
    ),
    "textual.driver.Driver": ("_app", "_size"),
    "textual.screen.Screen": (
        *("_compositor", "_compositor_refresh", "_refresh_layout", "_screen_resized", "_update_timer"),
    ),
    "textual.widget.Widget": ("_layout_required", "_layout_updates", "_repaint_required", "_size"),
    "textual.widgets._footer": ("FooterKey",),
}
"""By owner, a module or a class: the names that are used here."""

NOTES = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual notes on a node when it finds its rules, to know when to look again."""

ResultT = TypeVar("ResultT")


# apps and drivers


def running_app() -> App[Any] | None:
    """Return the app whose message is being handled now, if there is one."""
    return active_app.get(None)


def driver_of(app: App[Any]) -> Driver | None:
    """Return the driver of an app; None before it runs."""
    return app._driver


class OpenApp(App[ResultT]):
    """An app that is asked before an exception ends it."""

    def fails_by(self, error: Exception) -> bool:
        """Return whether an exception that nothing handled ends the app; False passes over it."""
        return True

    def _handle_exception(self, error: Exception) -> None:
        if self.fails_by(error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.panic()


class OpenDriver(Driver):
    """A driver whose app and size can be used by a subclass."""

    @property
    def app(self) -> App[Any]:
        """The app that is drawn."""
        return self._app

    @property
    def size(self) -> tuple[int, int] | None:
        """Columns and rows, if they are known."""
        return self._size

    @size.setter
    def size(self, size: tuple[int, int]) -> None:
        self._size = size


# screens


class OpenScreen(Screen[ResultT]):
    """A screen whose steps from a change to the terminal can be overridden."""

    @property
    def draw_timer(self) -> Timer:
        """The timer that draws the screen while it has something to draw."""
        return super()._update_timer

    def take_size(self, size: Size) -> None:
        """Take the size of the terminal."""
        super()._screen_resized(size)

    def lay_out(self, size: Size | None = None, scroll: bool = False) -> None:
        """Place all widgets."""
        super()._refresh_layout(size, scroll)

    def draw(self) -> None:
        """Draw what has changed."""
        super()._compositor_refresh()

    @property
    def known_size(self) -> Size:
        """The size for which the screen was laid out last; empty before."""
        return self._size

    @property
    def seen_widgets(self) -> Iterable[Widget]:
        """The widgets that can be seen, as far as they are laid out."""
        return self._compositor.visible_widgets

    @property
    def placed_widgets(self) -> set[Widget]:
        """All widgets that are laid out."""
        return self._compositor.widgets

    def draw_again(self, widgets: set[Widget]) -> None:
        """Let the next drawing draw these widgets too."""
        self._compositor.update_widgets(widgets)

    @property
    def _update_timer(self) -> Timer:
        return self.draw_timer

    def _screen_resized(self, size: Size) -> None:
        self.take_size(size)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self.lay_out(size, scroll)

    def _compositor_refresh(self) -> None:
        self.draw()


def forget_drawn_lines() -> None:
    """Empty a cache of Textual's that keeps the lines of a thousand widgets that are gone."""
    StylesCache.get_inner_outer.cache_clear()


def wants_layout(widget: Widget) -> bool:
    """Return whether a widget has asked for a layout that it has not had."""
    return widget._layout_required


def set_wants_layout(widget: Widget, wanted: bool) -> None:
    """Let a widget ask for a layout, or not."""
    widget._layout_required = wanted


def measure_again(widget: Widget) -> None:
    """Let the next layout measure a widget anew.

    Textual counts a change only if no layout was due; the widget may have been measured since.
    """
    widget._layout_updates += 1


def take_repaint(widget: Widget) -> bool:
    """Return whether a widget wants to be painted again, and take the wish back."""
    wanted, widget._repaint_required = widget._repaint_required, False
    return wanted


# stylesheets


class OpenStylesheet(Stylesheet):
    """A stylesheet whose steps from sources to rules can be overridden."""

    def set_rules(self, rules: list[RuleSet], by_name: dict[str, list[RuleSet]]) -> None:
        """Hold these rules; there is nothing left to be parsed."""
        self._rules, self._rules_map, self._require_parse = rules, by_name, False

    def parse_source(
        self, css: str, read_from: CSSLocation, is_default_rules: bool, tie_breaker: int, scope: str
    ) -> list[RuleSet]:
        """Return the rules of one source."""
        return super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)

    def style_parts(self, node: DOMNode) -> None:
        """Give its rules to each part of a node."""
        super()._process_component_classes(node)

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        return self.parse_source(css, read_from, is_default_rules, tie_breaker, scope)

    def _process_component_classes(self, node: DOMNode) -> None:
        self.style_parts(node)


def part_names(node: DOMNode) -> Sequence[str]:
    """Return the names of the parts of a node, its component classes, in a fixed order."""
    return sorted(node._get_component_classes())


def part_of(node: DOMNode, name: str) -> DOMNode:
    """Return the node that carries the style of a part; it is made if there is none yet."""
    styles = node._component_styles.get(name)
    part = styles.node if styles is not None else None
    if part is None:
        part = DOMNode(classes=name)
        part._attach(node)
        node._component_styles[name] = part.styles
    return part


def selector_names(node: DOMNode) -> set[str]:
    """Return the names under which rules for a node are filed: its types, classes and id."""
    return node._selector_names


def notes_of(node: DOMNode) -> tuple[bool, ...]:
    """Return what Textual has noted on a node with its rules, in the order of :data:`NOTES`."""
    return tuple(getattr(node, name) for name in NOTES)


def set_notes(node: DOMNode, values: tuple[bool, ...]) -> None:
    """Note on a node what was noted on another with the same rules."""
    for name, value in zip(NOTES, values, strict=True):
        setattr(node, name, value)


def rules_of(node: DOMNode) -> RulesMap:
    """Return the rules that a stylesheet has given to a node."""
    return node.styles.base.get_rules()
