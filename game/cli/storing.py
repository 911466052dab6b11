"""The commands `share` and `store …`, without their parsing.

Each raises StoreError, ShareError or ScenarioError for what it cannot do, and gives the exit code: 0, or 1
when it did less than it was asked for.
"""

from __future__ import annotations

from typing import TextIO

from game.export.new_file import file_error, new_file
from game.match.lookup import find_game, use_store
from game.scenario.text import counted, one_line
from game.store.share import as_file, encode


def share(word: str, *, path: str | None, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print the share code of a game, or write it into a file.

    Args:
        word: a game's id, a share code or a ``.frank`` file.
        path: of a new ``.frank`` file; None prints the code.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what was written.
    """
    game = find_game(word, url)
    if path is None:
        print(encode(game), file=out)
        return 0
    text = as_file(game)
    with new_file(path) as stream:
        stream.write(text)
    print(f"{one_line(path, 120)}: written; frank replay opens it", file=err)
    return 0


def rename(word: str, name: str, *, url: str | None, out: TextIO) -> int:
    """Give a game a name.

    Args:
        word: a game's id.
        name: cleaned, and cut where it is too long; an empty one takes the name away.
        url: of the store; None for the usual one.
        out: where to print.
    """
    with use_store(url) as store:
        game = store.load(word.strip().lower())
        store.rename(game.id, name)
        now = store.load(game.id).name
    print(f"{game.id}: {f'“{now}”' if now else 'without a name'}", file=out)
    return 0


def delete(word: str, *, url: str | None, out: TextIO) -> int:
    """Delete a game; its branches stay.

    Args:
        word: a game's id.
        url: of the store; None for the usual one.
        out: where to print.
    """
    with use_store(url) as store:
        game = store.load(word.strip().lower())
        store.delete(game.id)
    print(f"{game.id}: deleted", file=out)
    return 0


def store_check(*, url: str | None, out: TextIO) -> int:
    """Check a store: its file, and every game by replaying it.

    A game whose scenario was edited or is not here cannot be verified; that is said, and is no fault.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    from game.match.verify import verify

    with use_store(url) as store:
        result = verify(store)
    for line in (*result.notes, *result.problems):
        print(line, file=out)
    told = counted(len(result.problems), "problem") if result.problems else "nothing wrong"
    left = f", {len(result.notes)} not verified" if result.notes else ""
    print(f"{counted(result.games, 'game')}: {told}{left}", file=out)
    return 1 if result.problems else 0


def store_export(path: str | None, *, url: str | None, out: TextIO, err: TextIO) -> int:
    """Write all games as JSON lines.

    Args:
        path: of a new file that only its owner can read; None or ``-`` for ``out``.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say how many.
    """
    with use_store(url) as store:
        if path in (None, "-"):
            store.export(out)
            return 0
        with new_file(str(path), 0o600) as stream:
            number = store.export(stream)
    print(f"{counted(number, 'game')} exported to {one_line(str(path), 120)}", file=err)
    return 0


def store_import(path: str, *, url: str | None, stdin: TextIO, out: TextIO) -> int:
    """Read what an export wrote; nothing that is here is changed.

    Args:
        path: of the export; ``-`` for ``stdin``.
        url: of the store; None for the usual one.
        stdin: what ``-`` reads.
        out: where to print.
    """
    with use_store(url) as store:
        if path == "-":
            done = store.import_(stdin)
        else:
            try:
                stream = open(path, encoding="utf-8")  # noqa: SIM115 - closed below
            except (OSError, ValueError) as error:
                raise file_error(path, error) from error
            with stream:
                done = store.import_(stream)
    print(f"{counted(len(done.added), 'game')} imported, {done.known} known already", file=out)
    return 0


def store_vacuum(*, url: str | None, out: TextIO) -> int:
    """Give the disk back what deleted games took.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    with use_store(url) as store:
        store.vacuum()
        print(f"{one_line(store.place, 200)}: done", file=out)
    return 0
