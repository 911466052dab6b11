"""Transcript and debrief in Markdown, with every text as it was written: what means something to Markdown is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.match.session import Session
from game.narration import press
from game.narration.communique import Communique
from game.narration.debrief import Debrief, turn_words, wish_words
from game.narration.labels import name_of, quote
from game.narration.transcript import HEADING, SPEECH, Paragraph

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """Text that Markdown takes as it is, whoever wrote it; on one line."""
    return _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def transcript(said: list[Paragraph], names: list[str]) -> str:
    """A transcript.

    Args:
        said: its paragraphs.
        names: the speakers, by side.
    """
    return "\n\n".join(_transcript(said, names))


def _transcript(said: list[Paragraph], names: list[str]) -> Iterator[str]:
    level = "#"
    for one in said:
        text = escaped(one.text)
        if one.kind == HEADING:
            yield f"{level} {text}"
            level = "##"
        elif one.kind == SPEECH:
            yield f"**{escaped(names[one.side])}** ({escaped(one.head)}):"
            yield f"> {text}"
            for source in one.sources:
                yield f"— {escaped(source)}"
        else:
            yield f"*{text}*"


def debrief(session: Session, found: Debrief, text: Communique) -> str:
    """A debrief.

    Args:
        session: the game.
        found: its debrief.
        text: its communiqué.
    """
    return "\n\n".join(_debrief(session, found, text))


def _debrief(session: Session, found: Debrief, text: Communique) -> Iterator[str]:
    game = session.game
    yield f"# {escaped(game.scenario.title)}: debrief"
    yield f"## {'Ending' if session.over else 'Not over; as if it ended now'}: {escaped(found.title)}"
    yield escaped(found.text)
    scores = zip(game.sides, found.outcome.scores, strict=True)
    told = ", ".join(f"{escaped(side.short)} {score}" for side, score in scores)
    yield f"Worth to both together: {found.outcome.joint} of 100; {told}."
    e, n, q = found.outcome.shares
    yield f"The talk was an exchange for {e}% of the turns, a negotiation for {n}%, a quarrel for {q}%."
    yield f"## {'Communiqué' if text.signed else 'No communiqué was signed. It would have said'}"
    yield from map(escaped, text.paragraphs())
    yield "## As each side's press might report it"
    yield f"*{press.NOTE}*"
    for report in press.press(game, session.state):
        yield f"### For {escaped(report.about)}: {escaped(report.headline)}"
        yield escaped(" ".join(report.sentences))
    yield "## The moves at which the talk turned"
    yield from [escaped(turn_words(turn, game)) for turn in found.turns] or ["It never did."]
    yield "## Both briefs, opened"
    for side, brief in enumerate(found.briefs):
        yield f"### {escaped(name_of(game, side, start=True))}"
        yield escaped(brief.instructions)
        lines = [wish_words(wish) for wish in brief.wishes]
        lines += [f"Red line crossed: {line}" for line in brief.crossed]
        yield "\n".join(f"- {escaped(line)}" for line in lines)
    yield "## What stood, and why"
    for title, theses in found.stood:
        yield f"### {escaped(title)}"
        for one in theses:
            who, line = escaped(game.sides[one.side].short), escaped(quote(one.line))
            yield f"**{who}** {line} **{one.standing}**. {escaped(one.why)}"
    yield "## Out of role"
    yield from map(escaped, found.out_of_role)
    if game.scenario.questions:
        yield "\n".join(f"{n}. {escaped(text)}" for n, text in enumerate(game.scenario.questions, 1))
