"""The commands `share` and `store`, without their parsing.

Each raises StoreError, ShareError or ScenarioError for what it cannot do, and gives the exit code: 0, or 1
when it did less than it was asked for.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO

from game.record.lookup import found, many, opened
from game.record.store import StoreError
from game.record.store.share import encode
from game.scenario.text import one_line


def share(word: str, *, url: str | None, out: TextIO) -> int:
    """Print the share code of a game.

    Args:
        word: a game's id.
        url: of the store; None for the usual one.
        out: where to print.
    """
    print(encode(found(word, url)), file=out)
    return 0


def store_check(*, url: str | None, out: TextIO) -> int:
    """Check a store: its file, and every game by replaying it.

    A game whose scenario was edited or is not here cannot be verified; that is said, and is no fault.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    from game.record.store.verify import verify

    with opened(url) as store:
        result = verify(store)
    for line in (*result.notes, *result.problems):
        print(line, file=out)
    told = many(len(result.problems), "problem") if result.problems else "nothing wrong"
    left = f", {len(result.notes)} not verified" if result.notes else ""
    print(f"{many(result.games, 'game')}: {told}{left}", file=out)
    return 1 if result.problems else 0


def store_export(path: str | None, *, url: str | None, out: TextIO, err: TextIO) -> int:
    """Write all games as JSON lines.

    Args:
        path: of a new file that only its owner can read; None or ``-`` for ``out``.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say how many.
    """
    with opened(url) as store:
        if path in (None, "-"):
            store.export(out)
            return 0
        try:
            target = os.open(str(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except (OSError, ValueError) as error:
            raise _file_error(str(path), error) from error
        try:
            with open(target, "w", encoding="utf-8") as stream:
                number = store.export(stream)
        except BaseException as error:
            Path(str(path)).unlink(missing_ok=True)  # half an export is none
            if isinstance(error, OSError):
                raise _file_error(str(path), error) from error
            raise
    print(f"{many(number, 'game')} exported to {one_line(str(path), 120)}", file=err)
    return 0


def store_import(path: str, *, url: str | None, stdin: TextIO, out: TextIO) -> int:
    """Read what an export wrote; nothing that is here is changed.

    Args:
        path: of the export; ``-`` for ``stdin``.
        url: of the store; None for the usual one.
        stdin: what ``-`` reads.
        out: where to print.
    """
    with opened(url) as store:
        if path == "-":
            done = store.import_(stdin)
        else:
            try:
                stream = open(path, encoding="utf-8")  # noqa: SIM115 - closed below
            except (OSError, ValueError) as error:
                raise _file_error(path, error) from error
            with stream:
                done = store.import_(stream)
    print(f"{many(len(done.added), 'game')} imported, {done.known} known already", file=out)
    return 0


def store_vacuum(*, url: str | None, out: TextIO) -> int:
    """Give the disk back what deleted games took.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    with opened(url) as store:
        store.vacuum()
        print(f"{one_line(store.place, 200)}: done", file=out)
    return 0


def _file_error(path: str, error: Exception) -> StoreError:
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError(f"{one_line(path, 120)}: {reason}")
