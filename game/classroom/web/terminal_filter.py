"""Filter what reaches a student's own terminal: text, colours and positions, no other control sequence.

A server in a browser can only draw. A terminal does more: it sets titles, fills the clipboard, answers questions
about itself as if the answer were typed. So only what a Textual app draws with passes; the rest is left out.
"""

from __future__ import annotations

import codecs
import re

_LIMIT = 256
"""So long a sequence may be; the longest with two full colours has about sixty signs."""
_MODES = "25|1000|1003|1006|1049|2004|2026"
"""The cursor, the mouse, another screen, pastes marked as such, and all of a picture at once."""
_ALLOWED = re.compile(
    r"\[(?:"
    r"[0-9:;]*m"  # colours
    r"|[0-9]{0,4}(?:;[0-9]{0,4})?[Hf]"  # to a place
    r"|[0-9]{0,4}[A-GJKd]"  # by some places; empty the screen or a line
    rf"|\?(?:{_MODES})(?:;(?:{_MODES}))*[hl]"
    r")"
)
_TEXT = re.compile(r"[^\x00-\x1f\x7f-\x9f]+")
_BLANKS = "\t\n\r\b"
_STRINGS = "]PX^_"
"""What begins a string that is not shown: commands to the system, to the device, and the like."""


class Sieve:
    """Lets through what may be drawn; what is cut anywhere is put together again."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._sequence: str | None = None
        """What followed an escape so far."""
        self._in_string = self._at_end = False

    def let_through(self, data: bytes) -> str:
        """What of a piece may be drawn."""
        text = self._decoder.decode(data)
        passed: list[str] = []
        place = 0
        while place < len(text):
            plain = self._sequence is None and not self._in_string and _TEXT.match(text, place)
            if plain:
                passed.append(plain[0])
                place = plain.end()
            else:
                passed.append(self._sign(text[place]))
                place += 1
        return "".join(passed)

    def _sign(self, sign: str) -> str:
        """One sign that is no plain text, or stands within a sequence."""
        if self._in_string:
            return self._within_string(sign)
        if self._sequence is None:
            if sign == "\x1b":
                self._sequence = ""
            return sign if sign in _BLANKS else ""
        if sign == "\x1b":  # it begins anew, as in a terminal
            self._sequence = ""
            return ""
        if sign < " " or sign > "~":  # a terminal would obey it in the midst of a sequence, or give that up
            self._sequence = None
            return ""
        self._sequence += sign
        if self._sequence in _STRINGS:
            self._sequence, self._in_string = None, True
            return ""
        if len(self._sequence) <= _LIMIT and not _is_whole(self._sequence):
            return ""
        done, self._sequence = self._sequence, None
        return f"\x1b{done}" if _ALLOWED.fullmatch(done) else ""

    def _within_string(self, sign: str) -> str:
        """Left out, until it is over: by a bell, by an escape and a backslash, or because something else begins."""
        if self._at_end:
            self._at_end = self._in_string = False
            if sign != "\\":
                self._sequence = ""
                return self._sign(sign)
        elif sign == "\x1b":
            self._at_end = True
        elif sign in "\x07\x18\x1a\x9c":
            self._in_string = False
        return ""


def _is_whole(sequence: str) -> bool:
    """Whether a sequence has its last sign."""
    if sequence[0] == "[":
        return len(sequence) > 1 and "@" <= sequence[-1] <= "~"
    return not " " <= sequence[-1] <= "/"
