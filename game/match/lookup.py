"""Finding a game by the text a user types: an id in the store, a share code, a ``.frank`` file, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from game.store import Saved, Store, open_store
from game.store.share import CODE_LIMIT, SUFFIX, decode, looks_shared, read_file

if TYPE_CHECKING:
    from game.match.replay import Resumed

_QUOTES = " \t\r\n'\"`“”‘’„«»<>"
"""What is around a path that was dragged into a terminal or copied from a text."""


@contextmanager
def use_store(url: str | None) -> Iterator[Store]:
    """Open a store and close it at the end.

    Args:
        url: the store's URL; None for the default store.

    Raises:
        StoreError: there is no usable store there.
    """
    with closing(open_store(url)) as store:
        yield store


def find_game(word: str, url: str | None) -> Saved:
    """Return the game that a word names.

    Args:
        word: a game's id, a text with a share code, the path of a file with one, or ``-`` for standard input.
        url: the store's URL; None for the default store.

    Raises:
        StoreError: there is no such game.
        ShareError: the code or the file cannot be read.
    """
    if word == "-":
        return decode(sys.stdin.read(2 * CODE_LIMIT + 1))
    if looks_shared(word) or _looks_like_a_path(word):
        return read_shared(word)
    with use_store(url) as store:
        return store.load(word.strip().lower())


def _looks_like_a_path(word: str) -> bool:
    """Return True if a word is no id of a game: mail programs and file systems change the ending of a file."""
    return "/" in word or os.sep in word or SUFFIX in word.lower() or ("." in word and os.path.isfile(word))


def read_shared(word: str) -> Saved:
    """Return the game in a text with a share code, or in the file at that path, which may be quoted.

    Raises:
        ShareError: the code or the file cannot be read.
    """
    path = next(filter(os.path.isfile, (word, word.strip(_QUOTES))), "")
    return decode(word) if looks_shared(word) and not path else read_file(path or word)


def replay_game(word: str, url: str | None) -> tuple[Saved, Resumed]:
    """Return the game that a word names (see :func:`find_game`), and its replay.

    Raises:
        StoreError: there is no such game, or its scenario is gone.
        ShareError: the code or the file cannot be read.
        ScenarioError: its scenario now has an error.
    """
    from game.match.replay import resume
    from game.store.digest import scenario_of

    saved = find_game(word, url)
    return saved, resume(saved, scenario_of(saved))
