"""How problems are told: as text with the line and a caret, as JSON, for GitHub, or as SARIF."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.scenario.problems import CODES, Problem
from game.scenario.reading.file import MAX_BYTES
from game.scenario.text import clean, counted

FORMATS = ("text", "json", "github", "sarif")
_WIDTH = 96
"""How many characters of a line are shown."""


def told(form: str, files: Sequence[Path], problems: Sequence[Problem]) -> str:
    """All problems in one of :data:`FORMATS`.

    Args:
        form: of the report.
        files: that were checked.
        problems: in order.
    """
    if form == "json":
        return json.dumps(_json(files, problems), indent=2)
    if form == "sarif":
        return json.dumps(_sarif(problems), indent=2)
    if form == "github":
        return "\n".join(map(_github, problems))
    return "\n".join([*_text(problems), f"{counted(len(files), 'file')}: {_number(problems)}"])


def count(problems: Sequence[Problem]) -> Counter[str]:
    """How many problems there are of each severity."""
    return Counter(one.severity for one in problems)


# text


def _text(problems: Sequence[Problem]) -> list[str]:
    lines: dict[str, list[str]] = {}
    said = []
    for one in problems:
        if one.path not in lines:
            lines[one.path] = _lines(one.path)
        said += [str(one), *_excerpt(lines[one.path], one)]
    return said


def _lines(path: str) -> list[str]:
    """The lines of a file, to be shown; none if it cannot be read any more, or is no file."""
    try:
        if not os.path.isfile(path):
            return []
        with open(path, "rb") as stream:
            text = stream.read(MAX_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        return []
    return text.removeprefix("\ufeff").split("\n")


def _excerpt(lines: Sequence[str], one: Problem) -> list[str]:
    """The line of a problem, and a caret below its column."""
    if one.line > len(lines):
        return []
    line, at = lines[one.line - 1].rstrip("\r"), one.column - 1
    if not line.strip():
        return []
    start = max(0, min(at - _WIDTH * 2 // 3, len(line) - _WIDTH))
    shown = "".join(map(_shown, line[start : start + _WIDTH]))
    before = "".join(map(_shown, line[start:at]))
    number = f"{one.line:5} | "
    blank = " " * (len(number) - 2) + "| "
    return [f"{number}{shown}", f"{blank}{' ' * sum(map(_cells, before))}^"]


def _shown(sign: str) -> str:
    """A character that commands no terminal, and of the same width wherever it stands."""
    return " " if sign == "\t" else sign if sign.isprintable() and clean(sign) else "·"


def _cells(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _number(problems: Sequence[Problem]) -> str:
    found = count(problems)
    if not found.total():
        return "nothing wrong"
    return ", ".join(counted(found[kind], kind) for kind in ("error", "warning", "hint") if found[kind])


# for programs


def _json(files: Sequence[Path], problems: Sequence[Problem]) -> dict[str, Any]:
    found = count(problems)
    return {
        "files": [str(path) for path in files],
        "errors": found["error"],
        "warnings": found["warning"],
        "hints": found["hint"],
        "problems": [one.as_dict() for one in problems],
    }


def _github(one: Problem) -> str:
    """A workflow command of GitHub Actions, which marks the line in a change."""
    kind = {"error": "error", "warning": "warning", "hint": "notice"}[one.severity]
    parts = {
        "file": one.path,
        "line": one.line,
        "col": one.column,
        "title": f"{one.code}: {CODES[one.code].title}",
    }
    told = ",".join(f"{key}={_property(str(value))}" for key, value in parts.items())
    return f"::{kind} {told}::{_data(one.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """A report in SARIF 2.1.0 (OASIS), as code scanners exchange them."""
    from game import __version__

    levels = {"error": "error", "warning": "warning", "hint": "note"}
    used = sorted({one.code for one in problems})
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
            "ruleId": one.code,
            "ruleIndex": used.index(one.code),
            "level": levels[one.severity],
            "message": {"text": one.message},
            "locations": [_location(one.path, one.line, one.column, one.inside)],
            **({"relatedLocations": [_location(one.path, *one.other, "")]} if one.other else {}),
        }
        for one in problems
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
            "artifactLocation": {"uri": quote(Path(path).as_posix(), safe="/")},
            "region": {"startLine": line, "startColumn": column},
        }
    }
    return place | ({"logicalLocations": [{"fullyQualifiedName": inside}]} if inside else {})
