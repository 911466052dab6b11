"""The command `check`, without its argument parsing."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TextIO

from game.scenario.problems import Problem, ScenarioError, in_order, problem
from game.scenario.shelf import directory, files, find


def check(paths: list[str], *, as_json: bool, out: TextIO) -> int:
    """Check scenario files and print every problem and a summary.

    Takes paths of files, directories (all their ``*.yaml``) or ids of shipped scenarios; none
    means all that are shipped. Gives the exit code: 1 if there is an error, 0 with warnings or
    hints only. Raises nothing but what ``out`` raises.
    """
    from game.scenario.read import read

    places, problems = _expand(paths or [str(directory())])
    for place in places:
        problems += read(place).problems
    problems = in_order(problems)
    count: Counter[str] = Counter(one.severity for one in problems)
    if as_json:
        report = {
            "files": [str(place) for place in places],
            "errors": count["error"],
            "warnings": count["warning"],
            "hints": count["hint"],
            "problems": [one.as_dict() for one in problems],
        }
        print(json.dumps(report, indent=2), file=out)
    else:
        for one in problems:
            print(one, file=out)
        print(f"{_files(len(places))}: {_number(count)}", file=out)
    return 1 if count["error"] else 0


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


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"


def _number(count: Counter[str]) -> str:
    if not count.total():
        return "nothing wrong"
    kinds = ((count[kind], kind) for kind in ("error", "warning", "hint") if count[kind])
    return ", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for number, kind in kinds)
