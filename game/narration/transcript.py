"""The transcript: speeches, headings and notes as paragraphs, which every screen shows alike.

A paragraph is data (kind, text, speaker); :func:`lines` formats it as plain text. The same seed and moves
give the same paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.match.session import Entry, Session
from game.narration.effect_words import brief_words
from game.narration.labels import (
    TYPE_WORDS,
    card_title,
    flat,
    item_title,
    line_of,
    name_of,
    quote,
    sentence,
    short,
    sources,
    title_of,
    tone_name,
    voice_of,
)
from game.narration.speech import spoken
from game.scenario.cells import cells, wrap
from game.table.acts import HELP, Act
from game.table.compiled import CompiledScenario
from game.table.effects import SILENCES
from game.table.forecast import Deltas, total
from game.table.fouls import foul_of
from game.table.masks import bits
from game.table.outcome import standing_of
from game.table.protocol import TRIGGER, End, Phase
from game.table.state import State

HEADING, SPEECH, NOTE = "heading", "speech", "note"

STANDING_WORDS = {
    "stands": "stands",
    "fallen": "has fallen",
    "disputed": "is disputed",
    "asserted": "was asserted and not tested",
    "conceded": "is common ground",
    "retracted": "was taken back",
    "owes a reason": "owes a reason",
    "unsaid": "was not said",
}
"""The results of :func:`game.table.outcome.standing_of` as used in a sentence."""


class Paragraph(NamedTuple):
    """One paragraph of a transcript."""

    kind: str
    """``heading``, ``speech`` or ``note``."""
    text: str
    side: int = -1
    """For a speech, the speaker; for a note, the side it is about, or -1."""
    head: str = ""
    """For a speech: the act in plain words, such as ``"ask why"``."""
    sources: tuple[str, ...] = ()
    shift: int = -1
    """For a note about the type of the talk: the new type."""


def opening(session: Session) -> list[Paragraph]:
    """Return the paragraphs before the first move."""
    game = session.game
    return [
        Paragraph(HEADING, flat(game.scenario.title)),
        Paragraph(
            NOTE,
            f"{name_of(game, session.states[0].mover, start=True)} opens. Between them, "
            f"the two sides have {len(game.items)} item{'' if len(game.items) == 1 else 's'} on the agenda.",
        ),
    ]


def paragraphs(session: Session) -> list[Paragraph]:
    """Return the whole transcript so far."""
    transcript = opening(session)
    for entry in session.log:
        transcript += of_entry(session.game, entry)
    return transcript


def of_entry(game: CompiledScenario, entry: Entry) -> list[Paragraph]:
    """Return the paragraphs of one move: news before it, the speech, and the notes of the record."""
    news = [_news(game, entry.move.news)] if entry.move.news >= 0 else []
    return [*news, speech(game, entry), *_notes(game, entry)]


def speech(game: CompiledScenario, entry: Entry) -> Paragraph:
    """Return the speech of one move."""
    return Paragraph(
        SPEECH,
        spoken(game, entry.before, entry.move, entry.words),
        entry.side,
        "; ".join(filter(None, (deed(entry), voice_of(game, entry.move)))),
        tuple(sources(game, entry.move)),
    )


def _news(game: CompiledScenario, number: int) -> Paragraph:
    event = game.scenario.events[game.events[number]]
    return Paragraph(NOTE, f"News from outside. {sentence(event.title)} {sentence(event.text)}")


def deed(entry: Entry) -> str:
    """Return the act and its tone in plain words: ``"demand, forceful"``."""
    act = Act(entry.move.act)
    tone = tone_name(entry.move)
    return f"{HELP[act].verb}, {tone}" if tone else HELP[act].verb


def _notes(game: CompiledScenario, entry: Entry) -> Iterator[Paragraph]:
    before, after, move = entry.before, entry.after, entry.move
    if move.act == Act.CHALLENGE and after.rebuffed & ~before.rebuffed:
        yield Paragraph(NOTE, missed(game, move.to, move.what), entry.side)
    for side in (0, 1):
        new = after.sides[side].fouls & ~before.sides[side].fouls
        for number in bits(new):
            foul, _ = foul_of(number)
            yield Paragraph(
                NOTE, f"On the record, as a foul: {name_of(game, side)} {foul.plain} ({foul.term}).", side
            )
    if move.act == Act.CHALLENGE and after.challenged & ~before.challenged:
        who = name_of(game, 1 - entry.side)
        yield Paragraph(NOTE, f"The card is relevant: {who} owes one more reason.", entry.side)
    for change in entry.changes:
        if change.cause in SILENCES:
            cost = ", ".join(brief_words(change.deltas, (game.sides[0].short, game.sides[1].short)))
            yield Paragraph(
                NOTE,
                f"{sentence(f'{change.cause} by {name_of(game, change.side)}')} It costs: {cost}.",
                change.side,
            )
    opened = _opened(game, before, after)
    if opened:
        titles = ", ".join(quote(title_of(game, n)) for n in opened)
        yield Paragraph(NOTE, f"Now that this is known, what serves both can be proposed: {titles}.")
    for number in bits(after.agreed & ~before.agreed):
        yield Paragraph(NOTE, f"Agreed: {title_of(game, number)}.")
    for number in bits(after.sentenced & ~before.sentenced):
        yield Paragraph(NOTE, f"The communiqué will say that {quote(line_of(game, number))} did not hold.")
    for number in bits(after.events & ~before.events):
        if number != move.news:
            yield _news(game, number)
    # The end of the round comes first, then its effect on the type: a negotiation lapses with its item.
    assessed = after.item != before.item or (before.phase < Phase.ASSESSMENT < after.phase)
    shifted, lapsed = after.kind != before.kind, TRIGGER["lapse"] in after.fired
    if shifted and not lapsed:
        yield Paragraph(NOTE, _shift_note(before, after), shift=after.kind)
    if assessed and not after.ended:
        yield Paragraph(NOTE, assessment(game, after, before.item))
    if shifted and lapsed:
        yield Paragraph(NOTE, f"The talk is {TYPE_WORDS[after.kind]} again.", shift=after.kind)
    if after.ended:
        yield Paragraph(NOTE, ended_words(game, after))
    elif after.phase != before.phase or after.item != before.item:
        yield from _headings(game, before, after)


def _headings(game: CompiledScenario, before: State, after: State) -> Iterator[Paragraph]:
    if after.phase == Phase.STATEMENT:
        item = game.scenario.agenda[after.item]
        yield Paragraph(
            HEADING, f"Round {after.item + 1} of {len(game.items)}: {item_title(game, after.item)}"
        )
        if item.text:
            yield Paragraph(NOTE, flat(item.text))
    elif after.phase == Phase.LAST_WORDS:
        yield Paragraph(NOTE, "Last words: each side has one turn left in this round, and opens nothing new.")
    elif after.phase == Phase.DRAFTING:
        yield Paragraph(HEADING, "Drafting the communiqué")
    elif after.phase == Phase.CLOSING:
        yield Paragraph(HEADING, "Closing statements")


def _opened(game: CompiledScenario, before: State, after: State) -> list[int]:
    """Return the bridges that a disclosure has opened."""
    if after.disclosed == before.disclosed:
        return []
    now, then = (
        game.openings[after.agreed, after.disclosed, 0][0],
        game.openings[before.agreed, before.disclosed, 0][0],
    )
    return [n for n in bits(now & ~then) if game.bridges[n]]


def missed(game: CompiledScenario, card: int, claim: int) -> str:
    """Return a note that a card is not relevant to a claim, and why."""
    reason = game.scenario.evidence[game.cards[card]].misses.get(game.claims[claim])
    why = sentence(reason) if reason else "It says nothing for or against this statement."
    return f"The card “{card_title(game, card)}” is not relevant. {why}"


def _shift_note(before: State, after: State) -> str:
    licit = "" if after.illicit == before.illicit else ", against the rules of a dialogue"
    return f"The talk has become {TYPE_WORDS[after.kind]}{licit}."


def assessment(game: CompiledScenario, state: State, item: int) -> str:
    """Return the standing of all theses of an agenda item, in one paragraph."""
    theses: dict[str, list[str]] = {}
    for number in bits(game.graphs[item].claims & game.theses & state.said):
        theses.setdefault(standing_of(state, number), []).append(number_words(game, number))
    parts = [
        f"{STANDING_WORDS[key]}: {'; '.join(theses[key])}"
        for key in ("conceded", "stands", "disputed", "asserted", "owes a reason", "fallen", "retracted")
        if key in theses
    ]
    return "The round is assessed. " + " ".join(sentence(part) for part in parts)


def number_words(game: CompiledScenario, claim: int) -> str:
    """Return a claim with its speaker, cut short: ``Arlen “…”``."""
    return f"{game.sides[game.by[claim]].short} {quote(short(line_of(game, claim), 60))}"


def ended_words(game: CompiledScenario, state: State) -> str:
    """Return a sentence or two that say how the meeting ended."""
    if state.ended == End.SUSPENDED:
        return "The tension is too high: the talks are suspended."
    if state.ended == End.WALKED_OUT:
        return f"{name_of(game, state.blame, start=True)} leaves the room, and the talks are over."
    if state.ended == End.RECALLED:
        why = (
            "for crossing a red line"
            if state.sides[state.blame].crossed
            else "by a public that has had enough"
        )
        return f"{name_of(game, state.blame, start=True)} is recalled {why}. The talks are over."
    assert state.ended == End.COMPLETED
    return "Both delegations rise. The meeting is over."


def moved(entry: Entry) -> Deltas:
    """Return the changes of the tracks by a move, without the assessment of its round."""
    return total(list(entry.changes))


def lines(transcript: Iterable[Paragraph], game: CompiledScenario, width: int = 78) -> list[str]:
    """Return paragraphs as lines of plain text.

    Args:
        transcript: the paragraphs.
        game: the scenario, for the speakers' names.
        width: the longest line, in cells of a terminal.
    """
    texts: list[str] = []
    for paragraph in transcript:
        text = paragraph.text
        if paragraph.kind == HEADING:
            texts += ["", text, "-" * min(width, cells(text)), ""]
        elif paragraph.kind == SPEECH:
            speaker = game.sides[paragraph.side].short
            texts += [f"{speaker} ({paragraph.head}):", *_wrapped(text, width, "  "), ""]
        else:
            texts += [*_wrapped(f"* {text}", width, "  ", "    "), ""]
    return texts


def _wrapped(text: str, width: int, indent: str, later: str | None = None) -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent if later is None else later)
