"""Paths in saved games: ordinary text, whatever bytes a file system has in a name.

A path that is plain text is saved as it is. Any other, with bytes that are not UTF-8 or with control characters, is
saved as a ``file:`` URL, which is never an absolute path and so cannot be taken for one.
"""

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes

from game.scenario.text import clean

_SCHEME = "file://"


def saved_form(path: str) -> str:
    """Return the form in which a save holds an absolute path; an empty path stays empty."""
    if clean(path) == path and "\n" not in path:
        return path
    return _SCHEME + quote_from_bytes(os.fsencode(path))


def usable_path(saved: str) -> str:
    """Return the path that a save holds in its form, or as an older version saved it."""
    if not saved.startswith(_SCHEME):
        return saved
    return os.fsdecode(unquote_to_bytes(saved[len(_SCHEME) :]))
