"""Characters that are not what they seem: invisible ones, blanks other than the space, and look-alikes.

An author cannot see them, so messages show them as ``<U+200B>`` and give their names.
"""

from __future__ import annotations

import re
import unicodedata

from game.scenario.cells import cut
from game.scenario.text import clean

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks other than the space, for a character class of a regular expression."""
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e007f"
)
"""Characters that cannot be seen, for a character class of a regular expression."""

_ODD = re.compile(f"[{BLANKS}{HIDDEN}]")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""They join and style letters of many scripts and emoji; only beside ASCII are they out of place."""
_SPACES = re.compile(r"[ \n]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile("`([^`]+)`")
_MOST = 4

_ALIASES = {
    0x00: "null",
    0x07: "alert",
    0x08: "backspace",
    0x0B: "line tabulation",
    0x0C: "form feed",
    0x1B: "escape",
    0x7F: "delete",
    0x85: "next line",
    0xFEFF: "byte order mark",
}
"""The names of characters that Unicode gives none, or not the one in use."""

_CYRILLIC = dict(zip("асԁеһіјкӏорԛѕуѵԝхАВЕНІЈКМОРЅТУХ", "acdehijklopqsuvwxABEHIJKMOPSTYX", strict=True))
_GREEK = dict(zip("αγικνορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ayikvopuABEZHIKMNOPTYX", strict=True))
_OTHERS = dict(zip("ıɑɡ‐‑‒–—−“”„‘’‚、。", 'iag------"""\'\',,.', strict=True))
_LATIN = {**_CYRILLIC, **_GREEK, **_OTHERS}


def named(character: str) -> str:
    """Return the code point of a character with its name: ``U+00A0 (no-break space)``."""
    number = ord(character)
    name = _ALIASES.get(number) or unicodedata.name(character, "").lower()
    if character.isalpha():
        name = name.capitalize()
    return f"U+{number:04X}" + (f" ({name})" if name else "")


def look_alike(character: str) -> str:
    """Return the ASCII character that a character looks like; empty if none, or if it is ASCII itself."""
    if character.isascii():
        return ""
    if character in _LATIN:
        return _LATIN[character]
    plain = unicodedata.normalize("NFKC", character)  # full-width forms among others
    return plain if len(plain) == 1 and plain.isascii() and plain != " " else ""


def excerpt(text: str, limit: int = 60) -> str:
    """Return the cleaned text on one line, cut to a length, for a message that must show every odd blank in it."""
    return cut(_SPACES.sub(" ", clean(text[: 4 * limit])).strip(" "), limit)


def visible(text: str) -> str:
    """Return a text with every invisible character and every blank but the space shown as ``<U+200B>``."""
    return text if text.isascii() else _ODD.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def strangers(text: str) -> list[str]:
    """Return the characters of a piece of code, such as an id, that are not what they seem, each once.

    A letter is one if it looks like a Latin letter and stands in a word with Latin letters, or in a word of which
    every letter looks like one.
    """
    if text.isascii():
        return []
    suspects = {
        match.start() + n
        for match in _LETTERS.finditer(text)
        if any(map(str.isascii, match[0])) or all(map(look_alike, match[0]))
        for n, letter in enumerate(match[0])
        if look_alike(letter)
    }
    found = [
        character
        for n, character in enumerate(text)
        if (_ODD.match(character) and not _joins(text, n))
        or n in suspects
        or (not character.isalpha() and look_alike(character))
    ]
    return list(dict.fromkeys(found))


def _joins(text: str, index: int) -> bool:
    around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return text[index] in _JOINERS and len(around) == 2 and not around[0].isascii()


def explained(message: str) -> str:
    """Return a message in which the characters of its quoted pieces that are not what they seem are shown and named.

    Args:
        message: the message, with pieces of code between backquotes.
    """
    if message.isascii():
        return message
    found: dict[str, None] = {}
    for piece in _QUOTED.findall(message):
        found.update(dict.fromkeys(strangers(piece)))
    advice = "".join(f"; {_advice(character)}" for character in list(found)[:_MOST])
    shown = _QUOTED.sub(lambda match: f"`{_shown(match[1], found)}`", message)
    return f"{shown}{advice}"


def _shown(piece: str, found: dict[str, None]) -> str:
    return "".join(visible(character) if character in found else character for character in piece)


def _advice(character: str) -> str:
    if _HIDDEN.match(character):
        return f"{named(character)} cannot be seen: delete it"
    if _ODD.match(character):
        return f"{named(character)} is not a space: type a space"
    return f"`{character}` is {named(character)}: type `{look_alike(character)}`"
