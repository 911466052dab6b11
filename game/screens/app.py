"""The Textual app: which screen is shown. The game itself lives in the match."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from game.screens import keys, themes
from game.screens.navigation import Journeys
from game.screens.sheets import SharedStylesheet
from game.store import preferences

if TYPE_CHECKING:
    from typing import Self

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from game.match.match import Match
    from game.store import Store


class FrankApp(Journeys, inherit_bindings=False):
    """From the shelf to the briefing, the table and the debrief."""

    TITLE = "Frank Exchange"
    # Not Textual's own list, whose ctrl+q would leave a game without a question.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
    ]

    def __init__(
        self,
        match: Match | None = None,
        kept: Path | None = None,
        store: Store | None = None,
        warning: str = "",
        opening: Callable[[], Store] | None = None,
        start: Callable[[FrankApp], object] | None = None,
    ) -> None:
        """The app.

        Args:
            match: a game to begin at once; without one, the shelf is shown.
            kept: the file of the settings; without one they are not kept.
            store: where games are kept; without one they are not.
            warning: why there is no store, for the player; empty if none was wanted.
            opening: opens the store when it is first asked for, after the first frame.
            start: what to do at once in place of showing the shelf, such as to take up a kept game.
        """
        super().__init__()
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())
        self._start = (lambda app: app.begin(match)) if match else start or FrankApp.home
        self._kept = kept
        self._store, self._opening, self._warning = store, opening, warning
        self._preferences = preferences.load(kept)
        themes.install(self, os.environ.get("TEXTUAL_THEME", self._preferences.theme))
        if not self._preferences.motion:
            self.animation_level = "none"

    @property
    def store(self) -> Store | None:
        """Where games are kept; None if they are not, of which the player is told once."""
        if self._opening is not None:
            from game.store import StoreError

            opening, self._opening = self._opening, None
            try:
                self._store = opening()
            except StoreError as error:
                self.warn(str(error))
        return self._store

    def on_mount(self) -> None:
        """Begin with the shelf below, so that one can always go back to it."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._chosen(theme.name))
        if self._warning:
            self.warn(self._warning)
        self._start(self)

    def _keep(self, *, theme: str | None = None, motion: bool | None = None) -> None:
        """Remember a choice for the next time."""
        self._preferences = preferences.Preferences(
            self._preferences.theme if theme is None else theme,
            self._preferences.motion if motion is None else motion,
        )
        preferences.save(self._kept, self._preferences)

    def _chosen(self, theme: str) -> None:
        """Keep a theme that was chosen, not one that the environment asked for."""
        if theme not in (self._preferences.theme, os.environ.get("TEXTUAL_THEME")):
            self._keep(theme=theme)

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew. What is only to be laid out anew, as when a screen is gone, is drawn where it moves."""
        return super().refresh(repaint=repaint and not layout, layout=layout, recompose=recompose)

    def warn(self, text: str) -> None:
        """Tell the player that something is not kept; the game goes on."""
        self.notify(text, title="Not kept", severity="warning", timeout=20, markup=False)

    def action_guide(self) -> None:
        """Read how a scenario is written."""
        from game.screens.guide import Guide

        self.push_screen(Guide())

    # keys and the palette

    def places(self, screen: Screen[object]) -> list[str]:
        """Where one is, innermost first: the places of the list of keys that act now."""
        place = getattr(screen, "PLACE", "")
        found = [place] if place in keys.PLACES else []
        inner = getattr(screen, "inner_place", "")
        if inner:
            found.insert(0, inner)
        return [*found, "anywhere"]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every key that acts here, and what has no key."""
        for place in self.places(screen):
            target = screen.query_one("#moves") if place == "moves" else screen
            for one in keys.PLACES[place]:
                if one.action:
                    yield SystemCommand(one.title, one.says, partial(self._do, one.action, target))
        yield SystemCommand(
            "Theme", "Light, dark, high contrast, or the terminal's own colours.", self.search_themes
        )
        motion = "Less motion" if self.animation_level != "none" else "Motion"
        yield SystemCommand(motion, "Whether things move when they appear.", self.action_motion)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for; a screen that is still being put up takes none.

        Textual lets a key act on whatever screen is the newest. Of a burst of keys, one would close what the one
        before had opened, before anything was on it.
        """
        if isinstance(default_namespace, Screen) and not default_namespace.is_mounted:
            return False
        return await super().run_action(action, default_namespace, namespaces)

    async def _do(self, action: str, target: Widget) -> None:
        await self.run_action(action, target)

    def action_motion(self) -> None:
        """Switch motion on or off, and remember it."""
        moving = self.animation_level == "none"
        self.animation_level = "full" if moving else "none"
        self._keep(motion=moving)
        self.notify("Things move again." if moving else "Nothing moves any more.")

    def action_interrupt(self) -> None:
        """Copy what is selected; else leave at once, and give the terminal back as it was."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.notify("Copied.")
        else:
            self.exit(return_code=130)
