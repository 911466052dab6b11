"""Where a store is: from a URL to a file, made so that only its owner can read it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from game.record.store.saved import StoreError
from game.scenario.text import one_line

SCHEME = "sqlite:///"
FILE = "games.sqlite"
_PRIVATE_DIRECTORY, _PRIVATE_FILE = 0o700, 0o600


def locate(url: str | None) -> tuple[Path, bool]:
    """The file of a store, and whether it is in our own directory.

    Args:
        url: ``sqlite:///path`` (so an absolute path has four slashes; ``~`` is the home directory); the file
            in the platform's data directory if None.

    Raises:
        StoreError: the URL names no store that can be opened.
    """
    if url is None:
        from platformdirs import user_data_path

        return user_data_path("frank-exchange", appauthor=False) / FILE, True
    shown = one_line(url, 120)
    if url.startswith(("postgresql:", "postgres:")):
        raise StoreError("a store in PostgreSQL is not supported yet; use sqlite:///path")
    if not url.startswith(SCHEME) or not url[len(SCHEME) :] or "\0" in url:
        raise StoreError(
            f"`{shown}` names no store; write sqlite:///path, with four slashes if it is absolute"
        )
    try:
        return Path(url[len(SCHEME) :]).expanduser().absolute(), False
    except (OSError, RuntimeError) as error:
        raise StoreError(f"`{shown}` names no store: {error}") from error


def prepare(path: Path, *, ours: bool) -> None:
    """Make the directory and the empty file of a store, if they are not there.

    Args:
        path: of the file.
        ours: the directory is used for nothing else, and is closed to others if it was open.

    Raises:
        StoreError: no store can be there.
    """
    shown = one_line(str(path), 120)
    try:
        path.parent.mkdir(mode=_PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        if ours:
            tighten(path.parent, _PRIVATE_DIRECTORY)
        # Only a file that is not there yet is opened: closing another would end SQLite's locks on it.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))
        if not path.is_file():
            raise StoreError(f"the store {shown} is not a file")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(f"the store {shown} cannot be made: {reason}") from error
    for place in (path, path.parent):
        if not _writable(place):
            raise StoreError(f"the store {shown} cannot be written: {one_line(str(place), 120)} is read-only")


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def tighten(path: Path, mode: int = _PRIVATE_FILE) -> None:
    """Take from others what they may do with a file or a directory of ours, if we can."""
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(mode)
