"""Many scenario files at once: which files are meant, and every problem of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from game.scenario.library import directory, files, find
from game.scenario.problems import Problem, ScenarioError, in_order, problem
from game.scenario.reading.read import read


def read_all(
    paths: Iterable[str], more: Callable[[Path], list[Problem]] | None = None
) -> tuple[list[Path], list[Problem]]:
    """Read scenario files, and return them with every problem in order. Raises nothing.

    Args:
        paths: files, directories (all their ``*.yaml``) or ids of shipped scenarios; none means all that are
            shipped.
        more: another check of a file, such as one that plays.
    """
    places, problems = _expand([*paths] or [str(directory())])
    for place in places:
        problems += read(place).problems
        problems += more(place) if more else []
    return places, in_order(problems)


def _expand(paths: list[str]) -> tuple[list[Path], list[Problem]]:
    places: dict[Path, None] = {}  # a file named twice is read once
    problems: list[Problem] = []
    for path in paths:
        try:
            named = files(Path(path)) if _is_directory(path) else [find(path)]
        except ScenarioError as error:
            problems += error.problems
            continue
        except OSError:
            problems.append(problem("FE003", "this directory cannot be read", path=path))
            continue
        if not named:
            problems.append(problem("FE009", "there is no *.yaml file in this directory", path=path))
        places.update(dict.fromkeys(named))
    return list(places), problems


def _is_directory(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
