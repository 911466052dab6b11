"""The first screen: which scenario, which side, against whom."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from game.delegates import PERSONAS
from game.delegates.temper import TEMPERS
from game.record.labels import flat
from game.record.store import StoreError
from game.scenario import read, shelf
from game.scenario.model import Scenario
from game.scenario.problems import ScenarioError
from game.screens import keys
from game.screens.games import GamesScreen
from game.screens.help import help_page
from game.screens.seats import PERSON, set_up

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_SEEDS = 1 << 32
_LESSON = "your-first-exchange"
_NO_STORE = "No games are kept here."


class HomeScreen(Screen[None]):
    """The shelf. Enter goes from list to list, and begins on the last."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("home")

    def __init__(self) -> None:
        super().__init__()
        # The lesson comes first: who is new finds it without looking.
        self._shelf = sorted(shelf.headings(), key=lambda one: (one.id != _LESSON, one.minutes))
        self._scenarios: dict[str, Scenario | str] = {}
        self._opponents = [name for name in PERSONAS if name != "random"] + ["random", PERSON]

    def compose(self) -> ComposeResult:
        """Scenarios and what they are about; sides; opponents."""
        yield Static(
            Content.assemble(
                ("FRANK EXCHANGE", "bold"), ("  Will this exchange stay a dialogue?", "$text-muted")
            ),
            id="home-title",
        )
        with Horizontal(id="home-shelf"):
            scenarios = [
                Option(Content.assemble(one.title, (f"  {one.minutes} min", "$text-muted")))
                for one in self._shelf
            ]
            yield OptionList(*scenarios, id="home-scenarios", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="home-summary", markup=False)
        with Horizontal(id="home-seats"):
            with Vertical():
                yield Static("You play", classes="home-label", markup=False)
                yield OptionList(id="home-side", markup=False)
            with Vertical():
                yield Static("against", classes="home-label", markup=False)
                titles = [Option(Content(_title(name))) for name in self._opponents]
                yield OptionList(*titles, id="home-against", markup=False)
        yield Static(id="home-says", markup=False)
        yield Static(id="home-open", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """The first scenario is marked; who has played before begins with one that is no lesson."""
        shelf_list = self.query_one("#home-scenarios", OptionList)
        self.query_one("#home-against", OptionList).highlighted = self._opponents.index("pragmatist")
        if self._shelf:
            lesson = len(self._shelf) > 1 and self._shelf[0].id == _LESSON
            shelf_list.highlighted = 1 if lesson and self._played_before() else 0
        else:
            self.query_one("#home-summary", Static).update("No scenarios are installed.")
        shelf_list.focus()

    def on_screen_resume(self) -> None:
        """What waits to be gone on with."""
        self._show_open()

    @property
    def _app(self) -> FrankApp:
        return cast("FrankApp", self.app)

    def _played_before(self) -> bool:
        try:
            return self._app.store is not None and bool(self._app.store.games())
        except StoreError:
            return False

    def _show_open(self) -> None:
        line = self.query_one("#home-open", Static)
        line.display = False
        if self._app.store is None:
            return
        try:
            waiting = [saved for saved in self._app.store.games() if not saved.ending]
        except StoreError as error:
            line.update(Content(str(error)))
            line.display = True
            return
        if waiting:
            titles = {one.id: one.title for one in self._shelf}
            last = waiting[-1]
            title = titles.get(last.scenario, last.scenario)
            line.update(Content(f"▸ {title} waits at move {last.plies}. g: go on with it, or with another."))
            line.display = True

    def _scenario(self) -> Scenario | str:
        """The marked scenario, or what is wrong with it."""
        number = self.query_one("#home-scenarios", OptionList).highlighted
        if number is None:
            return "No scenarios are installed."
        one = self._shelf[number]
        if one.id not in self._scenarios:
            try:
                self._scenarios[one.id] = read.load(one.path)
            except ScenarioError as error:
                self._scenarios[one.id] = "\n".join(map(str, error.problems[:3]))
        return self._scenarios[one.id]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another scenario: its summary and its sides."""
        event.stop()
        if event.option_list.id == "home-against":
            self.query_one("#home-says", Static).update(Content(_says(self._opponents[event.option_index])))
        if event.option_list.id != "home-scenarios":
            return
        scenario = self._scenario()
        summary, sides = self.query_one("#home-summary", Static), self.query_one("#home-side", OptionList)
        sides.clear_options()
        if isinstance(scenario, str):
            summary.update(Content(scenario))
            return
        summary.update(self._about(scenario))
        names = [flat(delegation.name) for delegation in scenario.delegations.values()]
        sides.add_options([Option(Content(name)) for name in [*names, "Nobody: watch two computers"]])
        sides.highlighted = 0

    def _about(self, scenario: Scenario) -> Content:
        """What is at stake, the endings found so far, and what one should know before."""
        parts: list[str | tuple[str, str]] = [flat(scenario.summary)]
        items = ", ".join(flat(item.title) for item in scenario.agenda)
        parts.append((f"\n\nOn the agenda: {items}", ""))
        if self._app.store is not None:
            try:
                found = len(self._app.store.endings(scenario.id) & {one.id for one in scenario.endings})
                parts.append((f"\n\nEndings found: {found} of {len(scenario.endings)}", "bold"))
            except StoreError:
                pass  # the line below the lists says so
        if scenario.content_note:
            parts.append((f"\n\n{flat(scenario.content_note)}", "$text-muted"))
        return Content.assemble(*parts)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """On to the next list, and from the last one to the table."""
        event.stop()
        following = {"home-scenarios": "#home-side", "home-side": "#home-against"}
        here = event.option_list.id or ""
        if here in following:
            self.query_one(following[here]).focus()
        else:
            self.action_begin()

    def action_begin(self) -> None:
        """To the briefing."""
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
        self._app.begin(set_up(scenario, random.randrange(_SEEDS), personas, self._app.store))

    def action_learn(self) -> None:
        """The lesson, from its own chair."""
        numbers = [number for number, one in enumerate(self._shelf) if one.id == _LESSON]
        if numbers:
            self.query_one("#home-scenarios", OptionList).highlighted = numbers[0]
            self.query_one("#home-side", OptionList).highlighted = 0
            self.query_one("#home-against", OptionList).highlighted = self._opponents.index("pragmatist")
            self.call_after_refresh(self.action_begin)

    def action_games(self) -> None:
        """The games that were kept."""
        if self._app.store is None:
            self.app.notify(_NO_STORE)
        else:
            self.app.push_screen(GamesScreen(self._app.store))

    def action_back(self) -> None:
        """To the list before."""
        order = ["home-against", "home-side", "home-scenarios"]
        here = self.focused.id if self.focused else None
        if here in order[:2]:
            self.query_one(f"#{order[order.index(here) + 1]}").focus()

    def action_help(self) -> None:
        """What the game is about."""
        self.app.push_screen(help_page(["home", "anywhere"]))


def _title(name: str) -> str:
    """What an opponent is called on the list."""
    return {PERSON: "A friend at this keyboard", "random": "Anyone"}.get(name) or TEMPERS[name].title


def _says(name: str) -> str:
    """One sentence about an opponent."""
    if name == PERSON:
        return "A friend: two people at one keyboard; a cover hides the briefs between turns."
    if name == "random":
        return "Anyone: says whatever comes to mind."
    return f"{TEMPERS[name].title}: {TEMPERS[name].says}"
