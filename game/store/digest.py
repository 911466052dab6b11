"""The scenario of a save, and the hash that tells whether it was edited since."""

from __future__ import annotations

from pathlib import Path

from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.scenario.text import one_line
from game.store.paths import usable_path
from game.store.saved import Saved, StoreError


def content_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of a scenario's canonical content, in hexadecimal.

    Comments, layout, the order of keys within an entry, and fields that a later release may add do not
    change it; an edited text or number does, and so does another order of entries.

    Args:
        scenario: a checked scenario.
    """
    return read.digest(scenario.model_dump(mode="json", exclude_unset=True))


def same_content(saved: Saved, digest: str) -> bool:
    """Return True if a save was made with this content; a share code carries only the start of the hash."""
    return bool(saved.digest) and digest.startswith(saved.digest)


def scenario_of(saved: Saved) -> Scenario:
    """Load the scenario of a save as it is now: from the save's path, else the shipped one of that id.

    Args:
        saved: the save. Its id is never used as a path.

    Raises:
        StoreError: the scenario is gone.
        ScenarioError: the scenario's file now has an error.
    """
    path = usable_path(saved.path)
    if path and _is_file(path):
        return read.load(path)
    for heading in library.headings():
        if heading.id == saved.scenario:
            return read.load(heading.path)
    reason = f" ({one_line(path, 120)} is gone)" if path else ""
    raise StoreError(f"the scenario `{one_line(saved.scenario)}` of this game was not found{reason}")


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except ValueError:  # a path with a NUL, from an export that came from anywhere
        return False
