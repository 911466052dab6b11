"""What scenarios, their sides and endings are called, for a list of games; each file is read once, when needed."""

from __future__ import annotations

import os

from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.store import Saved


class Titles:
    """Names for the games of a store. Where a game's scenario is gone, its ids stand in for them."""

    def __init__(self) -> None:
        self._shelf = {one.id: one for one in library.headings()}
        self._read: dict[str, Scenario | None] = {}

    def scenario(self, saved: Saved) -> str:
        """The title of a game's scenario."""
        if not saved.path and saved.scenario in self._shelf:
            return self._shelf[saved.scenario].title
        found = self._whole(saved)
        return _flat(found.title) if found else saved.scenario

    def _whole(self, saved: Saved) -> Scenario | None:
        path = saved.path if saved.path and os.path.isfile(saved.path) else ""
        if not path and saved.scenario in self._shelf:
            path = str(self._shelf[saved.scenario].path)
        if path not in self._read:
            self._read[path] = read.read(path).scenario if path else None
        return self._read[path]

    def sides(self, saved: Saved) -> tuple[str, ...]:
        """The short names of the two sides; none if they are not known."""
        found = self._whole(saved)
        return tuple(_flat(one.short) for one in found.delegations.values()) if found else ()

    def endings(self, saved: Saved) -> list[str]:
        """The ids of the endings there are; none if they are not known."""
        found = self._whole(saved)
        return [one.id for one in found.endings] if found else []

    def ending(self, saved: Saved, ending: str) -> str:
        """The title of an ending."""
        found = self._whole(saved)
        titles = {one.id: _flat(one.title) for one in found.endings} if found else {}
        return titles.get(ending, ending)


def _flat(text: str) -> str:
    return " ".join(text.split())
