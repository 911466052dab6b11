"""Tune the garbage collector: a full collection over thirty apps would stop everybody for a second.

What the seats of a class hold stays until the end. So it is set aside, and only what came since is looked through.
"""

from __future__ import annotations

import gc

SETTLED = 20
"""Looks in a row, about one a second, at which as many were there: then all have sat down."""
_YOUNG, _MIDDLING, _ALL = 2_000, 10, 100
"""How much may come before Python looks; by its own numbers it looks more often than anybody presses a key."""
_PART = 4
"""Freeze again once generation 2 exceeds this fraction of the frozen heap: a few times in all, so that little garbage
is ever frozen with it."""


class Rubbish:
    """Freezes what stays alive, in a process that serves a class."""

    def __init__(self) -> None:
        gc.collect()
        gc.freeze()
        gc.set_threshold(_YOUNG, _MIDDLING, _ALL)
        gc.callbacks.append(_looked)
        self._apps = self._since = 0

    def look(self, apps: int) -> None:
        """Look through everything once all have sat down, before they play; to be called about once a second.

        Args:
            apps: how many there are.
        """
        self._since = self._since + 1 if apps == self._apps else 0
        self._apps = apps
        if self._since == SETTLED:
            gc.collect()


def _looked(phase: str, found: dict[str, int]) -> None:
    if phase != "stop" or found["generation"] < 2:
        return
    if len(gc.get_objects(generation=2)) * _PART > gc.get_freeze_count():
        gc.freeze()
