"""A game in a line of text, to be sent to somebody.

``FX1-`` and, in URL-safe base64 without padding, the zlib-compressed UTF-8 of a JSON list: scenario id, first
16 digits of the content hash, seed, personas, moves by their text (a move said in own words is a pair), and
the format of the save. A code that was once given out is read for ever. A ``.frank`` file is such a
code in a file of its own, below a line that says what it is.
"""

from __future__ import annotations

import base64
import json
import os
import re
import stat
import textwrap
import zlib
from typing import Any

from game.scenario.text import one_line
from game.store.saved import FORMAT, MOST_MOVES, Saved, from_dict

PREFIX = "FX1-"
CODE_LIMIT = 100_000
"""How many characters a code may have."""
CONTENT_LIMIT = 500_000
"""How many bytes it may hold."""
DIGITS = 16
"""How many digits of the content hash a code carries."""

SUFFIX = ".frank"
"""How the name of a file with a game ends."""

_HEAD = "# A game of Frank Exchange, to be opened with: frank replay FILE"
_LOOKS = re.compile(r"FX(\d{1,6})-", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9_-]+")


class ShareError(ValueError):
    """A text is no share code that can be read; the text of the error is one line for the player."""


def looks_shared(text: str) -> bool:
    """Whether a text is meant as a share code."""
    return bool(_LOOKS.match(text.strip()[:12]))


def encode(game: Saved) -> str:
    """A share code of a game.

    It names no file and no time, and nobody but the personas; own words are in it.

    Args:
        game: with its moves.

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
    """Read a share code, which may be anything at all.

    Args:
        text: the code; blanks and line breaks in it do not matter.

    Returns:
        The game, without an id, a path or times. Whether its moves are legal, only a replay says.

    Raises:
        ShareError: it cannot be read.
    """
    if len(text) > 2 * CODE_LIMIT:
        raise ShareError("this is too long for a share code")
    code = "".join(text.split())
    found = _LOOKS.match(code)
    if not found:
        raise ShareError(f"this is no share code; one begins with {PREFIX}")
    if found[1] != "1":
        raise ShareError("this share code was made by a newer Frank Exchange; update the game")
    if len(code) > CODE_LIMIT:
        raise ShareError("this is too long for a share code")
    try:
        return _saved(json.loads(_content(code[found.end() :]), parse_constant=_no_constant))
    except ShareError:
        raise
    except (ValueError, RecursionError) as error:
        reason = "" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else f": {error}"
        raise ShareError(f"this share code holds no game that can be read{reason}") from error


def as_file(game: Saved) -> str:
    """The text of a ``.frank`` file.

    Raises:
        ShareError: the game is too long for a code.
    """
    return "\n".join([_HEAD, *textwrap.wrap(encode(game), 76, break_on_hyphens=False)]) + "\n"


def read_file(path: str) -> Saved:
    """Read a ``.frank`` file, which may be anything at all: a device, a pipe, a film.

    Args:
        path: where it lies.

    Returns:
        The game; see :func:`decode`.

    Raises:
        ShareError: it cannot be read.
    """
    try:
        # Not waited for: nobody may write into a pipe. Only a file is read, and no more of it than a code has.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(opened, "rb") as stream:
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                raise ShareError(f"{one_line(path, 120)}: this is no file")
            raw = stream.read(2 * CODE_LIMIT + 1)
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise ShareError(f"{one_line(path, 120)}: this is no text, so it holds no game") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can be called so"
        raise ShareError(f"{one_line(path, 120)}: {reason}") from error
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if not line.startswith("#")]
    return decode("\n".join(lines))


def _content(body: str) -> str:
    if not _BASE64.fullmatch(body):
        raise ShareError("this share code has a character that none has; was all of it copied?")
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(packed, CONTENT_LIMIT + 1)
    except (ValueError, zlib.error) as error:
        raise ShareError("this share code is damaged; was all of it copied?") from error
    if len(raw) > CONTENT_LIMIT:
        raise ShareError("this share code holds more than any game has")
    if not unpacking.eof or unpacking.unused_data:
        raise ShareError("this share code is not complete; was all of it copied?")
    return raw.decode()


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _saved(content: Any) -> Saved:
    if not isinstance(content, list) or len(content) not in (5, 6):
        raise ShareError("this share code holds no game that can be read")
    scenario, digest, seed, personas, moves, *version = content
    if not isinstance(moves, list) or len(moves) > MOST_MOVES:
        raise ValueError(f"a game has at most {MOST_MOVES} moves")
    if any(isinstance(move, list) and len(move) != 2 for move in moves):
        raise ValueError("a move is a text, or a pair of texts")
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
