"""Finding a game by the text a user types: an id in the store, a share code, or a ``.frank`` file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from game.store import Saved, Store, open_store
from game.store.share import SUFFIX, decode, looks_shared, read_file

if TYPE_CHECKING:
    from game.match.replay import Resumed


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
        word: a game's id, a share code, or the path of a ``.frank`` file.
        url: the store's URL; None for the default store.

    Raises:
        StoreError: there is no such game.
        ShareError: the code or the file cannot be read.
    """
    if looks_shared(word) or word.endswith(SUFFIX) or "/" in word or os.sep in word:
        return read_shared(word)
    with use_store(url) as store:
        return store.load(word.strip().lower())


def read_shared(word: str) -> Saved:
    """Return the game in a share code, or in the ``.frank`` file at that path.

    Raises:
        ShareError: the code or the file cannot be read.
    """
    return decode(word) if looks_shared(word) else read_file(word)


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
