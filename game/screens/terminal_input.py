r"""Split what a terminal sends into keys, pastes and known sequences; leave out the rest.

A terminal sends more than keys: late answers to questions, mouse reports in four protocols, bytes in another
encoding, halves of sequences on a slow line. Nothing of that may end the app, be typed, or swallow what follows.

The input is read as a state machine, so it does not matter how the bytes are cut into pieces. It has no clock: the
caller reports that nothing came for :attr:`TerminalInput.patience` seconds by calling :meth:`TerminalInput.silence`.

- Bytes that are not UTF-8 are read as Windows-1252, a superset of Latin-1: the sender most likely uses one of them.
- Key reports of the Kitty protocol lose what Textual cannot read: alternate keys, event types, impossible numbers.
- A string for the terminal (OSC, DCS, APC, PM, SOS) and any control sequence without a meaning here are left out.
- A paste ends at its end mark. If that never comes, what was pasted is given out after a pause; Ctrl+C is heard
  at once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

PASTE_LIMIT = 1 << 20
"""The most characters of a paste that are given out at once; a longer one is given out in several parts."""
_PASTE_PATIENCE = 1.0
"""Seconds of silence after which an unfinished paste is given out."""
_HALF_PATIENCE = 0.5
"""Seconds of silence after which half a sequence is left out. Nobody types one, so a slow line may take its time."""
_LONGEST = 64
"""The longest control sequence with a meaning, in characters."""
_MOST_CELLS = (500, 1000)
"""The most rows and columns that a report of a new size may claim: a screen is drawn in that size."""

_ESC, _INTERRUPT = "\x1b", "\x03"
_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
_MOUSE_X10 = "\x1b[M"
"""Three characters follow: the button, the column and the row."""
_LINUX_KEY = "\x1b[["
"""One character follows: a function key of the Linux console."""
_FOCUS = ("\x1b[I", "\x1b[O")

_PLAIN = re.compile("[^\x1b\x80-\x9f]+")
# These are compiled when the first sequence comes: the first frame does not wait for them.
_KEY = "\x1b\\[([0-9:;]*)([u~A-FHPQRS])"
_INTERRUPT_KEY = "\x1b\\[(?:99|3)(?::\\d*)*;5(?::[12])?(?:;[\\d:]*)?u"
_MOUSE = "\x1b\\[<\\d{1,3};\\d{1,5};\\d{1,5}[Mm]"
_POSITION = "\x1b\\[\\d{1,5};\\d{1,5}R"
_MODE = "\x1b\\[\\?\\d{1,5};\\d\\$y"
_SIZE = "\x1b\\[48;(\\d{1,4})(?::\\d*)*;(\\d{1,4})(?::\\d*)*;(\\d{1,5})(?::\\d*)*;(\\d{1,5})(?::\\d*)*t"


class Kind(Enum):
    """What came."""

    TEXT = auto()
    """Characters that were typed, and control characters such as enter."""
    SEQUENCE = auto()
    """One whole sequence of a known key, a mouse report, or a report of the terminal."""
    ESCAPE = auto()
    """The Escape key."""
    PASTE = auto()
    """Pasted text, as it came."""


class Token(NamedTuple):
    """A piece of input."""

    kind: Kind
    text: str


class _State(Enum):
    GROUND = auto()
    SEQUENCE = auto()
    """After an escape; ``_sequence`` has what came so far."""
    MOUSE = auto()
    """In the three characters after ``ESC [ M``."""
    STRING = auto()
    STRING_END = auto()
    """After an escape within a string."""
    PASTE = auto()


class TerminalInput:
    """Reads the input of one terminal."""

    def __init__(self, known: Callable[[str], bool], escape_delay: float = 0.1) -> None:
        """Start with nothing.

        Args:
            known: returns True for the sequence of a key that Textual knows.
            escape_delay: the seconds after which an escape that nothing follows is the Escape key.
        """
        self._known, self._escape_delay = known, escape_delay
        self._decoder = codecs.getincrementaldecoder("utf-8")(_LATIN)
        self._state = _State.GROUND
        self._sequence = ""
        self._mouse = 0
        """How many characters of a mouse report are still to come."""
        self._pasted: list[str] = []
        self._pasted_length = 0
        self._half_end = ""
        """The end of what was pasted so far, if it could be the beginning of the end mark."""
        self._stalled = False
        """Whether a paste was given out before its end came."""
        self._out: list[Token] = []

    @property
    def patience(self) -> float | None:
        """The seconds of silence after which :meth:`silence` is to be called; None if nothing is pending."""
        if self._state is _State.PASTE:
            return None if self._stalled and not self._waiting else _PASTE_PATIENCE
        if self._state is _State.GROUND:
            return self._escape_delay if self._decoder.getstate()[0] else None
        return self._escape_delay if self._sequence == _ESC else _HALF_PATIENCE

    def feed(self, data: bytes) -> list[Token]:
        """Return what some bytes complete.

        Args:
            data: what came in one read. Only in an unfinished paste it matters that it is one: Ctrl+C alone is heard.
        """
        return self.feed_text(self._decoder.decode(data))

    def feed_text(self, text: str) -> list[Token]:
        """Return what some characters complete; see :meth:`feed`."""
        self._out = []
        place = 0
        while place < len(text):
            match self._state:
                case _State.GROUND:
                    place = self._ground(text, place)
                case _State.PASTE:
                    place = self._in_paste(text, place)
                case _:
                    place += self._next(text[place])
        return self._out

    def silence(self) -> list[Token]:
        """Return what is complete because nothing follows, and give up halves."""
        out = self.feed_text(self._decoder.decode(b"", final=True))
        self._decoder.reset()
        if self._state is _State.PASTE:
            self._give_paste(self._half_end)
            self._stalled = True
        else:
            if self._sequence == _ESC:
                out.append(Token(Kind.ESCAPE, _ESC))
            self._restart()
        return out

    # outside of sequences

    def _ground(self, text: str, place: int) -> int:
        plain = _PLAIN.match(text, place)
        if plain:
            self._out.append(Token(Kind.TEXT, plain[0]))
            return plain.end()
        if text[place] == _ESC:
            self._state, self._sequence = _State.SEQUENCE, _ESC
        return place + 1  # C1 control characters are left out

    def _restart(self, sequence: str = "") -> None:
        self._state = _State.SEQUENCE if sequence else _State.GROUND
        self._sequence = sequence

    # sequences

    def _next(self, sign: str) -> int:
        """Read one character of a sequence; return 0 if it has to be read again, outside of the sequence."""
        match self._state:
            case _State.STRING | _State.STRING_END:
                return self._in_string(sign)
            case _State.MOUSE:
                return self._in_mouse(sign)
        if sign == _ESC:
            if self._sequence == _ESC:
                self._out.append(Token(Kind.ESCAPE, _ESC))
            self._sequence = _ESC
            return 1
        if self._sequence == _ESC:
            return self._after_escape(sign)
        if not " " <= sign <= "~":
            self._restart()
            return 0
        self._sequence += sign
        if self._sequence == _MOUSE_X10:
            self._state, self._mouse = _State.MOUSE, 3
        elif self._known(self._sequence) or _is_whole(self._sequence):
            sequence = self._sequence
            self._restart()
            self._complete(sequence)
        else:
            self._sequence = self._sequence[:_LONGEST]
        return 1

    def _after_escape(self, sign: str) -> int:
        if sign in "[O":
            self._sequence += sign
        elif sign in "]P_^X":
            self._state, self._sequence = _State.STRING, _ESC + sign
        else:
            self._restart()
            if self._known(_ESC + sign):
                self._out.append(Token(Kind.SEQUENCE, _ESC + sign))
            elif not sign.isprintable():
                return 0  # a control character is the same with Alt
            # No key here has Alt; with it, a letter is not to be typed.
        return 1

    def _in_mouse(self, sign: str) -> int:
        if sign < " ":
            self._restart()
            return 0
        self._mouse -= 1
        if not self._mouse:
            self._restart()  # Textual reads such reports only in the newer form, which it asks for
        return 1

    def _in_string(self, sign: str) -> int:
        if self._state is _State.STRING_END:
            self._restart()
            if sign == "\\":
                return 1
            self._restart(_ESC)
            return self._next(sign)
        self._sequence = self._sequence[:2] + "…"
        if sign == _ESC:
            self._state = _State.STRING_END
        elif sign == "\x07" or sign == "\x9c":
            self._restart()
        elif sign < " " or sign == "\x7f":  # no answer of a terminal has one: it is a key
            self._restart()
            return 0
        return 1

    def _complete(self, sequence: str) -> None:
        """Take a whole sequence, repaired, if it has a meaning."""
        if sequence == _PASTE:
            self._state, self._stalled = _State.PASTE, False
            return
        meant = self._meant(sequence)
        if meant:
            self._out.append(Token(Kind.SEQUENCE, meant))

    def _meant(self, sequence: str) -> str:
        """Return the sequence as Textual can read it; empty if it has no meaning."""
        if sequence == _PASTE_END or len(sequence) > _LONGEST:
            return ""
        if sequence in _FOCUS or any(re.fullmatch(form, sequence) for form in (_POSITION, _MOUSE, _MODE)):
            return sequence
        key = re.fullmatch(_KEY, sequence)
        if key:
            return self._key(*key.groups())
        size = re.fullmatch(_SIZE, sequence)
        if size:
            return _size(*map(int, size.groups()))
        return sequence if self._known(sequence) else ""

    def _key(self, fields: str, end: str) -> str:
        """Return the report of a key as Textual can read it; empty if it has no meaning, or is of a release."""
        code, modifiers, text, *more = [*fields.split(";"), "", ""]
        code = code.partition(":")[0]
        modifiers, _, event = modifiers.partition(":")
        if (
            any(more)
            or event.partition(":")[0] == "3"
            or len(modifiers) > 4
            or not _is_character(code or "1")
        ):
            return ""
        signs = [sign for sign in text.split(":") if sign and _is_printable(sign)]
        if f"{code}{end}" == "27~" and signs:  # the form of xterm: 27, the modifiers, the key
            if int(modifiers or "1") > 2:
                return f"\x1b[{signs[0]};{modifiers}u"
            code, modifiers, signs, end = signs[0], "", [], "u"
        if not (signs if end == "u" and code == "0" else self._is_key(code, end)):
            return ""
        parts = [code, modifiers, ":".join(signs)]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return f"\x1b[{';'.join(parts)}{end}"

    def _is_key(self, code: str, end: str) -> bool:
        """Return True if there is such a key; Textual would take the number of any other as that of a character."""
        match end:
            case "u":
                return True
            case "~":
                return self._known(f"\x1b[{code}~")
            case _:
                return code in ("", "1") or self._known(f"\x1b[{code}{end}")

    # pastes

    def _in_paste(self, text: str, place: int) -> int:
        rest = text[place:]
        if not place and self._ends_paste(rest):
            self._give_paste(self._half_end)
            self._restart()
            return 0
        rest = self._half_end + rest
        end = rest.find(_PASTE_END)
        if end >= 0:
            self._give_paste(rest[:end])
            self._restart()
            return len(text) - (len(rest) - end - len(_PASTE_END))
        kept = next(n for n in range(len(_PASTE_END) - 1, -1, -1) if rest.endswith(_PASTE_END[:n]))
        self._half_end = rest[len(rest) - kept :]
        self._pasted.append(rest[: len(rest) - kept])
        self._pasted_length += len(rest) - kept
        if self._pasted_length >= PASTE_LIMIT:
            self._give_paste("")
        return len(text)

    def _ends_paste(self, text: str) -> bool:
        """Return True if a read is a key, and no part of the paste."""
        if text == _INTERRUPT or re.fullmatch(_INTERRUPT_KEY, text):
            return True
        # After a pause, text in pieces is a paste over a slow line that goes on; keys come one by one.
        if not self._stalled or self._waiting:
            return False
        return len(text) == 1 or (text[0] == _ESC and not _PASTE_END.startswith(text[: len(_PASTE_END)]))

    @property
    def _waiting(self) -> bool:
        """Whether something that was pasted is still to be given out."""
        return bool(self._pasted or self._half_end or self._decoder.getstate()[0])

    def _give_paste(self, last: str) -> None:
        text = "".join([*self._pasted, last])
        self._pasted, self._pasted_length, self._half_end = [], 0, ""
        if text:
            self._out.append(Token(Kind.PASTE, text))


def _is_whole(sequence: str) -> bool:
    """Return True if a sequence of ``ESC [`` or ``ESC O`` has its last character."""
    if len(sequence) < 3 or sequence == _LINUX_KEY:
        return False
    return "@" <= sequence[-1] <= "~" or sequence.startswith(_LINUX_KEY)


def _size(rows: int, columns: int, height: int, width: int) -> str:
    """Return the report of a new size; empty if it cannot be true. A size in pixels that is not known is that in cells."""
    if not (0 < rows <= _MOST_CELLS[0] and 0 < columns <= _MOST_CELLS[1]):
        return ""
    return f"\x1b[48;{rows};{columns};{height or rows};{width or columns}t"


def _is_character(digits: str) -> bool:
    """Return True for the number of a character."""
    return len(digits) <= 7 and not 0xD800 <= int(digits) < 0xE000 and int(digits) < 0x110000


def _is_printable(digits: str) -> bool:
    return _is_character(digits) and (int(digits) in range(32, 127) or int(digits) >= 160)


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as Windows-1252, and those that have no meaning there as U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_LATIN = "frank-latin"
codecs.register_error(_LATIN, _as_latin)
