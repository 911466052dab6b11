"""The command `check`, without its argument parsing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from game.scenario.library import directory, files, find
from game.scenario.problems import Problem, ScenarioError, in_order, problem
from game.scenario.report import count, told


def check(
    paths: list[str],
    *,
    form: str = "text",
    strict: bool = False,
    more: Callable[[Path], list[Problem]] | None = None,
    out: TextIO,
) -> int:
    """Check scenario files and print every problem and a summary.

    Args:
        paths: files, directories (all their ``*.yaml``) or ids of shipped scenarios; none means all that are
            shipped.
        form: one of :data:`game.scenario.report.FORMATS`.
        strict: a warning counts as an error.
        more: another check of a file, such as one that plays.
        out: where to print.

    Returns:
        1 if there is an error (with ``strict``, or a warning), else 0. Raises nothing but what ``out`` raises.
    """
    from game.scenario.reading.read import read

    places, problems = _expand(paths or [str(directory())])
    for place in places:
        problems += read(place).problems
        problems += more(place) if more else []
    problems = in_order(problems)
    found = count(problems)
    text = told(form, places, problems)
    if text:
        print(text, file=out)
    return 1 if found["error"] or (strict and found["warning"]) else 0


def _expand(paths: list[str]) -> tuple[list[Path], list[Problem]]:
    places: dict[Path, None] = {}  # a file named twice is read once
    problems: list[Problem] = []
    for path in paths:
        try:
            found = files(Path(path)) if _is_directory(path) else [find(path)]
        except ScenarioError as error:
            problems += error.problems
            continue
        except OSError:
            problems.append(problem("FE003", "this directory cannot be read", path=path))
            continue
        if not found:
            problems.append(problem("FE009", "there is no *.yaml file in this directory", path=path))
        places.update(dict.fromkeys(found))
    return list(places), problems


def _is_directory(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
