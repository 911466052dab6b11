"""From screen to screen: how one gets from the shelf to a table, to a kept game, to a branch, and back."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from game.screens.home import HomeScreen

if TYPE_CHECKING:
    from game.match.match import Match
    from game.store import Store

# The other screens, and with them the rules and the reader of scenarios, are imported when they are entered:
# the shelf is there at once.


class Journeys(App[None], inherit_bindings=False):
    """The ways through the app. Whose they are, :class:`game.screens.app.FrankApp`, has the store and the keys."""

    if TYPE_CHECKING:

        @property
        def store(self) -> Store | None:
            """Where games are kept; None if they are not."""

    def begin(self, match: Match) -> None:
        """From the briefing to the table; who watches needs none, and a lesson teaches while one plays."""
        from game.screens import pages
        from game.screens.table import TableScreen

        def read(go_on: bool | None) -> None:
            if go_on:
                self.push_screen(TableScreen(match))
            elif len(self.screen_stack) == 1:
                self.push_screen(HomeScreen())

        if len(match.people) == 1 and match.tutor is None:
            self.push_screen(pages.brief_page(match, match.people[0]), read)
        else:
            self.push_screen(TableScreen(match))

    def take_up(self, game: str) -> None:
        """Go on with a kept game, or read how it ended.

        Args:
            game: its id in the store.
        """
        match = self._kept_match(game)
        if match is not None:
            self.sit_down(match)
        elif len(self.screen_stack) == 1:  # it was asked for when the program was started
            self.home()

    def _kept_match(self, game: str) -> Match | None:
        """A kept game, played again; None if it cannot be, of which the player is told."""
        from game.match.match import resume_match
        from game.scenario.problems import ScenarioError
        from game.store import StoreError

        if self.store is None:
            return None
        try:
            match, missing = resume_match(self.store, self.store.load(game))
        except (StoreError, ScenarioError) as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return None
        if missing:
            self.notify(missing, severity="warning", timeout=20, markup=False)
        return match

    def sit_down(self, match: Match) -> None:
        """To the table of a game that is under way, or to its debrief, with the shelf below."""
        from game.screens.ending import EndingScreen
        from game.screens.table import TableScreen

        self.home()
        self.push_screen(EndingScreen(match) if match.session.over else TableScreen(match))

    def branch_from(self, match: Match, ply: int, *, taken_back: bool = False) -> None:
        """Go back to an earlier turn and play on from there; the game as it was stays kept.

        Two people at one keyboard are both asked, as long as their game is not over.

        Args:
            match: the game.
            ply: how many moves stay.
            taken_back: it is one's own last move that is taken back.
        """
        name = f"{'Taken back at' if taken_back else 'What if, from'} move {ply + 1}"

        def agreed() -> None:
            kept = match.autosave.id and match.autosave.active
            self.sit_down(match.back_to(ply, name))
            if kept:
                self.notify("The game as it was stays among the kept games.", title=name, markup=False)

        both = len(match.people) == 2 and not match.session.over
        self._ask_all(match, match.people if both else [], f"Go back to before move {ply + 1}?", agreed)

    def _ask_all(self, match: Match, sides: list[int], title: str, agreed: Callable[[], None]) -> None:
        """Ask people one after the other; what all must want happens if all do."""
        from game.narration.labels import name_of
        from game.screens.pages import question_page

        if not sides:
            agreed()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._ask_all(match, sides[1:], title, agreed)

        who = name_of(match.session.game, sides[0], start=True)
        text = f"{who} is asked; both sides must agree. Enter: agree. Escape: go on as it is."
        self.push_screen(question_page(title, text), answered)

    def timeline(self, match: Match) -> None:
        """All moves of a game, to go back to one."""
        from game.screens.timeline import TimelineScreen

        def chosen(ply: int | None) -> None:
            if ply is not None:
                self.branch_from(match, ply)

        self.push_screen(TimelineScreen(match), chosen)

    def compare(self, first: str, second: str) -> None:
        """Two kept games side by side.

        Args:
            first: a game's id.
            second: another's.
        """
        match = self._kept_match(first)
        if match is not None:
            self.compare_with(match, second)

    def compare_with(self, match: Match, other: str) -> None:
        """A game and a kept one side by side.

        Args:
            match: the game.
            other: the id of the other.
        """
        from game.screens.pages import comparison_page

        second = self._kept_match(other)
        if second is None:
            return
        try:
            page = comparison_page(match, second)
        except ValueError as error:
            self.notify(f"{str(error)[0].upper()}{str(error)[1:]}.", severity="warning", markup=False)
            return
        self.push_screen(page)

    def debrief(self, match: Match) -> None:
        """The end of a game."""
        from game.screens.ending import EndingScreen

        self.switch_screen(EndingScreen(match))

    def write_document(self, match: Match) -> None:
        """Write the debrief of a game, with its transcript, as an HTML file into the current directory."""
        from game.export.html import PageFacts, debrief_page
        from game.export.new_file import free_name, new_file
        from game.store import StoreError

        autosave, session = match.autosave, match.session
        page = debrief_page(session, PageFacts(match.personas, "", autosave.name, autosave.id))
        stem = "-".join(filter(None, (session.game.scenario.id, autosave.id, "debrief")))
        path = free_name(stem, ".html")
        try:
            with new_file(path) as stream:
                stream.write(page)
        except StoreError as error:
            self.notify(str(error), title="Not written", severity="error", markup=False)
        else:
            told = f"{os.path.abspath(path)}: open it in a browser, and print it from there."
            self.notify(told, title="Written", timeout=20, markup=False)

    def see_again(self, game: str) -> None:
        """See a kept game once more.

        Args:
            game: its id in the store.
        """
        match = self._kept_match(game)
        if match is not None:
            self.watch_again(match)

    def watch_again(self, match: Match) -> None:
        """See a game once more, from its beginning."""
        from game.screens.replay import ReplayScreen

        self.push_screen(ReplayScreen(match))

    def other_side(self, match: Match) -> None:
        """The same seed, with the chairs exchanged."""
        from game.match.match import set_up

        first, second = match.personas
        session = match.session
        again = set_up(session.game.scenario, session.seed, (second, first), self.store)
        self.pop_screen()
        self.begin(again)

    def home(self) -> None:
        """To the shelf."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(HomeScreen())
