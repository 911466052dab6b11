"""Silence warnings: ``# frank: allow FE401`` at the end of a line, or alone on the line before it."""

from __future__ import annotations

import re

from game.scenario.problems import CODES, Place, Problem, nearest, problem
from game.scenario.text_files import decode_leniently, lines_of

_ALLOW = re.compile(r"(?:^|\s)#\s*frank:\s*allow\b(.*)$", re.MULTILINE)
_TODO = re.compile(r"\bTODO\b")
_MOST = 1000
_PLAYED = "6"
"""The family of codes that are found by simulating games."""
_BESIDE = "FE421"
"""The code that is found by comparing the files of a directory."""


def allowed(raw: bytes, path: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems that no comment silences, with a hint for each TODO and each unused comment.

    An error cannot be silenced.

    Args:
        raw: the bytes of the file.
        path: the name of the file in messages.
        problems: the problems of the file, in any order.
    """
    lines = _lines(raw)
    places = _allows(lines)
    reported = list(problems)
    for number, line in enumerate(lines, 1):
        if "TODO" in line and len(reported) < _MOST and (todo := _TODO.search(line)):
            reported.append(
                problem("FE506", "something is left to do here", path=path, place=(number, todo.start() + 1))
            )
    used = {(each.line, each.code) for each in reported if each.severity != "error"}
    for (about, code), place in places.items():
        later = code == _BESIDE or (code in CODES and code[2] == _PLAYED)  # found elsewhere
        if (about, code) not in used and not later and len(reported) < _MOST:
            reported.append(problem("FE505", _why_unused(code), path=path, place=place))
    return _unsilenced(reported, places)


def unsilenced(raw: bytes, problems: list[Problem]) -> list[Problem]:
    """Return the problems that no comment silences; for those that are found elsewhere, as by simulated games.

    Args:
        raw: the bytes of the file.
        problems: the problems of the file.
    """
    return _unsilenced(problems, _allows(_lines(raw)))


def _lines(raw: bytes) -> list[str]:
    return lines_of(decode_leniently(raw))


def _allows(lines: list[str]) -> dict[tuple[int, str], Place]:
    """Return the place of each comment, by the line and the code that it silences."""
    places: dict[tuple[int, str], Place] = {}
    for number, line in enumerate(lines, 1):
        comment = _ALLOW.search(line) if "frank:" in line else None
        if comment is None:
            continue
        about = number + 1 if not line[: comment.start()].strip() else number
        for code in re.split(r"[\s,]+", comment[1].strip()):
            places[about, code] = (number, comment.start(1) + 1)
    return places


def _unsilenced(problems: list[Problem], places: dict[tuple[int, str], Place]) -> list[Problem]:
    return [each for each in problems if each.severity == "error" or (each.line, each.code) not in places]


def _why_unused(code: str) -> str:
    if not code:
        return "name the code to silence, such as `# frank: allow FE401`"
    if code not in CODES:
        return f"there is no code `{code[:20]}`{nearest(code[:20], CODES)}"
    if CODES[code].severity == "error":
        return f"{code} is an error and cannot be silenced"
    return f"{code} is not reported there"
