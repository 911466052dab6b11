"""A saved game as a document: its transcript and its debrief, as text, Markdown, HTML or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from game.narration import communique, press
from game.narration import debrief as debriefing
from game.narration import transcript as transcripts
from game.narration.labels import TYPE_NAMES, flat
from game.scenario.cells import wrap
from game.scenario.text import one_line
from game.table.outcome import ending

if TYPE_CHECKING:
    from game.export.html import PageFacts
    from game.match.replay import Resumed
    from game.store import Saved

_WIDTH = 78


def transcript(saved: Saved, resumed: Resumed, form: str) -> str:
    """Return the transcript of a game.

    Args:
        saved: the game.
        resumed: the game, played again.
        form: ``txt``, ``md``, ``html`` or ``json``.
    """
    session = resumed.session
    paragraphs, sides = transcripts.paragraphs(session), session.game.sides
    if form == "json":
        rows = [
            {
                "kind": paragraph.kind,
                "text": paragraph.text,
                "by": sides[paragraph.side].id if paragraph.side >= 0 else None,
                "head": paragraph.head,
                "sources": list(paragraph.sources),
            }
            for paragraph in paragraphs
        ]
        return _json(_head(saved, resumed) | {"paragraphs": rows})
    if form == "md":
        from game.export import markdown

        return markdown.transcript(paragraphs, [side.short for side in sides])
    if form == "html":
        from game.export.html import transcript_page

        return transcript_page(session, _facts(saved, resumed))
    return _joined(transcripts.lines(paragraphs, session.game))


def replay(resumed: Resumed) -> str:
    """Return the transcript of a game as text, and how it ended."""
    session = resumed.session
    spoken = _joined(transcripts.lines(transcripts.paragraphs(session), session.game))
    if not session.over:
        return f"{spoken}\n\nThe game is open after {len(session.log)} moves."
    reached = ending(session.state)
    title = next(candidate.title for candidate in session.game.scenario.endings if candidate.id == reached)
    return f"{spoken}\n\n{one_line(title, 100)}"


def debrief(saved: Saved, resumed: Resumed, form: str) -> str:
    """Return the debrief of a game: communiqué, press reports, ending, both briefs, its turns, and what stood.

    Args:
        saved: the game.
        resumed: the game, played again.
        form: ``txt``, ``md``, ``html`` or ``json``.
    """
    session = resumed.session
    if form == "html":
        from game.export.html import debrief_page

        return debrief_page(session, _facts(saved, resumed))
    if form == "json":
        return _json(_head(saved, resumed) | _debrief_data(resumed))
    review = debriefing.debrief(session)
    text = communique.communique(session.game, session.state)
    if form == "md":
        from game.export import markdown

        return markdown.debrief(session, review, text)
    title = "Communiqué" if text.signed else "No communiqué was signed. It would have said"
    parts = [title, "-" * len(title), "", *text.paragraphs(), ""]
    parts += press.lines(press.press(session.game, session.state))
    return wrapped([*parts, *debriefing.lines(review, session.game)])


def wrapped(lines: Iterable[str]) -> str:
    """Return lines as text of at most 78 columns, each broken under its own indentation."""
    return _joined(part for line in lines for part in _broken(line))


def _broken(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return wrap(line, _WIDTH, subsequent_indent=indent if line[:1] == " " else "") or [""]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip("\n")


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)


def _head(saved: Saved, resumed: Resumed) -> dict[str, Any]:
    """Return the first keys of every document in JSON."""
    return {
        "id": saved.id or None,
        "scenario": saved.scenario,
        "seed": saved.seed,
        "personas": list(saved.personas),
        "moves": len(resumed.session.log),
        "missing": resumed.missing or None,
    }


def _debrief_data(resumed: Resumed) -> dict[str, Any]:
    session = resumed.session
    game = session.game
    review = debriefing.debrief(session)
    text = communique.communique(game, session.state)
    reports = press.press(game, session.state)
    outcome = review.outcome
    return {
        "over": session.over,
        "ending": outcome.ending,
        "together": outcome.joint,
        "scores": dict(zip(game.delegations, outcome.scores, strict=True)),
        "shares": dict(zip(TYPE_NAMES, outcome.shares, strict=True)),
        "communique": {"signed": text.signed, "paragraphs": text.paragraphs()},
        "press": dict(zip(game.delegations, (report._asdict() for report in reports), strict=True)),
        "turns": [turn._asdict() for turn in review.turns],
        "briefs": {
            key: {
                "instructions": brief.instructions,
                "wishes": [wish._asdict() for wish in brief.wishes],
                "red_lines_crossed": list(brief.crossed),
            }
            for key, brief in zip(game.delegations, review.briefs, strict=True)
        },
        "theses": list(_theses(review, game.delegations)),
        "tracks": [list(row) for row in review.tracks],
        "types": [TYPE_NAMES[kind] for kind in review.kinds],
        "questions": [flat(question) for question in game.scenario.questions],
    }


def _theses(review: debriefing.Debrief, delegations: Iterable[str]) -> Iterator[dict[str, Any]]:
    names = list(delegations)
    for title, theses in review.stood:
        for thesis in theses:
            yield {"item": title} | thesis._asdict() | {"side": names[thesis.side]}


def _facts(saved: Saved, resumed: Resumed) -> PageFacts:
    from game.export.html import PageFacts

    return PageFacts(saved.personas, saved.started, saved.name, saved.id, resumed.missing)
