"""The commands that show kept games: `sessions`, `transcript` and `replay`, without their parsing.

Each raises StoreError, ShareError or ScenarioError for what it cannot do, and gives the exit code: 0, or 1
when it did less than it was asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from game.record.lookup import many, opened, played
from game.scenario.text import one_line

if TYPE_CHECKING:
    from game.record.transcript import Paragraph

FORMATS = ("md", "txt", "json")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_MARKDOWN_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def sessions(*, as_json: bool, url: str | None, out: TextIO) -> int:
    """List the kept games, the oldest first.

    Args:
        as_json: a list of objects.
        url: of the store; None for the usual one.
        out: where to print.
    """
    with opened(url) as store:
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
        parts = [when, one.scenario, " and ".join(one.personas), many(one.plies, "move"), how, *named]
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

    saved, found = played(word, url)
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

    _, found = played(word, url)
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
