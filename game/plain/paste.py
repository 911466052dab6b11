"""The rest of a paste at a prompt: a terminal hands over one line at a time, and the others would answer later questions.

A terminal gives no sign of a paste that a plain prompt could see without commanding the terminal, which plain mode never
does. But what belongs to one paste is there together. So, of what answers a question, every line that is already
there belongs to the answer, and so does a last line without its end: the question then waits for enter.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

if sys.platform != "win32":
    import select
    import termios

_PAUSE = 0.05
"""The seconds in which the next line of a paste comes; nobody types one so quickly."""
_MOST = 1 << 16
"""The most characters of a paste that are read."""


def waits(stream: TextIO) -> bool:
    """Return True if lines were typed ahead at a terminal: they are answers to the questions that follow."""
    return stream.isatty() and _ready(stream, 0)


def rest(stream: TextIO) -> str:
    """Return what came together with the line that was just read, its lines joined by spaces; empty without a terminal.

    Where a program answers through a pipe, all lines are there at once and each answers its own question.
    """
    if sys.platform == "win32" or not stream.isatty():
        return ""
    lines: list[str] = []
    while sum(map(len, lines)) < _MOST and _ready(stream, _PAUSE):
        line = stream.readline()
        if not line:
            break
        lines.append(line.strip())
    unfinished = _unfinished(stream)
    if unfinished:
        lines.append((unfinished + stream.readline()).strip())
    return " ".join(filter(None, lines))


def _ready(stream: TextIO, seconds: float) -> bool:
    if sys.platform == "win32":
        return False
    return bool(select.select([stream], [], [], seconds)[0])


def _unfinished(stream: TextIO) -> str:
    """Return the line that has no end yet. The terminal keeps it until enter, unless it is told to keep no lines."""
    if sys.platform == "win32":
        return ""
    handle = stream.fileno()
    try:
        before = termios.tcgetattr(handle)
        single = termios.tcgetattr(handle)
        single[3] &= ~termios.ICANON
        termios.tcsetattr(handle, termios.TCSANOW, single)
        try:
            there = os.read(handle, _MOST) if _ready(stream, 0) else b""
        finally:
            termios.tcsetattr(handle, termios.TCSANOW, before)
    except (OSError, termios.error):
        return ""
    return there.decode(stream.encoding or "utf-8", "replace")
