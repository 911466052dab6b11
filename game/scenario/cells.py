"""Measure, cut and wrap text by the cells of a terminal, as the app does, and never inside a character that is seen.

Most texts need none of it: where every character takes one cell, nothing is loaded and the standard library wraps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff"
    "\u2500-\u25fc\u2800-\u28ff]*"
)
"""Texts of which every character takes one cell and joins no other."""
_WORDS = re.compile(r"([ \t\n\r\f\v]*)([^ \t\n\r\f\v]+)")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_CLOSING = frozenset(
    "、。，．：；！？）］｝」』】〕〉》〗”’…‥・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%,.:;!?)]}'\""
)
"""No line begins with one of these."""
_OPENING = frozenset("（［｛「『【〔〈《〖“‘([{")
"""No line ends with one of these."""


def cells(text: str) -> int:
    """Return the number of cells that a text takes on a terminal."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """Return a text followed by as many spaces as it needs to take ``width`` cells."""
    return text + " " * (width - cells(text))


def cut(text: str, limit: int) -> str:
    """Return the text, or as much of it as fits into ``limit`` cells and characters, with an ellipsis at the end."""
    if len(text) <= limit and cells(text) <= limit:
        return text
    return f"{beginning(text, limit - 1)}…"


def beginning(text: str, limit: int) -> str:
    """Return as much of the beginning of a text as fits into ``limit`` cells and characters."""
    if _NARROW.fullmatch(text):
        return text[:limit]
    end = used = 0
    for piece in graphemes(text):
        used += cells(piece)
        if used > limit or end + len(piece) > limit:
            break
        end += len(piece)
    return text[:end]


def graphemes(text: str) -> Iterator[str]:
    """Yield the characters of a text as they are seen: each with its marks, joined emoji and flags in one piece."""
    from rich.cells import split_graphemes

    piece = ""
    for start, end, _ in split_graphemes(text)[0]:
        if piece and not _continues(piece, text[start]):
            yield piece
            piece = ""
        piece += text[start:end]
    if piece:
        yield piece


def _continues(piece: str, following: str) -> bool:
    """Return True if a character belongs to the piece before it: a spacing mark, or the second half of a flag."""
    from unicodedata import category

    flag = "\U0001f1e6" <= following <= "\U0001f1ff"
    return category(following) == "Mc" or (flag and len(piece) == 1 and "\U0001f1e6" <= piece <= "\U0001f1ff")


def wrap(text: str, width: int, *, initial_indent: str = "", subsequent_indent: str = "") -> list[str]:
    """Return a text as lines of at most ``width`` cells, like :func:`textwrap.wrap`.

    Lines break at spaces and hyphens, between wide letters, which are written without spaces, and inside a word only
    if it is longer than a line.
    """
    if _NARROW.fullmatch(text):
        import textwrap

        return textwrap.wrap(text, width, initial_indent=initial_indent, subsequent_indent=subsequent_indent)
    lines: list[str] = []
    line, used, begun = initial_indent, cells(initial_indent), False
    for spaces, piece in _pieces(text):
        size = cells(piece)
        if (
            begun
            and used + len(spaces) + size > width
            and (size <= width - len(subsequent_indent) or used >= width)
        ):
            lines.append(line)
            line, used, spaces = subsequent_indent, cells(subsequent_indent), ""
        line, used, begun = line + spaces, used + len(spaces), True
        if used + size <= width:
            line, used = line + piece, used + size
            continue
        for sign in graphemes(piece):
            room = cells(sign)
            if used + room > width and used > len(subsequent_indent):
                lines.append(line.rstrip(" "))
                line, used = subsequent_indent, cells(subsequent_indent)
            line, used = line + sign, used + room
    return [*lines, line] if begun else lines


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces between which a line may break, each with the spaces before it."""
    for spaces, word in _WORDS.findall(text):
        begin = " " * len(spaces)
        for part in _breakable(word):
            yield begin, part
            begin = ""


def _breakable(word: str) -> Iterator[str]:
    """Yield the parts of a word: it may break after hyphens, and before and after wide letters but those of Korean."""
    if _NARROW.fullmatch(word):
        start = 0
        for match in _HYPHENATED.finditer(word):
            yield word[start : match.end()]
            start = match.end()
        yield word[start:]
        return
    part, wide = "", False
    for sign in graphemes(word):
        is_wide = cells(sign) > 1 and not "\uac00" <= sign <= "\ud7a3"
        if (
            part
            and (wide or is_wide or part.endswith("-"))
            and sign not in _CLOSING
            and part[-1] not in _OPENING
        ):
            yield part
            part = ""
        part, wide = part + sign, is_wide
    yield part
