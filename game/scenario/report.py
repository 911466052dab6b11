"""Render problems: as text with the line and a caret, as JSON, for GitHub, or as SARIF."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.scenario.cells import beginning, cells
from game.scenario.problems import CODES, Problem
from game.scenario.reading.file import MAX_BYTES
from game.scenario.text import clean, counted, decodable
from game.scenario.text_files import decode_leniently, lines_of

_WIDTH = 96
"""The number of cells of a line that are shown."""


def render(
    form: str, files: Sequence[Path], problems: Sequence[Problem], leftovers: Sequence[Path] = ()
) -> str:
    """Return a report of all problems.

    Args:
        form: ``text``, ``json``, ``github`` or ``sarif``.
        files: the files that were checked.
        problems: their problems, in order.
        leftovers: files that a system or an editor left beside them and that were not checked.
    """
    if form == "json":
        return json.dumps(_json(files, problems, leftovers), indent=2)
    if form == "sarif":
        return json.dumps(_sarif(problems), indent=2)
    if form == "github":
        return "\n".join(map(_github, problems))
    passed = f" ({counted(len(leftovers), 'file')} of a system or an editor passed over)" if leftovers else ""
    return "\n".join([*_text(problems), f"{counted(len(files), 'file')}: {_number(problems)}{passed}"])


def count(problems: Sequence[Problem]) -> Counter[str]:
    """Return the number of problems of each severity."""
    return Counter(problem.severity for problem in problems)


# text


def _text(problems: Sequence[Problem]) -> list[str]:
    lines: dict[str, list[str]] = {}
    report = []
    for problem in problems:
        if problem.path not in lines:
            lines[problem.path] = _lines(problem.path)
        report += [str(problem), *_excerpt(lines[problem.path], problem)]
    return report


def _lines(path: str) -> list[str]:
    """Return the lines of a file; none if it is not a regular file or can no longer be read."""
    try:
        if not os.path.isfile(path):
            return []
        with open(path, "rb") as stream:
            return lines_of(decode_leniently(stream.read(MAX_BYTES)))
    except (OSError, ValueError):
        return []


def _excerpt(lines: Sequence[str], problem: Problem) -> list[str]:
    """Return the line of a problem and, below it, a caret at its column."""
    if problem.line > len(lines):
        return []
    line, column = lines[problem.line - 1], problem.column - 1
    if not line.strip():
        return []
    start = 0
    if cells(line) > _WIDTH:  # show what is around the column, and more before it than after it
        end = min(len(line), column + _WIDTH // 3)
        start = end
        while start and cells(line[start - 1 : end]) <= _WIDTH:
            start -= 1
    excerpt = "".join(map(_shown, beginning(line[start:], _WIDTH)))
    before = "".join(map(_shown, line[start:column]))
    number = f"{problem.line:5} | "
    blank = " " * (len(number) - 2) + "| "
    return [f"{number}{excerpt}", f"{blank}{' ' * cells(before)}^"]


def _shown(character: str) -> str:
    """Return a character that is safe to print and has the same width in every column."""
    return " " if character == "\t" else character if character.isprintable() and clean(character) else "·"


def _number(problems: Sequence[Problem]) -> str:
    counts = count(problems)
    if not counts.total():
        return "nothing wrong"
    return ", ".join(counted(counts[kind], kind) for kind in ("error", "warning", "hint") if counts[kind])


# machine-readable


def _json(files: Sequence[Path], problems: Sequence[Problem], leftovers: Sequence[Path]) -> dict[str, Any]:
    counts = count(problems)
    return {
        "files": [decodable(str(path)) for path in files],
        "passed_over": [decodable(str(path)) for path in leftovers],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "hints": counts["hint"],
        "problems": [problem.as_dict() for problem in problems],
    }


def _github(problem: Problem) -> str:
    """Return a GitHub Actions workflow command, which annotates the line in a change."""
    kind = {"error": "error", "warning": "warning", "hint": "notice"}[problem.severity]
    parts = {
        "file": decodable(problem.path),
        "line": problem.line,
        "col": problem.column,
        "title": f"{problem.code}: {CODES[problem.code].title}",
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in parts.items())
    return f"::{kind} {properties}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return a report in SARIF 2.1.0 (OASIS), the format that code scanners exchange."""
    from game import __version__

    levels = {"error": "error", "warning": "warning", "hint": "note"}
    used = sorted({problem.code for problem in problems})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "defaultConfiguration": {"level": levels[CODES[code].severity]},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": used.index(problem.code),
            "level": levels[problem.severity],
            "message": {"text": problem.message},
            "locations": [_location(problem.path, problem.line, problem.column, problem.inside)],
            **({"relatedLocations": [_location(problem.path, *problem.other, "")]} if problem.other else {}),
        }
        for problem in problems
    ]
    driver = {"name": "frank check", "version": __version__, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _location(path: str, line: int, column: int, inside: str) -> dict[str, Any]:
    from urllib.parse import quote

    place = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(os.fsencode(Path(path).as_posix()), safe="/")},
            "region": {"startLine": line, "startColumn": column},
        }
    }
    return place | ({"logicalLocations": [{"fullyQualifiedName": inside}]} if inside else {})
