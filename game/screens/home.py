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
from game.scenario import read, shelf
from game.scenario.model import Scenario
from game.scenario.problems import ScenarioError
from game.screens import keys
from game.screens.help import help_page
from game.screens.seats import PERSON, set_up

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_SEEDS = 1 << 32


class HomeScreen(Screen[None]):
    """The shelf. Enter goes from list to list, and begins on the last."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("home")

    def __init__(self) -> None:
        super().__init__()
        self._shelf = shelf.headings()
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
        yield Footer()

    def on_mount(self) -> None:
        """The first scenario is marked."""
        shelf_list = self.query_one("#home-scenarios", OptionList)
        self.query_one("#home-against", OptionList).highlighted = self._opponents.index("pragmatist")
        if self._shelf:
            shelf_list.highlighted = 0
        else:
            self.query_one("#home-summary", Static).update("No scenarios are installed.")
        shelf_list.focus()

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
        note = f"\n\n{flat(scenario.content_note)}" if scenario.content_note else ""
        summary.update(Content(f"{flat(scenario.summary)}{note}"))
        names = [flat(delegation.name) for delegation in scenario.delegations.values()]
        sides.add_options([Option(Content(name)) for name in [*names, "Nobody: watch two computers"]])
        sides.highlighted = 0

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
        match = set_up(scenario, random.randrange(_SEEDS), personas)
        cast("FrankApp", self.app).begin(match)

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
