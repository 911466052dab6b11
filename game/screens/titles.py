"""What scenarios, their sides and endings are called, for a list of games; each file is read once, when needed."""

from __future__ import annotations

from game.scenario import read, shelf
from game.scenario.model import Scenario


class Titles:
    """Names by id. What is not on the shelf keeps its id."""

    def __init__(self) -> None:
        self._shelf = {one.id: one for one in shelf.headings()}
        self._read: dict[str, Scenario | None] = {}

    def scenario(self, scenario: str) -> str:
        """The title of a scenario."""
        return self._shelf[scenario].title if scenario in self._shelf else scenario

    def _whole(self, scenario: str) -> Scenario | None:
        if scenario not in self._read:
            known = scenario in self._shelf
            self._read[scenario] = read.read(self._shelf[scenario].path).scenario if known else None
        return self._read[scenario]

    def sides(self, scenario: str) -> tuple[str, ...]:
        """The short names of its sides; none if it is not known."""
        found = self._whole(scenario)
        return tuple(" ".join(one.short.split()) for one in found.delegations.values()) if found else ()

    def endings(self, scenario: str) -> list[str]:
        """The ids of its endings; none if it is not known."""
        found = self._whole(scenario)
        return [one.id for one in found.endings] if found else []

    def ending(self, scenario: str, ending: str) -> str:
        """The title of an ending."""
        found = self._whole(scenario)
        titles = {one.id: " ".join(one.title.split()) for one in found.endings} if found else {}
        return titles.get(ending, ending)
