"""New files for the output of a command: written completely or not at all, and never over another file."""

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
    """Write a new file of UTF-8 text; remove it again if writing fails.

    Args:
        path: the file, which must not exist.
        mode: its permissions.

    Raises:
        StoreError: the file exists or cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except (OSError, ValueError) as error:
        raise file_error(path, error) from error
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except BaseException as error:
        Path(path).unlink(missing_ok=True)  # leave no half-written file
        if isinstance(error, OSError):
            raise file_error(path, error) from error
        raise


def file_error(path: str, error: Exception) -> StoreError:
    """Return the error for a file that cannot be read or written: one line for the player."""
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError(f"{one_line(path, 120)}: {reason}")


def free_name(stem: str, suffix: str) -> str:
    """Return a free file name in the current directory: ``stem.html``, else ``stem-2.html`` and so on.

    Args:
        stem: letters, digits and hyphens, made by us.
        suffix: the suffix with its dot.
    """
    number = 1
    while os.path.lexists(name := f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"):
        number += 1
    return name
