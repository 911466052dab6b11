"""Which scenario a save belongs to, and whether it is still the same."""

from __future__ import annotations

from pathlib import Path

from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.scenario.text import one_line
from game.store.saved import Saved, StoreError


def content_hash(scenario: Scenario) -> str:
    """The hash of what a scenario says: SHA-256 of its canonical content.

    Comments, layout, the order of keys within an entry, and fields that a later release may add do not
    change it; any change of a text or number, and the order of entries, does.

    Args:
        scenario: from a file, or made.
    """
    return read.digest(scenario.model_dump(mode="json", exclude_unset=True))


def same(saved: Saved, digest: str) -> bool:
    """Whether a save was made with this content; a share code has only the beginning of the hash."""
    return bool(saved.digest) and digest.startswith(saved.digest)


def scenario_of(saved: Saved) -> Scenario:
    """The scenario of a save, as it is now: from the file it was in, else the shipped one of that id.

    Args:
        saved: the save; whatever its id says, only the shelf and its own path are looked at.

    Raises:
        StoreError: it is gone.
        ScenarioError: its file has an error now.
    """
    if saved.path and Path(saved.path).is_file():
        return read.load(saved.path)
    for one in library.headings():
        if one.id == saved.scenario:
            return read.load(one.path)
    where = f" ({one_line(saved.path, 120)} is gone)" if saved.path else ""
    raise StoreError(f"the scenario `{one_line(saved.scenario)}` of this game is not here{where}")
