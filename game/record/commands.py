"""The commands about kept games: `sessions`, `transcript`, `replay`, `share` and `store`, without their parsing.

Each raises StoreError, ShareError or ScenarioError for what it cannot do, and gives the exit code: 0, or 1
when it did less than it was asked for.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from game.record.store import Saved, Store, StoreError, open_store
from game.record.store.share import ShareError, decode, encode, looks_shared
from game.scenario.text import one_line

if TYPE_CHECKING:
    from game.record.store.replay import Resumed
    from game.record.transcript import Paragraph

FORMATS = ("md", "txt", "json")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MARKDOWN_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


@contextmanager
def _opened(url: str | None) -> Iterator[Store]:
    with closing(open_store(url)) as store:
        yield store


def _game(word: str, url: str | None) -> Saved:
    """The game of an id, or of a share code."""
    if looks_shared(word):
        return decode(word)
    with _opened(url) as store:
        return store.load(word.strip().lower())


def _played(word: str, url: str | None) -> tuple[Saved, Resumed]:
    """A game, and what a replay makes of it."""
    from game.record.store.content import scenario_of
    from game.record.store.replay import resume

    saved = _game(word, url)
    return saved, resume(saved, scenario_of(saved))


def sessions(*, as_json: bool, url: str | None, out: TextIO) -> int:
    """List the kept games, the oldest first.

    Args:
        as_json: a list of objects.
        url: of the store; None for the usual one.
        out: where to print.
    """
    with _opened(url) as store:
        games = store.games()
    if as_json:
        rows = [
            {
                "id": one.id,
                "scenario": one.scenario,
                "seed": one.seed,
                "personas": list(one.personas),
                "name": one.name,
                "started": one.started,
                "last": one.last or None,
                "moves": one.plies,
                "state": one.state,
                "ending": one.ending or None,
                "parent": one.parent or None,
                "branch": one.branch_ply,
            }
            for one in games
        ]
        print(json.dumps(rows, indent=2), file=out)
        return 0
    wide = max((len(one.id) for one in games), default=0)
    for one in games:
        how = f"ended: {one.ending}" if one.ending else "open"
        named = [f"“{one.name}”"] if one.name else []
        when = one.started[:16].replace("T", " ")
        parts = [when, one.scenario, " and ".join(one.personas), _many(one.plies, "move"), how, *named]
        print(f"{one.id:{wide}}  {'  '.join(parts)}", file=out)
    if not games:
        print("No game was kept yet.", file=out)
    return 0


def transcript(word: str, *, form: str, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print what was said in a game.

    Args:
        word: a game's id, or a share code.
        form: one of :data:`FORMATS`.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what has changed since.
    """
    from game.record import transcript as record

    saved, found = _played(word, url)
    said = record.paragraphs(found.session)
    game = found.session.game
    if form == "json":
        document = {
            "id": saved.id or None,
            "scenario": saved.scenario,
            "seed": saved.seed,
            "personas": list(saved.personas),
            "moves": len(found.session.log),
            "missing": found.missing or None,
            "paragraphs": [
                {
                    "kind": one.kind,
                    "text": one.text,
                    "by": game.sides[one.side].id if one.side >= 0 else None,
                    "head": one.head,
                    "sources": list(one.sources),
                }
                for one in said
            ],
        }
        print(json.dumps(document, indent=2, ensure_ascii=False), file=out)
    elif form == "md":
        print("\n\n".join(_markdown(said, [side.short for side in game.sides])), file=out)
    else:
        print("\n".join(record.lines(said, game)).strip("\n"), file=out)
    if found.missing:
        print(found.missing, file=err)
    return 0 if found.complete else 1


def _markdown(said: list[Paragraph], names: list[str]) -> Iterator[str]:
    level = "#"
    for one in said:
        text = _escaped(one.text)
        if one.kind == "heading":
            yield f"{level} {text}"
            level = "##"
        elif one.kind == "speech":
            yield f"**{_escaped(names[one.side])}** ({_escaped(one.head)}):"
            yield f"> {text}"
            for source in one.sources:
                yield f"— {_escaped(source)}"
        else:
            yield f"*{text}*"


def _escaped(text: str) -> str:
    """Text that Markdown takes as it is, whoever wrote it."""
    return _MARKDOWN_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def replay(word: str, *, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print a game as it went, and how it ended.

    Args:
        word: a game's id, or a share code.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what has changed since.
    """
    from game.record import transcript as record
    from game.table.outcome import ending

    _, found = _played(word, url)
    session = found.session
    print("\n".join(record.lines(record.paragraphs(session), session.game)).strip("\n"), file=out)
    if session.over:
        reached = ending(session.state)
        written = next(one for one in session.game.scenario.endings if one.id == reached)
        print(f"\n{one_line(written.title, 100)}", file=out)
    else:
        print(f"\nThe game is open after {len(session.log)} moves.", file=out)
    if found.missing:
        print(found.missing, file=err)
    return 0 if found.complete else 1


def share(word: str, *, url: str | None, out: TextIO) -> int:
    """Print the share code of a game.

    Args:
        word: a game's id.
        url: of the store; None for the usual one.
        out: where to print.
    """
    print(encode(_game(word, url)), file=out)
    return 0


def store_check(*, url: str | None, out: TextIO) -> int:
    """Check a store: its file, and every game by replaying it.

    A game whose scenario was edited or is not here cannot be verified; that is said, and is no fault.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    from game.record.store.verify import verify

    with _opened(url) as store:
        found = verify(store)
    for line in (*found.notes, *found.problems):
        print(line, file=out)
    told = _many(len(found.problems), "problem") if found.problems else "nothing wrong"
    left = f", {len(found.notes)} not verified" if found.notes else ""
    print(f"{_many(found.games, 'game')}: {told}{left}", file=out)
    return 1 if found.problems else 0


def store_export(path: str | None, *, url: str | None, out: TextIO, err: TextIO) -> int:
    """Write all games as JSON lines.

    Args:
        path: of a new file that only its owner can read; None or ``-`` for ``out``.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say how many.
    """
    with _opened(url) as store:
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
    print(f"{_many(number, 'game')} exported to {one_line(str(path), 120)}", file=err)
    return 0


def store_import(path: str, *, url: str | None, stdin: TextIO, out: TextIO) -> int:
    """Read what an export wrote; nothing that is here is changed.

    Args:
        path: of the export; ``-`` for ``stdin``.
        url: of the store; None for the usual one.
        stdin: what ``-`` reads.
        out: where to print.
    """
    with _opened(url) as store:
        if path == "-":
            done = store.import_(stdin)
        else:
            try:
                stream = open(path, encoding="utf-8")  # noqa: SIM115 - closed below
            except (OSError, ValueError) as error:
                raise _file_error(path, error) from error
            with stream:
                done = store.import_(stream)
    print(f"{_many(len(done.added), 'game')} imported, {done.known} known already", file=out)
    return 0


def store_vacuum(*, url: str | None, out: TextIO) -> int:
    """Give the disk back what deleted games took.

    Args:
        url: of the store; None for the usual one.
        out: where to print.
    """
    with _opened(url) as store:
        store.vacuum()
        print(f"{one_line(store.place, 200)}: done", file=out)
    return 0


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _file_error(path: str, error: Exception) -> StoreError:
    reason = getattr(error, "strerror", None) or str(error)
    return StoreError(f"{one_line(path, 120)}: {reason}")


__all__ = [
    "FORMATS", "ShareError", "StoreError", "replay", "sessions", "share", "store_check", "store_export",
    "store_import", "store_vacuum", "transcript",
]  # fmt: skip
