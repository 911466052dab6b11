"""The home screen: choose a scenario, a side and an opponent."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.scenario import library
from game.screens import keys, messages
from game.screens.widgets.choices import Options

if TYPE_CHECKING:
    from game.scenario.format.model import Scenario
    from game.store import Store

_SEEDS = 1 << 32
_LESSON = "your-first-exchange"


class HomeScreen(Screen[None]):
    """The lists of scenarios, sides and opponents. Enter goes from list to list, and begins the game on the last."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("home")

    def __init__(self, store: Callable[[], Store | None]) -> None:
        """Create the home screen.

        Args:
            store: returns the store of saved games, opened when it is first needed; None if there is none.
        """
        super().__init__()
        self._open_store = store
        # The lesson comes first, so that a new player finds it without looking.
        self._headings = sorted(
            library.headings(), key=lambda heading: (heading.id != _LESSON, heading.minutes)
        )
        self._scenarios: dict[str, Scenario | str] = {}
        self._opponents: list[str] = []

    def compose(self) -> ComposeResult:
        """Yield the scenarios with their summary, the sides and the opponents."""
        yield Static(
            Content.assemble(
                ("FRANK EXCHANGE", "bold"), ("  Will this exchange stay a dialogue?", "$text-muted")
            ),
            id="home-title",
        )
        with Horizontal(id="home-lists"):
            scenarios = [
                Option(Content.assemble(heading.title, (f"  {heading.minutes} min", "$text-muted")))
                for heading in self._headings
            ]
            yield Options(*scenarios, id="home-scenarios", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="home-summary", markup=False)
        with Horizontal(id="home-seats"):
            with Vertical():
                yield Static("You play", classes="home-label", markup=False)
                yield Options(id="home-side", markup=False)
            with Vertical():
                yield Static("against", classes="home-label", markup=False)
                yield Options(id="home-against", markup=False)
        yield Static(id="home-says", markup=False)
        yield Static(id="home-open", markup=False)

    def on_mount(self) -> None:
        """Show the lists at once; the footer, the summaries and the opponents come after the first frame."""
        self.query_one("#home-scenarios").focus()
        self.call_after_refresh(self._add_footer)

    async def _add_footer(self) -> None:
        await self.mount(Footer())
        self.refresh_bindings()  # it shows the keys only once they change
        self.call_after_refresh(self._warm_up)

    @work(thread=True)
    def _warm_up(self) -> None:
        """Import the reader of scenarios beside the event loop, so that the lists are painted meanwhile."""
        self.app.call_from_thread(self._furnish)

    def _furnish(self) -> None:
        """Fill in the opponents and select a scenario: the lesson only for a player without saved games."""
        from game.delegates import PERSONA_NAMES
        from game.match.match import PERSON

        if not self.is_attached:
            return
        self._opponents = [name for name in PERSONA_NAMES if name != "random"] + ["random", PERSON]
        against = self.query_one("#home-against", OptionList)
        against.add_options([Option(Content(_title(name))) for name in self._opponents])
        against.highlighted = self._opponents.index("pragmatist")
        if self._headings:
            lesson = len(self._headings) > 1 and self._headings[0].id == _LESSON
            at = 1 if lesson and self._played_before() else 0
            self.query_one("#home-scenarios", OptionList).highlighted = at
            self._show_scenario()
        else:
            self.query_one("#home-summary", Static).update("No scenarios are installed.")
        self._show_open()

    def on_screen_resume(self) -> None:
        """Show which game is in progress."""
        if self._opponents:
            self._show_open()

    @property
    def _store(self) -> Store | None:
        return self._open_store()

    def _played_before(self) -> bool:
        from game.store import StoreError

        try:
            return self._store is not None and bool(self._store.games())
        except StoreError:
            return False

    def _show_open(self) -> None:
        line = self.query_one("#home-open", Static)
        line.display = False
        if self._store is None:
            return
        from game.store import StoreError

        try:
            waiting = [saved for saved in self._store.games() if not saved.ending]
        except StoreError as error:
            line.update(Content(str(error)))
            line.display = True
            return
        if waiting:
            titles = {heading.id: heading.title for heading in self._headings}
            last = waiting[-1]
            title = titles.get(last.scenario, last.scenario)
            line.update(Content(f"▸ {title} is saved at move {last.plies}. Press g to resume."))
            line.display = True

    def _scenario(self) -> Scenario | str:
        """Return the selected scenario, or its errors."""
        from game.scenario.problems import ScenarioError
        from game.scenario.reading import read

        number = self.query_one("#home-scenarios", OptionList).highlighted
        if number is None:
            return "No scenarios are installed."
        heading = self._headings[number]
        if heading.id not in self._scenarios:
            try:
                self._scenarios[heading.id] = read.load(heading.path)
            except ScenarioError as error:
                self._scenarios[heading.id] = "\n".join(map(str, error.problems[:3]))
        return self._scenarios[heading.id]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the selected scenario, or a sentence about the selected opponent."""
        event.stop()
        if event.option_list.id == "home-against":
            self.query_one("#home-says", Static).update(
                Content(_about_opponent(self._opponents[event.option_index]))
            )
        elif event.option_list.id == "home-scenarios" and self._opponents:
            self._show_scenario()

    def _show_scenario(self) -> None:
        """Show the summary and the sides of the selected scenario."""
        scenario = self._scenario()
        summary, sides = self.query_one("#home-summary", Static), self.query_one("#home-side", OptionList)
        sides.clear_options()
        if isinstance(scenario, str):
            summary.update(Content(scenario))
            return
        summary.update(self._about(scenario))
        names = [_flat(delegation.name) for delegation in scenario.delegations.values()]
        sides.add_options([Option(Content(name)) for name in [*names, "Nobody: watch two computers"]])
        sides.highlighted = self._learner()

    def _about(self, scenario: Scenario) -> Content:
        """Return the summary, the agenda, the endings reached so far, and the content note."""
        parts: list[str | tuple[str, str]] = [_flat(scenario.summary)]
        items = ", ".join(_flat(item.title) for item in scenario.agenda)
        parts.append((f"\n\nOn the agenda: {items}", ""))
        if self._store is not None:
            from game.store import StoreError

            try:
                endings = {ending.id for ending in scenario.endings}
                reached = len(self._store.endings(scenario.id) & endings)
                parts.append((f"\n\nEndings reached: {reached} of {len(scenario.endings)}", "bold"))
            except StoreError:
                pass  # the line below the lists says so
        if scenario.content_note:
            parts.append((f"\n\n{_flat(scenario.content_note)}", "$text-muted"))
        return Content.assemble(*parts)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on to the next list, and from the last one to the table."""
        event.stop()
        following = {"home-scenarios": "#home-side", "home-side": "#home-against"}
        here = event.option_list.id or ""
        if here in following:
            self.query_one(following[here]).focus()
        else:
            self.action_begin()

    def action_begin(self) -> None:
        """Begin the game."""
        from game.match.match import PERSON, set_up

        scenario = self._scenario()
        side = self.query_one("#home-side", OptionList).highlighted
        against = self.query_one("#home-against", OptionList).highlighted
        if isinstance(scenario, str) or side is None or against is None:
            return
        opponent = self._opponents[against]
        if side == 2:
            other = "pragmatist" if opponent == PERSON else opponent
            personas = ("pragmatist", other)
        else:
            personas = (PERSON, opponent) if side == 0 else (opponent, PERSON)
        match = set_up(scenario, random.randrange(_SEEDS), personas, self._store)
        self.post_message(messages.Begin(self, match))

    def action_learn(self) -> None:
        """Begin the lesson, from the side that it teaches."""
        numbers = [number for number, heading in enumerate(self._headings) if heading.id == _LESSON]
        if numbers and self._opponents:
            self.query_one("#home-scenarios", OptionList).highlighted = numbers[0]
            self._show_scenario()
            self.query_one("#home-side", OptionList).highlighted = self._learner()
            self.query_one("#home-against", OptionList).highlighted = self._opponents.index("pragmatist")
            self.action_begin()

    def _learner(self) -> int:
        """Return the side that the selected scenario's lesson teaches."""
        scenario = self._scenario()
        lesson = None if isinstance(scenario, str) else scenario.lesson
        if isinstance(scenario, str) or lesson is None or not lesson.role:
            return 0
        return list(scenario.delegations).index(lesson.role)

    def action_games(self) -> None:
        """Show the saved games."""
        self.post_message(messages.OpenGames(self))

    def action_back(self) -> None:
        """Go back to the list before."""
        order = ["home-against", "home-side", "home-scenarios"]
        here = self.focused.id if self.focused else None
        if here in order[:2]:
            self.query_one(f"#{order[order.index(here) + 1]}").focus()

    def action_help(self) -> None:
        """Show the help."""
        from game.screens.help import help_page

        self.app.push_screen(help_page(["home", "anywhere"]))


def _title(name: str) -> str:
    """Return what an opponent is called on the list."""
    from game.delegates.persona import PERSONAS
    from game.match.match import PERSON

    return {PERSON: "A friend at this keyboard", "random": "Anyone"}.get(name) or PERSONAS[name].title


def _about_opponent(name: str) -> str:
    """Return a sentence about an opponent."""
    from game.delegates.persona import PERSONAS
    from game.match.match import PERSON

    if name == PERSON:
        return "A friend: two people at one keyboard; a cover hides the briefs between turns."
    if name == "random":
        return "Anyone: says whatever comes to mind."
    return f"{PERSONAS[name].title}: {PERSONAS[name].says}"


def _flat(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())
