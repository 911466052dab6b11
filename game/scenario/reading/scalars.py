"""Single values: YAML 1.2 core, and a word about what YAML 1.1 would have made of them.

Many parsers still read `no` as false, `12:30` as 750 and a date as a date. Here everything but
numbers, true, false and null is text, and the ambiguous is refused rather than guessed.
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
_YES_NO = {"yes", "no", "on", "off", "y", "n"}


def resolve(plain: str) -> Scalar:
    """Give what an unquoted scalar means in YAML 1.2; text where it means nothing else."""
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
    """Give the code and the message for an unquoted scalar that parsers disagree about, or None."""
    if plain.lower() in _YES_NO:
        meant = "true" if plain.lower() in ("yes", "on", "y") else "false"
        return "FE014", (
            f"some programs read `{plain}` as true or false; "
            f'write "{plain}" in quotes if you mean the word, or write {meant}'
        )
    if _SEXAGESIMAL.fullmatch(plain):
        return "FE015", f'some programs read `{plain}` as a number; write "{plain}" in quotes'
    return None
