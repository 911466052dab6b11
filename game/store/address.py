"""Where a store is: from a URL to a file, made so that only its owner can read it, or to a server."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from game.scenario.text import one_line
from game.store.saved import StoreError

SCHEME = "sqlite:///"
SERVERS = ("postgresql://", "postgres://")
FILE = "games.sqlite"
_PRIVATE_DIRECTORY, _PRIVATE_FILE = 0o700, 0o600


class File(NamedTuple):
    """A store in an SQLite file."""

    path: Path
    ours: bool = False
    """Whether it is in our own directory, which is used for nothing else."""


@dataclass(frozen=True)
class Server:
    """A store in PostgreSQL."""

    url: str = field(repr=False)
    """It may have a password in it, and is never shown."""


def locate(url: str | None) -> File | Server:
    """Where a store is.

    Args:
        url: ``sqlite:///path`` (so an absolute path has four slashes; ``~`` is the home directory) or
            ``postgresql://user@host:port/database``; the file in the platform's data directory if None.

    Raises:
        StoreError: the URL names no store that can be opened.
    """
    if url is None:
        from platformdirs import user_data_path

        return File(user_data_path("frank-exchange", appauthor=False) / FILE, ours=True)
    if url.lower().startswith(SERVERS):
        return Server(url)
    shown = _shown(url)
    if not url.startswith(SCHEME) or not url[len(SCHEME) :] or "\0" in url:
        raise StoreError(
            f"`{shown}` names no store; write sqlite:///path, with four slashes if it is absolute, "
            "or postgresql://user@host/database"
        )
    try:
        return File(Path(url[len(SCHEME) :]).expanduser().absolute())
    except (OSError, RuntimeError) as error:
        raise StoreError(f"`{shown}` names no store: {error}") from error


def _shown(url: str) -> str:
    """A URL for a message: what is almost an address of a server may have a password in it."""
    if not url.startswith(SCHEME) and ("@" in url or "?" in url):
        return one_line(f"{url.partition(':')[0].partition('@')[0]}:…", 120)
    return one_line(url, 120)


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
