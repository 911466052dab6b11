"""Resolve single values as YAML 1.2 core does, and catch those that YAML 1.1 reads differently.

Many parsers still read `no` as false, `12:30` as 750 and a date as a date. Here everything but
numbers, true, false and null is text, and ambiguous values are refused rather than guessed.
"""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_BASED = re.compile(r"0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_UNSURE = re.compile(r"[-+]?(?:0[0-9_]+|0o[0-7_]+|0b[01_]+|0x[0-9a-fA-F]*_[0-9a-fA-F_]*|[1-9][0-9]*_[0-9_]*)")
"""Octal numbers as YAML 1.1 and 1.2 write them, and numbers with underscores or in base 2, which only 1.1 knows."""
_YES_NO = {"yes", "no", "on", "off", "y", "n"}


def resolve(plain: str) -> Scalar:
    """Return the value of an unquoted scalar in YAML 1.2; the text itself if it has no other meaning."""
    if plain in _WORDS:
        return _WORDS[plain]
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _BASED.fullmatch(plain):
        return int(plain[2:], 8 if plain[1] == "o" else 16)
    if len(plain) <= 300 and _FLOAT.fullmatch(plain):
        return float(plain)
    return plain


def trap(plain: str) -> tuple[str, str] | None:
    """Return the code and the message for an unquoted scalar that parsers disagree about, else None."""
    if plain.lower() in _YES_NO:
        meant = "true" if plain.lower() in ("yes", "on", "y") else "false"
        return "FE014", (
            f"some programs read `{plain}` as true or false; "
            f'write "{plain}" in quotes if you mean the word, or write {meant}'
        )
    if _SEXAGESIMAL.fullmatch(plain):
        return "FE015", f'some programs read `{plain}` as a number; write "{plain}" in quotes'
    if len(plain) <= 300 and _UNSURE.fullmatch(plain):
        return "FE027", (
            f"programs read `{plain}` as different numbers, or as text; "
            f'write the number in plain digits, or "{plain}" in quotes if it is text'
        )
    return None
