"""The head of a scenario file, when it is written plainly: read without a YAML parser.

A list of scenarios needs a few words of each file, and to import a YAML parser takes longer than all the rest.
So a head of whole lines ``key: value`` and folded blocks ``key: >-`` is read here. Whatever is written in any
other way is left to :func:`game.scenario.reading.nodes.head`, which gives the same for what is read here.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Collection

_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What some YAML reads as something else than a text."""


def plain_head(raw: bytes, wanted: Collection[str]) -> dict[str, str | int] | None:
    """Give those top-level keys, if all of them are there and everything up to them is plain.

    Args:
        raw: the bytes of a file, or its first lines.
        wanted: names of keys with a single value.

    Returns:
        The values by key: whole numbers, and texts of printable characters on one line. None if a parser has
        to look.
    """
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    found: dict[str, str | int] = {}
    at = 0
    while at < len(lines) and len(found) < len(wanted):
        line = lines[at]
        at += 1
        if not line or line.startswith("#"):
            continue
        key, colon, text = line.partition(": ")
        if not (colon and key.isascii() and key.isidentifier() and line.isprintable()) or key in found:
            return None
        value: str | int | None
        if text == ">-":
            block = _block(lines, at)
            at += len(block)
            value = _folded(block)
        else:
            value = _plain(text)
        if value is None or _goes_on(lines, at):
            return None
        if key in wanted:
            found[key] = value
    return found if len(found) == len(wanted) else None


def _block(lines: list[str], at: int) -> list[str]:
    end = at
    while end < len(lines) and lines[end].startswith("  "):
        end += 1
    return lines[at:end]


def _folded(block: list[str]) -> str | None:
    """The lines as one, if each is indented by two blanks and ends in none."""
    for line in block:
        if line[2:] != line.strip() or not line.isprintable():
            return None
    return " ".join(line[2:] for line in block) or None


def _plain(text: str) -> str | int | None:
    """The value of a plain scalar, if nobody could read it as anything else."""
    if text.isascii() and text.isdecimal() and text[0] != "0" and len(text) < 10:
        return int(text)
    if not text[:1].isalpha() or text != text.strip() or text.lower() in _WORDS:
        return None
    return None if ": " in text or " #" in text or text.endswith(":") else text


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether what follows could belong to the value: it is indented, after empty lines perhaps, or not there."""
    rest = next((line for line in lines[at:] if line), " ")
    return rest[0] in " \t\r"
