"""Transcript and debrief in Markdown; every text is escaped, so that it reads as it was written."""

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
    """Return a text on one line, with Markdown's special characters escaped."""
    return _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def transcript(paragraphs: list[Paragraph], names: list[str]) -> str:
    """Return a transcript in Markdown.

    Args:
        paragraphs: the transcript's paragraphs.
        names: the speakers, by side.
    """
    return "\n\n".join(_transcript(paragraphs, names))


def _transcript(paragraphs: list[Paragraph], names: list[str]) -> Iterator[str]:
    level = "#"
    for paragraph in paragraphs:
        text = escaped(paragraph.text)
        if paragraph.kind == HEADING:
            yield f"{level} {text}"
            level = "##"
        elif paragraph.kind == SPEECH:
            yield f"**{escaped(names[paragraph.side])}** ({escaped(paragraph.head)}):"
            yield f"> {text}"
            for source in paragraph.sources:
                yield f"— {escaped(source)}"
        else:
            yield f"*{text}*"


def debrief(session: Session, review: Debrief, text: Communique) -> str:
    """Return a debrief in Markdown.

    Args:
        session: the game.
        review: the game's debrief.
        text: the game's communiqué.
    """
    return "\n\n".join(_debrief(session, review, text))


def _debrief(session: Session, review: Debrief, text: Communique) -> Iterator[str]:
    game = session.game
    yield f"# {escaped(game.scenario.title)}: debrief"
    yield f"## {'Ending' if session.over else 'Not over; as if it ended now'}: {escaped(review.title)}"
    yield escaped(review.text)
    scores = zip(game.sides, review.outcome.scores, strict=True)
    by_side = ", ".join(f"{escaped(side.short)} {score}" for side, score in scores)
    yield f"Worth to both together: {review.outcome.joint} of 100; {by_side}."
    e, n, q = review.outcome.shares
    yield f"The talk was an exchange for {e}% of the turns, a negotiation for {n}%, a quarrel for {q}%."
    yield f"## {'Communiqué' if text.signed else 'No communiqué was signed. It would have said'}"
    yield from map(escaped, text.paragraphs())
    yield "## As each side's press might report it"
    yield f"*{press.NOTE}*"
    for report in press.press(game, session.state):
        yield f"### For {escaped(report.about)}: {escaped(report.headline)}"
        yield escaped(" ".join(report.sentences))
    yield "## The moves at which the talk turned"
    yield from [escaped(turn_words(turn, game)) for turn in review.turns] or ["It never did."]
    yield "## Both briefs, opened"
    for side, brief in enumerate(review.briefs):
        yield f"### {escaped(name_of(game, side, start=True))}"
        yield escaped(brief.instructions)
        lines = [wish_words(wish) for wish in brief.wishes]
        lines += [f"Red line crossed: {line}" for line in brief.crossed]
        yield "\n".join(f"- {escaped(line)}" for line in lines)
    yield "## What stood, and why"
    for title, theses in review.stood:
        yield f"### {escaped(title)}"
        for thesis in theses:
            speaker, line = escaped(game.sides[thesis.side].short), escaped(quote(thesis.line))
            yield f"**{speaker}** {line} **{thesis.standing}**. {escaped(thesis.why)}"
    yield "## Out of role"
    yield from map(escaped, review.out_of_role)
    if game.scenario.questions:
        yield "\n".join(f"{n}. {escaped(text)}" for n, text in enumerate(game.scenario.questions, 1))
