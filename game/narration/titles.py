"""The names of scenarios, sides and endings for a list of games; each file is read once, when needed."""

from __future__ import annotations

import os

from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.store import Saved


class Titles:
    """Names for the games of a store; ids replace them where a game's scenario is gone."""

    def __init__(self) -> None:
        self._headings = {heading.id: heading for heading in library.headings()}
        self._read: dict[str, Scenario | None] = {}

    def scenario(self, saved: Saved) -> str:
        """Return the title of a game's scenario."""
        if not saved.path and saved.scenario in self._headings:
            return self._headings[saved.scenario].title
        scenario = self._load(saved)
        return _flat(scenario.title) if scenario else saved.scenario

    def _load(self, saved: Saved) -> Scenario | None:
        path = saved.path if saved.path and os.path.isfile(saved.path) else ""
        if not path and saved.scenario in self._headings:
            path = str(self._headings[saved.scenario].path)
        if path not in self._read:
            self._read[path] = read.read(path).scenario if path else None
        return self._read[path]

    def sides(self, saved: Saved) -> tuple[str, ...]:
        """Return the short names of the two sides; none if the scenario is gone."""
        scenario = self._load(saved)
        return tuple(_flat(side.short) for side in scenario.delegations.values()) if scenario else ()

    def endings(self, saved: Saved) -> list[str]:
        """Return the ids of all endings; none if the scenario is gone."""
        scenario = self._load(saved)
        return [ending.id for ending in scenario.endings] if scenario else []

    def ending(self, saved: Saved, ending: str) -> str:
        """Return the title of an ending; its id if the scenario is gone."""
        scenario = self._load(saved)
        endings = scenario.endings if scenario else ()
        return next((_flat(candidate.title) for candidate in endings if candidate.id == ending), ending)


def _flat(text: str) -> str:
    return " ".join(text.split())
