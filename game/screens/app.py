"""The Textual app: its keys, its preferences and its store. The game itself lives in the match."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from game.screens import keys, themes
from game.screens.navigation import Navigation
from game.screens.widgets.choices import has_room
from game.store import preferences

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from game.match.match import Match
    from game.store import Store


class FrankApp(Navigation, inherit_bindings=False):
    """The game in a terminal, from the home screen to the briefing, the table and the debrief."""

    TITLE = "Frank Exchange"
    last_match: Match | None = None
    """After a failure: the game that was shown."""
    # Not Textual's own list, whose ctrl+q would leave a game without a question.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        match: Match | None = None,
        preferences_path: Path | None = None,
        store: Store | None = None,
        warning: str = "",
        opening: Callable[[], Store] | None = None,
        start: Callable[[FrankApp], object] | None = None,
    ) -> None:
        """Create the app.

        Args:
            match: a game to begin at once; without one, the home screen is shown.
            preferences_path: the file of the preferences; without one they are not saved.
            store: the store of saved games; without one games are not saved.
            warning: why there is no store, for the player; empty if none was wanted.
            opening: opens the store when it is first needed, after the first frame.
            start: what to do first in place of showing the home screen, such as to resume a saved game.
        """
        super().__init__()
        self._start = (lambda app: app.begin(match)) if match else start or FrankApp.home
        self._preferences_path = preferences_path
        self._store, self._opening, self._warning = store, opening, warning
        self._preferences = preferences.load(preferences_path)
        themes.install(self, os.environ.get("TEXTUAL_THEME", self._preferences.theme))
        if not self._preferences.motion:
            self.animation_level = "none"

    def panic(self, *renderables: object) -> None:
        """End the app after a failure, and note which game was shown."""
        if self.last_match is None:
            games = (getattr(screen, "match", None) for screen in reversed(self.screen_stack))
            self.last_match = next(filter(None, games), None)
        super().panic(*renderables)

    @property
    def store(self) -> Store | None:
        """The store of saved games, opened when it is first needed; None if that failed or none was wanted."""
        if self._opening is not None:
            from game.store import StoreError

            opening, self._opening = self._opening, None
            try:
                self._store = opening()
            except StoreError as error:
                self.warn(str(error))
        return self._store

    def on_mount(self) -> None:
        """Show the first screen."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._save_theme(theme.name))
        if self._warning:
            self.warn(self._warning)
        self._start(self)

    def _save_preference(self, *, theme: str | None = None, motion: bool | None = None) -> None:
        """Save a preference for the next time."""
        self._preferences = preferences.Preferences(
            self._preferences.theme if theme is None else theme,
            self._preferences.motion if motion is None else motion,
        )
        preferences.save(self._preferences_path, self._preferences)

    def _save_theme(self, theme: str) -> None:
        """Save a theme that the player chose, not one that the environment asked for."""
        if theme not in (self._preferences.theme, os.environ.get("TEXTUAL_THEME")):
            self._save_preference(theme=theme)

    def action_guide(self) -> None:
        """Show the guide for authors."""
        from game.screens.guide import Guide

        self.push_screen(Guide())

    # keys and the palette

    def places(self, screen: Screen[object]) -> list[str]:
        """Return the places of the list of keys that act on a screen, innermost first."""
        inner, place = getattr(screen, "inner_place", ""), getattr(screen, "PLACE", "")
        return [name for name in (inner, place) if name in keys.PLACES] + ["anywhere"]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the palette's lines: every key that acts here, and what has no key."""
        for place in self.places(screen):
            target = screen.query_one("#moves") if place == "moves" else screen
            for command in keys.PLACES[place]:
                if command.action:
                    run = partial(self._run_command, command.action, target)
                    yield SystemCommand(command.title, command.help, run)
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
        """Run the action of a key, unless the screen is still being put up.

        Textual lets a key act on whatever screen is the newest. In a burst of keys, one would close what the key
        before it had opened, before anything was on it. Nor does a list of the palette go on by a page that it
        does not show yet.
        """
        if isinstance(default_namespace, Screen) and not default_namespace.is_mounted:
            return False
        if isinstance(default_namespace, CommandPalette) and "page_" in str(action):
            found = default_namespace.query(OptionList)
            if not all(map(has_room, found)):
                return False
        return await super().run_action(action, default_namespace, namespaces)

    async def _run_command(self, action: str, target: Widget) -> None:
        await self.run_action(action, target)

    def action_motion(self) -> None:
        """Switch motion on or off, and save the choice."""
        moving = self.animation_level == "none"
        self.animation_level = "full" if moving else "none"
        self._save_preference(motion=moving)
        self.notify("Motion is on." if moving else "Motion is off.")

    @on(events.Paste)
    def _not_taken(self, event: events.Paste) -> None:
        """Say so if text was pasted where no text is written."""
        self.notify("Nothing here takes text; what was pasted is not used.", severity="warning")

    def action_interrupt(self) -> None:
        """Copy the selected text; with nothing selected, leave the program at once."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.notify("Copied.")
        else:
            self.exit(return_code=130)
