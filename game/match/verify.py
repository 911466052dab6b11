"""Checking a store: its file, and every game by replaying it."""

from __future__ import annotations

from typing import NamedTuple

from game.match.replay import find_fault
from game.scenario.problems import ScenarioError
from game.store.digest import content_hash, same_content, scenario_of
from game.store.games import Store
from game.store.saved import Saved, StoreError
from game.table.compiled import CompiledScenario, compile_scenario


class Verified(NamedTuple):
    """The result of a check."""

    games: int
    problems: list[str]
    notes: list[str]
    """Games that cannot be verified because their scenario was edited or is gone; that is no fault."""


class _Content(NamedTuple):
    """A scenario as it is now, or the reason why it is missing."""

    game: CompiledScenario | None
    digest: str
    missing: str


def verify(store: Store) -> Verified:
    """Check a store and replay all its games.

    Args:
        store: the store; it is only read.

    Raises:
        StoreError: the store cannot be read.
    """
    problems = store.check()
    notes: list[str] = []
    contents: dict[tuple[str, str], _Content] = {}
    number = 0
    for number, saved in enumerate(store.every(), 1):  # noqa: B007 - the last number is the count
        key = (saved.path, saved.scenario)
        if key not in contents:
            contents[key] = _content(saved)
        content = contents[key]
        if content.game is None:
            notes.append(f"{saved.id}: cannot be replayed: {content.missing}")
        elif not same_content(saved, content.digest):
            notes.append(f"{saved.id}: cannot be verified: its scenario was edited since")
        elif fault := find_fault(saved, content.game):
            problems.append(f"{saved.id}: {fault}")
    return Verified(number, problems, notes)


def _content(saved: Saved) -> _Content:
    try:
        scenario = scenario_of(saved)
    except (StoreError, ScenarioError) as error:
        return _Content(None, "", str(error).splitlines()[0])
    return _Content(compile_scenario(scenario), content_hash(scenario), "")
