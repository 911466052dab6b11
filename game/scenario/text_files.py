"""Decode text files: the one gate between the bytes that other programs write and text.

Editors, shells and spreadsheets save UTF-8 with or without a byte order mark, and on Windows UTF-16. All of these are
read; anything else is refused with the byte at which it stops being text.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, cast

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNDECODED = re.compile("[\udc80-\udcff]")


class NotTextError(ValueError):
    """Bytes are not text; the message names the first byte that is not, and says what to do."""

    def __init__(self, message: str, before: str) -> None:
        """Keep the text ``before`` the faulty byte, for its place."""
        self.before = before
        super().__init__(message)


def encoding_of(start: bytes) -> tuple[str, int]:
    """Return the encoding of a file and the length of its byte order mark.

    Args:
        start: its first bytes; some thousand are enough.
    """
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    return _guess(start[:_SAMPLE]), 0


def _guess(sample: bytes) -> str:
    """Return the encoding of bytes without a mark: UTF-16 only if that makes them plain text, much of it Latin."""
    if b"\0" in sample:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = sample.decode(encoding, "replace")
            if sum(map(str.isascii, text)) * 3 > len(text) > len(_CONTROL.findall(text)) * 20:
                return encoding
    return "utf-8"


def decode(raw: bytes) -> str:
    """Return the text in the bytes of a file, without a byte order mark.

    Raises:
        NotTextError: they are not text.
    """
    encoding, skipped = encoding_of(raw)
    body = raw[skipped:]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        # The part before the fault is sound by definition.
        before = body[: error.start].decode(encoding)
        raise NotTextError(
            _refused(skipped + error.start + 1, body[error.start], encoding), before
        ) from error


def _refused(number: int, byte: int, encoding: str) -> str:
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    return f"byte {number} (0x{byte:02x}) is not {name}; re-save the file as UTF-8"


def decode_leniently(raw: bytes) -> str:
    """Return the text in the bytes of a file, with U+FFFD for everything that is not text. Raises nothing."""
    encoding, skipped = encoding_of(raw)
    return raw[skipped:].decode(encoding, "replace")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as an editor counts them: they end at LF, CRLF or a lone CR, and at nothing else."""
    return _LINE_END.split(text)


def open_text(stream: BinaryIO) -> io.TextIOWrapper:
    """Return a stream of the text in a stream of bytes, which may be endless.

    A byte that is not text arrives as a lone surrogate; pass each line to :func:`checked`.
    """
    buffered = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    )
    encoding, skipped = encoding_of(buffered.peek(_SAMPLE))
    buffered.read(skipped)
    return io.TextIOWrapper(buffered, encoding=encoding, errors="surrogateescape")


def checked(line: str) -> str:
    """Return a line of :func:`open_text`.

    Raises:
        ValueError: it has a byte that is not text.
    """
    if not line.isascii() and (wrong := _UNDECODED.search(line)):
        raise ValueError(f"byte 0x{ord(wrong[0]) - 0xDC00:02x} is not UTF-8; re-save the file as UTF-8")
    return line
