"""List the shipped scenarios, and find the file of a scenario.

Stays light: a list of scenarios reads the head of each file and waits neither for pydantic nor for the rules.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from game.scenario.text import one_line

SUFFIXES = (".yaml", ".yml")
"""The endings of a scenario file, in any case."""
TESTS = ".tests.yaml"
"""The ending of a file of tests, which is kept beside its scenario."""
TEST_ENDINGS = (TESTS, ".tests.yml")

_LEFTOVER = re.compile(
    r"[.#~].*\.ya?ml|.*\.ya?ml(?:[~#]|\.(?:bak|old|orig|rej|sw[a-p]|tmp|new))", re.IGNORECASE
)
"""Names of files that systems and editors write beside a file: ``._a.yaml`` (macOS), ``.#a.yaml``, ``a.yaml~``."""

_HEAD = ("format", "id", "title", "minutes", "summary")
_TITLE = 80
"""The number of characters of a title that a list shows."""


class Heading(NamedTuple):
    """A scenario as a list shows it. Its texts are clean and on one line."""

    id: str
    title: str
    minutes: int
    summary: str
    path: Path


def directory() -> Path:
    """Return the directory of the shipped scenarios: in an installed package, else in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def files(place: Path) -> list[Path]:
    """Return the scenario files of a directory, sorted by name; see :func:`listing`. Raises OSError."""
    return listing(place).files


def tests_in(place: Path) -> list[Path]:
    """Return the files of tests of a directory, sorted by name. Raises OSError."""
    names = [name for name in os.listdir(place) if is_tests(name) and not _LEFTOVER.fullmatch(name)]
    return [place / name for name in sorted(names)]


class Listing(NamedTuple):
    """The scenario files of a directory, sorted by name."""

    files: list[Path]
    """Its ``*.yaml`` and ``*.yml``, without those of tests and without links to another of them."""
    leftovers: list[Path]
    """Files that a system or an editor left there; they are not read."""


def listing(place: Path) -> Listing:
    """Return the scenario files of a directory. Raises OSError."""
    names, links, leftovers = [], [], []
    with os.scandir(place) as entries:
        for entry in entries:
            if _LEFTOVER.fullmatch(entry.name):
                leftovers.append(entry.name)
            elif is_scenario_name(entry.name) and not is_tests(entry.name):
                if entry.is_symlink() and not entry.is_dir():
                    links.append(entry.name)  # one that leads nowhere is reported when it is read
                elif entry.is_file():
                    names.append(entry.name)
    if links:
        there = {os.path.realpath(place / name) for name in names}
        names += [name for name in links if os.path.realpath(place / name) not in there]
    return Listing([place / name for name in sorted(names)], [place / name for name in sorted(leftovers)])


def is_scenario_name(name: str) -> bool:
    """Return True if a name has the ending of a scenario file."""
    return name.lower().endswith(SUFFIXES)


def is_tests(name: str) -> bool:
    """Return True if a name has the ending of a file of tests."""
    return name.lower().endswith(TEST_ENDINGS)


def headings(place: Path | None = None) -> list[Heading]:
    """Return the headings of the scenarios of a directory (the shipped ones), sorted by id.

    A file without format, id and title is no scenario and is left out; raises nothing.
    """
    try:
        paths = files(place or directory())
    except OSError:
        return []
    return sorted(filter(None, map(_heading, paths)), key=lambda heading: heading.id)


def _heading(path: Path) -> Heading | None:
    from game.scenario.problems import Problem
    from game.scenario.reading.file import load_bytes
    from game.scenario.reading.head import head

    raw = load_bytes(path)
    keys = {} if isinstance(raw, Problem) else head(raw, _HEAD)
    if keys.get("format") is None or not isinstance(keys.get("id"), str) or not keys.get("title"):
        return None
    minutes = keys.get("minutes")
    return Heading(
        id=one_line(str(keys["id"]), 60),
        title=one_line(str(keys["title"]), _TITLE),
        minutes=minutes if isinstance(minutes, int) else 0,
        summary=" ".join(str(keys.get("summary") or "").split()),
        path=path,
    )


def find(name: str, place: Path | None = None) -> Path:
    """Return the file of a scenario named by its id, or by a path.

    A name that looks like a path (it has a directory or ends in ``.yaml`` or ``.yml``) or that exists,
    with or without its ending, is taken as a path; the file may still turn out not to be readable.

    Raises:
        UnknownScenarioError: for any other name; names the nearest id and all known ones.
    """
    known = {heading.id: heading.path for heading in headings(place)}
    if name in known:
        return known[name]
    if is_scenario_name(name) or os.sep in name or "/" in name:
        return Path(name)
    try:
        if Path(name).exists():
            return Path(name)
        for suffix in SUFFIXES:
            if Path(f"{name}{suffix}").is_file():  # an id, typed in the folder where its file is
                return Path(f"{name}{suffix}")
    except (OSError, ValueError):  # a name too long for a file, or with a NUL
        pass
    from game.scenario.problems import UnknownScenarioError, nearest, problem

    listed = ", ".join(known) or "none"
    message = f"there is no scenario `{one_line(name)}`{nearest(name, known)} (available: {listed})"
    raise UnknownScenarioError([problem("FE009", message, path=one_line(name))])
