r"""Make text safe to print: the one gate between what people write and a terminal.

A YAML file can smuggle in an escape character as ``"\e"``, a player can paste one, and a
terminal would obey it: write to the clipboard, for instance, or hide other text.
"""

from __future__ import annotations

import re

from game.scenario.cells import cut

# A string such as OSC 52 (write to the clipboard) ends at BEL or ST. The payload stops at any
# other control as well, so that no text makes the search quadratic.
_STRING = r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"
_SEQUENCE = re.compile(
    rf"{_STRING}[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, SOS, PM, APC, with payload
    rf"|{_STRING}[^\n\x07\x1b\x80-\x9f]*"  # the same, never ended: to the end of the line
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    r"|\x1b[ -/]*[0-~]?"  # any other escape sequence
)
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline; DEL; C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"  # marks that reorder text; the byte order mark
)
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAKS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})


def clean(text: str) -> str:
    """Return the text without anything that could command a terminal or reorder its letters.

    Takes any string and raises nothing. A tab becomes a space, a line separator a newline, a lone
    surrogate U+FFFD; escape sequences are removed whole. ``clean(clean(x)) == clean(x)``.
    """
    if not _UNWANTED.search(text):
        return text
    text = _REMOVED.sub("", _SEQUENCE.sub("", text))
    return _SURROGATE.sub("\ufffd", text).translate(_BREAKS)


def one_line(text: str, limit: int = 60) -> str:
    """Return the cleaned text on one line, for a message.

    It is at most ``limit`` characters long, and as many cells of a terminal.
    """
    # Cut before cleaning, so that a value of a megabyte costs nothing.
    return cut(" ".join(clean(text[: 4 * limit]).split()), limit)


def decodable(path: str) -> str:
    """Return a path for a file that programs read: U+FFFD stands for each byte of it that is not UTF-8."""
    return _SURROGATE.sub("\ufffd", path)


def cut_note(limit: int, left_out: int) -> str:
    """Return what to say when text was cut."""
    return f"Cut to {counted(limit, 'character')}; {left_out} {'was' if left_out == 1 else 'were'} left out."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural: ``1 game``, ``2 games``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
