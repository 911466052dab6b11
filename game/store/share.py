"""Share codes: a game as a line of text to send to somebody.

Mail, chats and editors wrap a code, quote it, put it in brackets or at the end of a sentence, and slip invisible
characters in. So a code is looked for anywhere in a text, and its end is where its content ends.

A code is ``FX1-`` followed by a JSON list as zlib-compressed UTF-8 in URL-safe base64 without padding:
scenario id, first 16 digits of the content hash, seed, personas, moves by their text (a move in own words is
a pair), and the format of the save. Every code ever given out stays readable. A ``.frank`` file holds such a
code below a line that says what it is.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import stat
import textwrap
import zlib
from operator import itemgetter
from typing import Any

from game import FrankError
from game.scenario.text import one_line
from game.scenario.text_files import NotTextError, lines_of
from game.scenario.text_files import decode as decode_bytes
from game.store.saved import FORMAT, MOST_MOVES, Saved, from_dict

PREFIX = "FX1-"
CODE_LIMIT = 100_000
"""The longest code, in characters."""
CONTENT_LIMIT = 500_000
"""The most that a code may hold, in bytes."""
DIGITS = 16
"""The digits of the content hash that a code carries."""

SUFFIX = ".frank"
"""The ending of the name of a file with a game."""

_HEAD = "# A game of Frank Exchange. Open it with: frank replay FILE"
_PREFIX = re.compile(r"(?<![A-Za-z0-9])FX(\d{1,6})\s?-", re.IGNORECASE)
_PIECE = re.compile(r"[A-Za-z0-9_-]+")
_GAP = re.compile(r"(?:[\s>|]|=(?=\s))+")
"""What may be inside a code: white space, the marks of a quoted mail, and the soft line ends of quoted-printable."""
_COMMENT = re.compile(r"^[\s>|]*#.*$", re.MULTILINE)
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–−﹣－", "-") | {"—": "--"})
"""What editors make of hyphens."""
_MOST_PREFIXES = 4
"""The most places of a text that are tried: a text may also mention how a code begins."""


class ShareError(FrankError, ValueError):
    """A share code cannot be read or written; the message is one line for the player."""


def looks_shared(text: str) -> bool:
    """Return True if a share code is meant to be somewhere in a text, valid or not."""
    return bool(_PREFIX.search(_plain(text[: 2 * CODE_LIMIT])))


def encode(game: Saved) -> str:
    """Return the share code of a game.

    The code contains the personas and the players' own words, but no file, no time and no name.

    Args:
        game: the game with its moves.

    Raises:
        ShareError: the game is too long for a code.
    """
    moves = [[move.key, move.words] if move.words else move.key for move in game.moves]
    content = [game.scenario, game.digest[:DIGITS], game.seed, list(game.personas), moves, game.format]
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    code = PREFIX + base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode("ascii").rstrip("=")
    if len(raw) > CONTENT_LIMIT or len(code) > CODE_LIMIT or len(moves) > MOST_MOVES:
        raise ShareError("this game is too long for a share code; use frank store export")
    return code


def decode(text: str) -> Saved:
    """Return the game in a share code, which may come from anywhere.

    Args:
        text: a text that contains the code; see the top of this module for what does not matter.

    Returns:
        The game, without an id, a path or times. Only a replay tells whether its moves are legal.

    Raises:
        ShareError: there is no code, or it cannot be read.
    """
    if len(text) > 2 * CODE_LIMIT:
        raise ShareError("this is too long for a share code")
    text = _plain(text)
    prefixes = list(itertools.islice(_PREFIX.finditer(text), _MOST_PREFIXES))
    if not prefixes:
        raise ShareError(f"this is not a share code; share codes begin with {PREFIX}")
    errors: list[tuple[int, ShareError]] = []
    for prefix in prefixes:
        pieces, after = _pieces(text, prefix.end())
        try:
            return _decode(prefix[1], pieces, after)
        except ShareError as error:
            errors.append((sum(map(len, pieces)), error))
    raise max(errors, key=itemgetter(0))[
        1
    ]  # of the longest: what is short is more likely a mention of a code


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", text).translate(_DASHES)


def _pieces(text: str, start: int) -> tuple[list[str], str]:
    """Return the pieces of a code and of the words after it, and the character that ends them; empty at the end."""
    pieces: list[str] = []
    while True:
        gap = _GAP.match(text, start)
        piece = _PIECE.match(text, gap.end() if gap else start)
        if not piece:
            return pieces, text[start : start + 1]
        pieces.append(piece[0])
        start = piece.end()


def _decode(version: str, pieces: list[str], after: str) -> Saved:
    if version != "1":
        raise ShareError("this share code was made by a newer Frank Exchange; update the game")
    try:
        return _saved(json.loads(_content(pieces, after), parse_constant=_no_constant))
    except ShareError:
        raise
    except (ValueError, RecursionError) as error:
        reason = "" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else f": {error}"
        raise ShareError(f"this share code holds no readable game{reason}") from error


def as_file(game: Saved) -> str:
    """Return the text of a ``.frank`` file.

    Args:
        game: the game with its moves.

    Raises:
        ShareError: the game is too long for a code.
    """
    return "\n".join([_HEAD, *textwrap.wrap(encode(game), 76, break_on_hyphens=False)]) + "\n"


def read_file(path: str) -> Saved:
    """Return the game in a ``.frank`` file; see :func:`decode`.

    Args:
        path: the path, which may lead to anything: a device, a pipe, a film.

    Raises:
        ShareError: the file cannot be read.
    """
    try:
        # Opening a pipe must not wait for a writer. Read regular files only, and no more than a code has.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ShareError(f"{one_line(path, 120)}: this is not a file")
            raw = stream.read(2 * CODE_LIMIT + 1)
        text = decode_bytes(raw)
    except NotTextError as error:
        message = f"this is not a text file, so it holds no game: {error}"
        raise ShareError(f"{one_line(path, 120)}: {message}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is not a valid file name"
        raise ShareError(f"{one_line(path, 120)}: {reason}") from error
    return decode(_COMMENT.sub("", "\n".join(lines_of(text))))


def _content(pieces: list[str], after: str) -> str:
    """Return what a code holds. It ends where its content ends; the words after it are left alone."""
    body = "".join(pieces)
    if len(PREFIX) + len(body) > CODE_LIMIT:
        if len(PREFIX) + len(pieces[0]) > CODE_LIMIT:
            raise ShareError("this is too long for a share code")
        body = body[: CODE_LIMIT - len(PREFIX)]
    if len(body) % 4 == 1 and len(body) > 1:
        body = body[:-1]  # no code has this length: it is of a word after the code
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        decompressor = zlib.decompressobj()
        raw = decompressor.decompress(packed, CONTENT_LIMIT + 1)
    except (ValueError, zlib.error) as error:
        raise ShareError("this share code is damaged; was all of it copied?") from error
    if len(raw) > CONTENT_LIMIT:
        raise ShareError("this share code holds more than any game does")
    length = -(-(len(packed) - len(decompressor.unused_data)) * 4 // 3)
    if not decompressor.eof or not _ends_at(pieces, length):
        if not body or after.isalnum() or after in ("/", "+", "%"):
            where = f" (U+{ord(after):04X})" if after else ""
            raise ShareError(f"this share code contains an invalid character{where}")
        raise ShareError("this share code is incomplete; was all of it copied?")
    return raw.decode()


def _ends_at(pieces: list[str], length: int) -> bool:
    """Return True if so many characters end with a piece, but for dashes and underscores that mark it up."""
    for piece in pieces:
        if length <= len(piece):
            return not piece[length:].strip("-_")
        length -= len(piece)
    return False


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _saved(content: Any) -> Saved:
    if not isinstance(content, list) or len(content) not in (5, 6):
        raise ShareError("this share code holds no readable game")
    scenario, digest, seed, personas, moves, *version = content
    if not isinstance(moves, list) or len(moves) > MOST_MOVES:
        raise ValueError(f"a game has at most {MOST_MOVES} moves")
    if any(isinstance(move, list) and len(move) != 2 for move in moves):
        raise ValueError("a move must be a text or a pair of texts")
    return from_dict(
        {
            "format": version[0] if version else FORMAT,
            "scenario": scenario,
            "digest": digest,
            "seed": seed,
            "personas": personas,
            "moves": [[move] if isinstance(move, str) else move for move in moves],
        }
    )
