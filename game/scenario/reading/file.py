"""Read a file into text, and report everything that can go wrong before YAML begins."""

from __future__ import annotations

import os
import re
from pathlib import Path

from game.scenario import text_files
from game.scenario.problems import Place, Problem, problem
from game.scenario.text import one_line

MAX_BYTES = 1 << 20
"""The largest size of a scenario file. The shipped ones are far smaller."""

# What YAML forbids anywhere in a stream, quotes or not, and what its versions and its parsers count differently: some
# begin a new line at U+0085, U+2028 and U+2029, and some give a byte order mark no column. (Named one by one: the
# complement of what is allowed is the same set, and takes Python twenty times as long to compile.)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SEPARATORS = "\x85\u2028\u2029"
_SHOWN = 20


def load_bytes(path: str | Path) -> bytes | Problem:
    """Return the bytes of a file, or the problem that kept it from being read. Raises nothing."""
    name = str(path)
    try:
        # A device or a pipe has no size to ask for: read one byte more than is allowed.
        with Path(path).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return problem("FE001", _missing(Path(path)), path=name)
    except IsADirectoryError:
        return problem("FE002", "this is a directory; name one of its files", path=name)
    except PermissionError:
        return _denied(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return problem("FE003", f"the file cannot be read: {reason}", path=name)
    return raw


def _missing(path: Path) -> str:
    if path.is_symlink():
        return f"this is a link to {one_line(os.readlink(path), 120)}, which does not exist"
    return "there is no such file"


def _denied(path: str | Path) -> Problem:
    # Windows answers "permission denied" for a directory.
    if Path(path).is_dir():
        return problem("FE002", "this is a directory; name one of its files", path=str(path))
    return problem("FE003", "you do not have permission to read this file", path=str(path))


def decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, or None if it cannot be decoded, and the problems.

    Each character that YAML forbids, or that its parsers count differently, is reported (up to a limit) and becomes
    a space, so that reading goes on and every place is the one that an editor shows.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB, the limit for a scenario"
        return None, [problem("FE004", message, path=name)]
    try:
        text = text_files.decode(raw)
    except text_files.NotTextError as error:
        place = place_of(error.before, len(error.before))
        return None, [problem("FE005", str(error), path=name, place=place)]
    if not text.strip():
        return None, [problem("FE008", "the file is empty", path=name)]
    problems = []
    for match in _FORBIDDEN.finditer(text):
        code, message = _forbidden(match[0])
        problems.append(problem(code, message, path=name, place=place_of(text, match.start())))
        if len(problems) == _SHOWN:  # probably a binary file: more of the same would not help
            break
    return _FORBIDDEN.sub(" ", text), problems


def _forbidden(character: str) -> tuple[str, str]:
    """Return the code and the message for a character that must not be in the file."""
    from game.scenario.characters import named

    if character == "\0":
        return "FE006", "a NUL byte; this is not a text file, or it is damaged"
    if character in _SEPARATORS:
        return "FE025", (
            f"{named(character)} begins a new line for some programs and not for others; delete it, or press enter"
        )
    return "FE007", f"a control character, {named(character)}; delete it"


def place_of(text: str, index: int) -> Place:
    """Return the line and the column of a character of the text, as an editor counts them."""
    before = text[:index]
    ends = before.count("\n") + before.count("\r") - before.count("\r\n")
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return ends + 1, index - start + 1
