"""From screen to screen: from the home screen to a table, to a saved game, to a branch, and back."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from game.screens import messages
from game.screens.home import HomeScreen
from game.screens.terminal import TerminalApp

if TYPE_CHECKING:
    from game.match.autosave import Autosave
    from game.match.match import Match
    from game.store import Store

# The other screens, and with them the rules and the reader of scenarios, are imported when they are entered:
# the home screen is there at once.

_NO_STORE = "No games are saved here."


class Navigation(TerminalApp[None], inherit_bindings=False):
    """The ways through the app. A subclass has the store and the keys."""

    def __init__(self) -> None:
        super().__init__()
        self._troubled: list[Autosave] = []

    @property
    def store(self) -> Store | None:
        """The store of saved games; None if games are not saved."""
        return None

    def warn(self, reason: str) -> None:
        """Warn the player that something is not saved; the game goes on."""
        self.notify(reason, title="Not saved", severity="warning", timeout=20, markup=False)

    @on(messages.Saving)
    def _tell_of_saving(self, message: messages.Saving) -> None:
        self.notify(message.text, title="Saving", severity="warning", timeout=20, markup=False)
        if message.autosave not in self._troubled:
            self._troubled.append(message.autosave)

    def farewells(self) -> list[str]:
        """Return what to tell the player after the app: a code of each game that could not be saved whole."""
        return [text for autosave in self._troubled if (text := autosave.farewell())]

    @on(messages.Request)
    def _answer(self, request: messages.Request) -> None:
        """Do what the screen on top asks; another one was left meanwhile."""
        request.stop()
        if request.screen is not self.screen:
            return
        match request:
            case messages.GoHome():
                self.home()
            case messages.Begin(match=match):
                self.begin(match)
            case messages.OpenGames():
                self.games()
            case messages.OpenGame(game=game):
                self.take_up(game)
            case messages.ReplayGame(game=game):
                self.replay_saved(game)
            case messages.CompareGames(first=first, second=second):
                self.compare_saved(first, second)
            case messages.Resume(match=match):
                self.resume(match)
            case messages.Replay(match=match):
                self.watch_again(match)
            case messages.PlayBranch(match=match, ply=ply, taken_back=taken_back):
                self.branch(match, ply, taken_back=taken_back)
            case messages.OpenTimeline(match=match):
                self.timeline(match)
            case messages.ShowDebrief(match=match):
                self.debrief(match)
            case messages.SwapSides(match=match):
                self.swap_sides(match)
            case messages.WriteDocument(match=match):
                self.write_document(match)
            case _:
                raise AssertionError(f"nothing answers {request!r}")

    # the home screen and the table

    def home(self) -> None:
        """Go to the home screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(self._home_screen())

    def _home_screen(self) -> HomeScreen:
        return HomeScreen(lambda: self.store)

    def begin(self, match: Match) -> None:
        """Show the briefing, then the table; watchers need no briefing, and a lesson teaches during play."""
        from game.screens import pages
        from game.screens.table import TableScreen

        def read(go_on: bool | None) -> None:
            if go_on:
                self.push_screen(TableScreen(match))
            elif len(self.screen_stack) == 1:
                self.push_screen(self._home_screen())

        if len(match.people) == 1 and match.tutor is None:
            self.push_screen(pages.brief_page(match, match.people[0]), read)
        else:
            self.push_screen(TableScreen(match))

    def resume(self, match: Match) -> None:
        """Go to the table of a game in progress, or to its debrief, with the home screen below."""
        from game.screens.ending import EndingScreen
        from game.screens.table import TableScreen

        self.home()
        self.push_screen(EndingScreen(match) if match.session.over else TableScreen(match))

    def swap_sides(self, match: Match) -> None:
        """Begin again with the same seed and the chairs exchanged."""
        from game.match.match import set_up

        first, second = match.personas
        session = match.session
        swapped = set_up(session.game.scenario, session.seed, (second, first), self.store)
        self.pop_screen()
        self.begin(swapped)

    # saved games

    def games(self) -> None:
        """Show the saved games."""
        from game.screens.games import GamesScreen

        if self.store is None:
            self.notify(_NO_STORE)
        else:
            self.push_screen(GamesScreen(self.store))

    def take_up(self, game: str) -> None:
        """Resume a saved game, or show its debrief if it is over.

        Args:
            game: its id in the store.
        """
        match = self._saved_match(game)
        if match is not None:
            self.resume(match)
        elif len(self.screen_stack) == 1:  # the program was started with it
            self.home()

    def replay_saved(self, game: str) -> None:
        """Replay a saved game.

        Args:
            game: its id in the store.
        """
        match = self._saved_match(game)
        if match is not None:
            self.watch_again(match)

    def watch_again(self, match: Match) -> None:
        """Replay a game from its beginning."""
        from game.screens.replay import ReplayScreen

        self.push_screen(ReplayScreen(match))

    def _saved_match(self, game: str) -> Match | None:
        """Return a saved game, played again up to its last move; None if that fails, which the player is shown."""
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

    # branches

    def timeline(self, match: Match) -> None:
        """Show all moves of a game, to go back to one or to compare the game with a branch."""
        from game.screens.timeline import TimelineScreen

        def chosen(answer: int | str | None) -> None:
            if isinstance(answer, int):
                self.branch(match, answer)
            elif answer is not None:
                self.compare(match, answer)

        self.push_screen(TimelineScreen(match, self.store), chosen)

    def branch(self, match: Match, ply: int, *, taken_back: bool = False) -> None:
        """Go back to an earlier turn and play on from there; the game as it was stays saved.

        Two people at one keyboard are both asked, as long as their game is not over.

        Args:
            match: the game.
            ply: how many moves stay.
            taken_back: whether a player takes back their own last move.
        """
        name = f"{'Taken back at' if taken_back else 'What if, from'} move {ply + 1}"

        def agreed() -> None:
            saved = match.autosave.id and match.autosave.active
            self.resume(match.back_to(ply, name))
            if saved:
                self.notify("The original game is still among the saved games.", title=name, markup=False)

        both = len(match.people) == 2 and not match.session.over
        self._ask_all(match, match.people if both else [], f"Go back to before move {ply + 1}?", agreed)

    def _ask_all(self, match: Match, sides: list[int], title: str, agreed: Callable[[], None]) -> None:
        """Ask one player after the other, and act if all agree."""
        from game.narration.labels import name_of
        from game.screens.pages import question_page

        if not sides:
            agreed()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._ask_all(match, sides[1:], title, agreed)

        name = name_of(match.session.game, sides[0], start=True)
        text = f"{name}: do you agree? Both sides must. Enter: agree. Escape: continue as it is."
        self.push_screen(question_page(title, text), answered)

    def compare_saved(self, first: str, second: str) -> None:
        """Show two saved games side by side.

        Args:
            first: the id of a game in the store.
            second: the id of another.
        """
        match = self._saved_match(first)
        if match is not None:
            self.compare(match, second)

    def compare(self, match: Match, other: str) -> None:
        """Show a game and a saved one side by side.

        Args:
            match: the game.
            other: the id of the other in the store.
        """
        from game.screens.pages import comparison_page

        second = self._saved_match(other)
        if second is None:
            return
        try:
            page = comparison_page(match, second)
        except ValueError as error:
            self.notify(f"{str(error)[0].upper()}{str(error)[1:]}.", severity="warning", markup=False)
            return
        self.push_screen(page)

    # the debrief

    def debrief(self, match: Match) -> None:
        """Show the debrief of a game that is over, in place of its table."""
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
            text = f"{os.path.abspath(path)}: open it in a browser to read or print it."
            self.notify(text, title="Written", timeout=20, markup=False)
