"""The Textual app: which screen is shown. The game itself lives in the match."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from game.screens import pages
from game.screens.ending import EndingScreen
from game.screens.home import HomeScreen
from game.screens.seats import Match, set_up
from game.screens.table import TableScreen


class FrankApp(App[None]):
    """From the shelf to the briefing, the table and the debrief."""

    TITLE = "Frank Exchange"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
    ]

    def __init__(self, match: Match | None = None) -> None:
        """The app.

        Args:
            match: a game to begin at once; without one, the shelf is shown.
        """
        super().__init__()
        self._first = match

    def on_mount(self) -> None:
        """Begin with the shelf below, so that one can always go back to it."""
        if self._first is None:
            self.push_screen(HomeScreen())
        else:
            self.begin(self._first)

    def begin(self, match: Match) -> None:
        """From the briefing to the table; watching needs no briefing."""

        def read(go_on: bool | None) -> None:
            if go_on:
                self.push_screen(TableScreen(match))
            elif len(self.screen_stack) == 1:
                self.push_screen(HomeScreen())

        if len(match.people) == 1:
            self.push_screen(pages.brief_page(match, match.people[0]), read)
        else:
            self.push_screen(TableScreen(match))

    def debrief(self, match: Match) -> None:
        """The end of a game."""
        self.switch_screen(EndingScreen(match))

    def other_side(self, match: Match) -> None:
        """The same seed, with the chairs exchanged."""
        first, second = match.personas
        session = match.session
        again = set_up(session.game.scenario, session.seed, (second, first))
        self.pop_screen()
        self.begin(again)

    def home(self) -> None:
        """To the shelf."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(HomeScreen())

    def action_interrupt(self) -> None:
        """Leave at once; the terminal is given back as it was."""
        self.exit(return_code=130)
