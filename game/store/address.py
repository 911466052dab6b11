"""Addresses of stores: a URL becomes a private file or a PostgreSQL server."""

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


class FileAddress(NamedTuple):
    """The address of a store in an SQLite file."""

    path: Path
    ours: bool = False
    """True if the file is in our own directory, which holds nothing else."""


@dataclass(frozen=True)
class ServerAddress:
    """The address of a store in PostgreSQL."""

    url: str = field(repr=False)
    """Never shown: it may contain a password."""


def locate(url: str | None) -> FileAddress | ServerAddress:
    """Return the address that a URL names.

    Args:
        url: ``sqlite:///path`` (so an absolute path has four slashes; ``~`` is the home directory) or
            ``postgresql://user@host:port/database``; the file in the platform's data directory if None.

    Raises:
        StoreError: the URL is not the address of a store.
    """
    if url is None:
        from platformdirs import user_data_path

        return FileAddress(user_data_path("frank-exchange", appauthor=False) / FILE, ours=True)
    if url.lower().startswith(SERVERS):
        return ServerAddress(url)
    shown = _shown(url)
    if not url.startswith(SCHEME) or not url[len(SCHEME) :] or "\0" in url:
        raise StoreError(
            f"`{shown}` is not the address of a store; write sqlite:///path (four slashes for an absolute "
            "path) or postgresql://user@host/database"
        )
    try:
        return FileAddress(Path(url[len(SCHEME) :]).expanduser().absolute())
    except (OSError, RuntimeError) as error:
        raise StoreError(f"`{shown}` is not the address of a store: {error}") from error


def _shown(url: str) -> str:
    """Return a URL for a message, cut short where a mistyped server address may contain a password."""
    if not url.startswith(SCHEME) and ("@" in url or "?" in url):
        return one_line(f"{url.partition(':')[0].partition('@')[0]}:…", 120)
    return one_line(url, 120)


def prepare(path: Path, *, ours: bool) -> None:
    """Create the directory and the empty file of a store if they do not exist.

    A link is followed, also to a file that does not exist yet; no directory is created for that file.

    Args:
        path: the file.
        ours: True if the directory holds nothing else; other users then lose their access to it.

    Raises:
        StoreError: no store can be created or written there.
    """
    shown = one_line(str(path), 120)
    try:
        path.parent.mkdir(mode=_PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        if ours:
            tighten(path.parent, _PRIVATE_DIRECTORY)
        if path.is_symlink():
            # SQLite follows links as well, and keeps its journal beside the file that they lead to.
            path = Path(os.path.realpath(path))
            shown = f"{shown} (a link to {one_line(str(path), 120)})"
        # Open the file only to create it: closing an existing one would release SQLite's locks on it.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))
        if not path.is_file():
            raise StoreError(f"the store {shown} is not a file")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StoreError(f"the store {shown} cannot be created: {reason}") from error
    for place in (path, path.parent):
        if not _writable(place):
            raise StoreError(f"the store {shown} cannot be written: {one_line(str(place), 120)} is read-only")


def read_only(path: Path) -> bool:
    """Return whether a store is there that can be read but not written."""
    path = Path(os.path.realpath(path))
    there = os.path.isfile(path) and os.path.getsize(path) > 0 and os.access(path, os.R_OK)
    return there and not (_writable(path) and _writable(path.parent))


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def tighten(path: Path, mode: int = _PRIVATE_FILE) -> None:
    """Remove other users' access to a file or directory of ours, where the platform allows it."""
    with suppress(OSError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(mode)
