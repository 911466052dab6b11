"""The app of a seat or of the teacher: the game's own screens, drawn for many in one process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.filter import LineFilter
from textual.screen import Screen

from game.classroom.render.batched_screen import batch
from game.classroom.render.shared_stylesheet import SharedStylesheet
from game.screens.app import FrankApp

if TYPE_CHECKING:
    from typing import Self


class ClassApp(FrankApp, inherit_bindings=False):
    """An app among many. Its screens are batched, and it shares its stylesheet with the others."""

    def __init__(self, start: Callable[[FrankApp], object]) -> None:
        super().__init__(start=start)
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())

    def push_screen(self, screen: Screen[Any] | str, *args: Any, **options: Any) -> Any:
        """Show a screen, batched."""
        if isinstance(screen, Screen):
            batch(screen)
        return super().push_screen(screen, *args, **options)

    def switch_screen(self, screen: Screen[Any] | str) -> Any:
        """Show a screen in place of the one on top, batched."""
        if isinstance(screen, Screen):
            batch(screen)
        return super().switch_screen(screen)

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Refresh; a refresh of the layout alone repaints only what moves."""
        return super().refresh(repaint=repaint and not layout, layout=layout, recompose=recompose)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return no filter: a browser shows all colours as they are."""
        return ()
