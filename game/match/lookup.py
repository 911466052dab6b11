"""Finding a game by what somebody typed: an id in the store, a share code, or a ``.frank`` file."""

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
def opened(url: str | None) -> Iterator[Store]:
    """A store, closed at the end.

    Args:
        url: of the store; None for the usual one.
    """
    with closing(open_store(url)) as store:
        yield store


def found(word: str, url: str | None) -> Saved:
    """The game that is meant.

    Args:
        word: a game's id, a share code, or the path of a ``.frank`` file.
        url: of the store; None for the usual one.

    Raises:
        StoreError: there is no such game.
        ShareError: the code or the file cannot be read.
    """
    if looks_shared(word) or word.endswith(SUFFIX) or "/" in word or os.sep in word:
        return opened_word(word)
    with opened(url) as store:
        return store.load(word.strip().lower())


def opened_word(word: str) -> Saved:
    """The game of a share code, or of the ``.frank`` file of that path.

    Raises:
        ShareError: the code or the file cannot be read.
    """
    return decode(word) if looks_shared(word) else read_file(word)


def played(word: str, url: str | None) -> tuple[Saved, Resumed]:
    """A game, and what a replay makes of it; see :func:`found`.

    Raises:
        ScenarioError: its scenario does not hold any more.
    """
    from game.match.replay import resume
    from game.store.digest import scenario_of

    saved = found(word, url)
    return saved, resume(saved, scenario_of(saved))


def many(number: int, what: str) -> str:
    """A number of things, in words that agree: ``1 game``, ``2 games``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
