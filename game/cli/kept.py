"""The commands that show kept games: `sessions`, `transcript`, `debrief`, `replay` and `compare`, without parsing.

Each raises StoreError, ShareError or ScenarioError for what it cannot do, and gives the exit code: 0, or 1
when it did less than it was asked for.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from game.match.lookup import replay_game, use_store
from game.scenario.text import counted, one_line

if TYPE_CHECKING:
    from game.export.html import PageFacts
    from game.match.replay import Resumed
    from game.store import Saved

FORMATS = ("txt", "md", "html", "json")


def sessions(*, as_json: bool, url: str | None, out: TextIO) -> int:
    """List the kept games, the oldest first.

    Args:
        as_json: a list of objects.
        url: of the store; None for the usual one.
        out: where to print.
    """
    with use_store(url) as store:
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
        parts = [when, one.scenario, " and ".join(one.personas), counted(one.plies, "move"), how, *named]
        print(f"{one.id:{wide}}  {'  '.join(parts)}", file=out)
    if not games:
        print("No game was kept yet.", file=out)
    return 0


def transcript(word: str, *, form: str, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print what was said in a game.

    Args:
        word: a game's id, a share code or a ``.frank`` file.
        form: one of :data:`FORMATS`.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what has changed since.
    """
    from game.narration import transcript as record

    saved, found = replay_game(word, url)
    session = found.session
    said, sides = record.paragraphs(session), session.game.sides
    if form == "json":
        document = _about(saved, found) | {
            "paragraphs": [
                {
                    "kind": one.kind,
                    "text": one.text,
                    "by": sides[one.side].id if one.side >= 0 else None,
                    "head": one.head,
                    "sources": list(one.sources),
                }
                for one in said
            ],
        }
        print(json.dumps(document, indent=2, ensure_ascii=False), file=out)
    elif form == "md":
        from game.export import markdown

        print(markdown.transcript(said, [side.short for side in sides]), file=out)
    elif form == "html":
        from game.export.html import transcript_page

        print(transcript_page(session, _played(saved, found)), file=out)
    else:
        print("\n".join(record.lines(said, session.game)).strip("\n"), file=out)
    return _told(found, err)


def debrief(word: str, *, form: str, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print what a game came to: ending, communiqué, press lines, both briefs, where it turned, what stood.

    Args:
        word: a game's id, a share code or a ``.frank`` file.
        form: one of :data:`FORMATS`.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what has changed since.
    """
    from game.narration import communique, press
    from game.narration import debrief as record
    from game.narration.labels import TYPE_NAMES, flat

    saved, found = replay_game(word, url)
    session = found.session
    game, state = session.game, session.state
    told, text, reports = (
        record.debrief(session),
        communique.communique(game, state),
        press.press(game, state),
    )
    if form == "html":
        from game.export.html import debrief_page

        print(debrief_page(session, _played(saved, found)), file=out)
    elif form == "json":
        outcome = told.outcome
        document = _about(saved, found) | {
            "over": session.over,
            "ending": outcome.ending,
            "together": outcome.joint,
            "scores": dict(zip(game.delegations, outcome.scores, strict=True)),
            "shares": dict(zip(TYPE_NAMES, outcome.shares, strict=True)),
            "communique": {"signed": text.signed, "paragraphs": text.paragraphs()},
            "press": dict(zip(game.delegations, (one._asdict() for one in reports), strict=True)),
            "turns": [turn._asdict() for turn in told.turns],
            "briefs": {
                key: {
                    "instructions": brief.instructions,
                    "wishes": [wish._asdict() for wish in brief.wishes],
                    "red_lines_crossed": list(brief.crossed),
                }
                for key, brief in zip(game.delegations, told.briefs, strict=True)
            },
            "theses": [
                {"item": title} | one._asdict() | {"side": game.delegations[one.side]}
                for title, theses in told.stood
                for one in theses
            ],
            "tracks": [list(row) for row in told.tracks],
            "types": [TYPE_NAMES[kind] for kind in told.kinds],
            "questions": [flat(question) for question in game.scenario.questions],
        }
        print(json.dumps(document, indent=2, ensure_ascii=False), file=out)
    elif form == "md":
        from game.export import markdown

        print(markdown.debrief(session, told, text), file=out)
    else:
        head = "Communiqué" if text.signed else "No communiqué was signed. It would have said"
        parts = [head, "-" * len(head), "", *text.paragraphs(), "", *press.lines(reports)]
        parts += record.lines(told, game)
        print("\n".join(_wrapped(parts)).strip("\n"), file=out)
    return _told(found, err)


def _wrapped(parts: list[str]) -> Iterator[str]:
    for part in parts:
        indent = " " * (len(part) - len(part.lstrip()) + 2)
        yield from textwrap.wrap(part, 78, subsequent_indent=indent if part[:1] == " " else "") or [""]


def _about(saved: Saved, found: Resumed) -> dict[str, Any]:
    """What a document in JSON begins with."""
    return {
        "id": saved.id or None,
        "scenario": saved.scenario,
        "seed": saved.seed,
        "personas": list(saved.personas),
        "moves": len(found.session.log),
        "missing": found.missing or None,
    }


def _played(saved: Saved, found: Resumed) -> PageFacts:
    from game.export.html import PageFacts

    return PageFacts(saved.personas, saved.started, saved.name, saved.id, found.missing)


def _told(found: Resumed, err: TextIO) -> int:
    """Say what has changed since; give the exit code."""
    if found.missing:
        print(found.missing, file=err)
    return 0 if found.complete else 1


def compare(first: str, second: str, *, url: str | None, out: TextIO) -> int:
    """Print two games side by side.

    Args:
        first: a game's id, a share code or a ``.frank`` file.
        second: another.
        url: of the store; None for the usual one.
        out: where to print.

    Raises:
        StoreError: there is no such game, or they are of two scenarios.
    """
    from game.narration import comparison as record
    from game.store import StoreError

    (one, left), (other, right) = replay_game(first, url), replay_game(second, url)
    try:
        found = record.compare(left.session, right.session)
    except ValueError as error:
        raise StoreError(str(error)) from error
    names = (one.id or "the first", other.id or "the second")
    print("\n".join(_wrapped(record.lines(found, names))).strip("\n"), file=out)
    return 0


def replay(word: str, *, url: str | None, out: TextIO, err: TextIO) -> int:
    """Print a game as it went, and how it ended.

    Args:
        word: a game's id, or a share code.
        url: of the store; None for the usual one.
        out: where to print.
        err: where to say what has changed since.
    """
    from game.narration import transcript as record
    from game.table.outcome import ending

    _, found = replay_game(word, url)
    session = found.session
    print("\n".join(record.lines(record.paragraphs(session), session.game)).strip("\n"), file=out)
    if session.over:
        reached = ending(session.state)
        written = next(one for one in session.game.scenario.endings if one.id == reached)
        print(f"\n{one_line(written.title, 100)}", file=out)
    else:
        print(f"\nThe game is open after {len(session.log)} moves.", file=out)
    return _told(found, err)
