"""Many scenario files at once: which files are meant, and every problem of all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from game.scenario.checks.suppressions import unsilenced
from game.scenario.library import directory, find, listing
from game.scenario.problems import Place, Problem, ScenarioError, in_order, problem
from game.scenario.reading.file import load_bytes
from game.scenario.reading.read import Reading, read_bytes
from game.scenario.text import one_line


class Batch(NamedTuple):
    """The files that were read, and what was found."""

    files: list[Path]
    problems: list[Problem]
    """In order."""
    leftovers: list[Path]
    """Files of a system or an editor that were not read."""


def read_all(paths: Iterable[str], more: Callable[[Path], list[Problem]] | None = None) -> Batch:
    """Read scenario files, and return them with every problem. Raises nothing.

    Args:
        paths: files, directories (all their ``*.yaml`` and ``*.yml``) or ids of shipped scenarios; none means all
            that are shipped.
        more: another check of a file, such as one that plays.
    """
    batch = _expand([*paths] or [str(directory())])
    problems = batch.problems
    first: dict[tuple[Path, str], tuple[Path, Place]] = {}
    for place in batch.files:
        raw = load_bytes(place)
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        reading = read_bytes(raw, str(place))
        problems += [*reading.problems, *unsilenced(raw, _twins(place, reading, first))]
        problems += more(place) if more else []
    return batch._replace(problems=in_order(problems))


def _twins(place: Path, reading: Reading, first: dict[tuple[Path, str], tuple[Path, Place]]) -> list[Problem]:
    """Return a problem if an earlier file of the same directory has the same id."""
    if not reading.id:
        return []
    other, (line, _) = first.setdefault((place.parent, reading.id), (place, reading.id_at))
    if other == place:
        return []
    message = f"`{reading.id}` is also the id of {one_line(other.name, 120)}, line {line}"
    return [problem("FE421", message, path=str(place), place=reading.id_at)]


def _expand(paths: list[str]) -> Batch:
    places: dict[str, Path] = {}  # a file named twice, or by a link to it, is read once
    problems: list[Problem] = []
    leftovers: list[Path] = []
    for path in paths:
        try:
            named = listing(Path(path)) if _is_directory(path) else None
            files = named.files if named else [find(path)]
        except ScenarioError as error:
            problems += error.problems
            continue
        except OSError:
            problems.append(problem("FE003", "this directory cannot be read", path=path))
            continue
        if not files:
            message = "there is no *.yaml or *.yml file in this directory"
            problems.append(problem("FE009", message, path=path))
        leftovers += named.leftovers if named else []
        for file in files:
            places.setdefault(_real(file), file)
    return Batch(list(places.values()), problems, leftovers)


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _is_directory(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
