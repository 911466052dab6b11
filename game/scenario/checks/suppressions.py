"""What an author allows: ``# frank: allow FE401`` at the end of a line, or alone on the line before it."""

from __future__ import annotations

import re

from game.scenario.problems import CODES, Place, Problem, nearest, problem

_ALLOW = re.compile(r"(?:^|\s)#\s*frank:\s*allow\b(.*)$", re.MULTILINE)
_TODO = re.compile(r"\bTODO\b")
_MOST = 1000
_PLAYED = "6"
"""The family of codes that come from playing."""


def allowed(raw: bytes, path: str, problems: list[Problem]) -> list[Problem]:
    """Leave out the warnings and hints that are allowed where they stand, and tell what is left to do.

    An error cannot be allowed. A comment that allows nothing is a hint itself, and so is a TODO.

    Args:
        raw: the bytes of the file.
        path: how the file is called.
        problems: of the file, in any order.
    """
    lines = _lines(raw)
    places = _allows(lines)
    found = list(problems)
    for number, line in enumerate(lines, 1):
        if "TODO" in line and len(found) < _MOST and (todo := _TODO.search(line)):
            found.append(
                problem("FE506", "something is left to do here", path=path, place=(number, todo.start() + 1))
            )
    used = {(one.line, one.code) for one in found if one.severity != "error"}
    for (about, code), place in places.items():
        later = code in CODES and code[2] == _PLAYED  # told by games, which are played elsewhere
        if (about, code) not in used and not later and len(found) < _MOST:
            found.append(problem("FE505", _idle(code), path=path, place=place))
    return _kept(found, places)


def left(raw: bytes, problems: list[Problem]) -> list[Problem]:
    """The problems that are not allowed where they stand: for those that games told, after all others.

    Args:
        raw: the bytes of the file.
        problems: of the file.
    """
    return _kept(problems, _allows(_lines(raw)))


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")


def _allows(lines: list[str]) -> dict[tuple[int, str], Place]:
    """By line and code that is allowed there: where that is said."""
    places: dict[tuple[int, str], Place] = {}
    for number, line in enumerate(lines, 1):
        comment = _ALLOW.search(line) if "frank:" in line else None
        if comment is None:
            continue
        about = number + 1 if not line[: comment.start()].strip() else number
        for code in re.split(r"[\s,]+", comment[1].strip()):
            places[about, code] = (number, comment.start(1) + 1)
    return places


def _kept(problems: list[Problem], places: dict[tuple[int, str], Place]) -> list[Problem]:
    return [one for one in problems if one.severity == "error" or (one.line, one.code) not in places]


def _idle(code: str) -> str:
    if not code:
        return "name the code to silence, such as `# frank: allow FE401`"
    if code not in CODES:
        return f"there is no code `{code[:20]}`{nearest(code[:20], CODES)}"
    if CODES[code].severity == "error":
        return f"{code} is an error and cannot be silenced"
    return f"{code} is not reported there"
