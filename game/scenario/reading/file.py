"""Read a file into text, and report everything that can go wrong before YAML begins."""

from __future__ import annotations

import re
from pathlib import Path

from game.scenario.problems import Place, Problem, problem

MAX_BYTES = 1 << 20
"""The largest size of a scenario file. The shipped ones are far smaller."""

# What YAML forbids anywhere in a stream, quotes or not. (Named one by one: the complement of what it allows is the
# same set, and takes Python twenty times as long to compile.)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SHOWN = 20
_MARK = b"\xef\xbb\xbf"


def load_bytes(path: str | Path) -> bytes | Problem:
    """Return the bytes of a file, or the problem that kept it from being read. Raises nothing."""
    name = str(path)
    try:
        # A device or a pipe has no size to ask for: read one byte more than is allowed.
        with Path(path).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return problem("FE001", "there is no such file", path=name)
    except IsADirectoryError:
        return problem("FE002", "this is a directory; name one of its files", path=name)
    except PermissionError:
        return _denied(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return problem("FE003", f"the file cannot be read: {reason}", path=name)
    return raw


def _denied(path: str | Path) -> Problem:
    # Windows answers "permission denied" for a directory.
    if Path(path).is_dir():
        return problem("FE002", "this is a directory; name one of its files", path=str(path))
    return problem("FE003", "you do not have permission to read this file", path=str(path))


def decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, or None if it cannot be decoded, and the problems.

    A byte order mark is dropped. Each character that YAML forbids is reported (up to a limit) and
    becomes a space, so that reading goes on.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024} KiB, the limit for a scenario"
        return None, [problem("FE004", message, path=name)]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [problem("FE005", "the file is UTF-16; re-save it as UTF-8", path=name)]
    body = raw.removeprefix(_MARK)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        byte = error.start + 1 + len(raw) - len(body)
        message = f"byte {byte} (0x{body[error.start]:02x}) is not UTF-8; re-save the file as UTF-8"
        return None, [problem("FE005", message, path=name, place=place_of(before, len(before)))]
    if not text.strip():
        return None, [problem("FE008", "the file is empty", path=name)]
    problems = []
    for match in _FORBIDDEN.finditer(text):
        code, message = "FE007", f"a control character (U+{ord(match[0]):04X}); delete it"
        if match[0] == "\0":
            code, message = "FE006", "a NUL byte; this is not a text file, or it is damaged"
        problems.append(problem(code, message, path=name, place=place_of(text, match.start())))
        if len(problems) == _SHOWN:  # probably a binary file: more of the same would not help
            break
    return _FORBIDDEN.sub(" ", text), problems


def place_of(text: str, index: int) -> Place:
    """Return the line and the column of a character of the text."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, start) + 1, index - start + 1
