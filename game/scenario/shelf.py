"""The scenarios that are shipped: what there is, and where a scenario lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from game.scenario.file import load_bytes
from game.scenario.problems import Problem, UnknownScenarioError, nearest, problem
from game.scenario.text import one_line

_HEAD = ("format", "id", "title", "minutes", "summary")


@dataclass(frozen=True)
class Heading:
    """What a list of scenarios shows of one of them."""

    id: str
    title: str
    minutes: int
    summary: str
    path: Path


def directory() -> Path:
    """Give the directory of the shipped scenarios: in an installed package, else in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def files(place: Path) -> list[Path]:
    """Give the ``*.yaml`` files of a directory, sorted by name. Raises OSError."""
    return sorted(path for path in place.iterdir() if path.suffix == ".yaml" and path.is_file())


def headings(place: Path | None = None) -> list[Heading]:
    """List the scenarios of a directory (the shipped ones), sorted by id.

    Reads the head of each file only. A file without format, id and title is no scenario and is
    left out; raises nothing.
    """
    from game.scenario.nodes import head

    try:
        paths = files(place or directory())
    except OSError:
        return []
    found = []
    for path in paths:
        raw = load_bytes(path)
        keys = {} if isinstance(raw, Problem) else head(raw, _HEAD)
        if keys.get("format") is None or not isinstance(keys.get("id"), str) or not keys.get("title"):
            continue
        minutes = keys.get("minutes")
        found.append(
            Heading(
                id=one_line(str(keys["id"])),
                title=one_line(str(keys["title"]), 80),
                minutes=minutes if isinstance(minutes, int) else 0,
                summary=" ".join(str(keys.get("summary") or "").split()),
                path=path,
            )
        )
    return sorted(found, key=lambda one: one.id)


def find(name: str, place: Path | None = None) -> Path:
    """Give the file of a scenario named by its id, or by a path.

    Whatever looks like a path (it has a directory or ends in ``.yaml`` or ``.yml``) or exists is
    taken as one, and may still turn out not to be readable. Raises UnknownScenarioError, with the
    nearest id and all that there are, for anything else.
    """
    known = {one.id: one.path for one in headings(place)}
    if name in known:
        return known[name]
    if name.endswith((".yaml", ".yml")) or os.sep in name or "/" in name:
        return Path(name)
    try:
        if Path(name).exists():
            return Path(name)
    except (OSError, ValueError):  # a name too long for a file, or with a NUL
        pass
    listed = ", ".join(known) or "none"
    message = f"no scenario is called `{one_line(name)}`{nearest(name, known)} (there are: {listed})"
    raise UnknownScenarioError([problem("FE009", message, path=one_line(name))])
