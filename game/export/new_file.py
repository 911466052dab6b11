"""A new file for what a command writes: whole, or not there at all, and never in the place of another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from game.scenario.text import one_line
from game.store.saved import StoreError


@contextmanager
def new_file(path: str, mode: int = 0o644) -> Iterator[TextIO]:
    """Write a new file of UTF-8 text.

    Args:
        path: where; there must be nothing yet.
        mode: who may read it.

    Raises:
        StoreError: it cannot be written, or is there already. What was begun is taken away.
    """
    try:
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except (OSError, ValueError) as error:
        raise file_error(path, error) from error
    try:
        with open(target, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except BaseException as error:
        Path(path).unlink(missing_ok=True)  # half a file is none
        if isinstance(error, OSError):
            raise file_error(path, error) from error
        raise


def file_error(path: str, error: Exception) -> StoreError:
    """What is wrong with a file, in one line for the player."""
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError(f"{one_line(path, 120)}: {reason}")


def free_name(stem: str, suffix: str) -> str:
    """A file name in the current directory that is not taken: ``stem.html``, else ``stem-2.html`` and so on.

    Args:
        stem: of letters, digits and hyphens, made by us.
        suffix: with its dot.
    """
    number = 1
    while os.path.lexists(name := f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"):
        number += 1
    return name
