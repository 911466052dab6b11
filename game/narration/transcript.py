"""What was said, and what the record notes of it: paragraphs that every screen shows alike.

A paragraph is data (who, what, how it is marked); :func:`lines` sets it as plain text. The same seed
and moves give the same paragraphs, whatever showed them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.match.session import Entry, Session
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
from game.table.acts import HELP, Act
from game.table.compiled import CompiledScenario
from game.table.effects import UNANSWERED_CAUSES, brief_words
from game.table.forecast import Deltas, total
from game.table.fouls import foul_of
from game.table.outcome import standing_of
from game.table.protocol import TRIGGER, Phase
from game.table.state import COMPLETED, RECALLED, SUSPENDED, WALKED_OUT, State, bits

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
"""How :func:`game.table.outcome.standing_of` reads in a sentence."""


class Paragraph(NamedTuple):
    """One paragraph of a transcript."""

    kind: str
    """``heading``, ``speech`` or ``note``."""
    text: str
    side: int = -1
    """The speaker, for a speech; whom a note is about, or -1."""
    head: str = ""
    """For a speech: what was done, in plain words, such as ``"asks why"``."""
    sources: tuple[str, ...] = ()
    shift: int = -1
    """For a note about the type of the talk: the type it now has."""


def opening(session: Session) -> list[Paragraph]:
    """What stands above the first move."""
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
    """The whole transcript so far."""
    found = opening(session)
    for entry in session.log:
        found += of_entry(session.game, entry)
    return found


def of_entry(game: CompiledScenario, entry: Entry) -> list[Paragraph]:
    """The paragraphs of one move: what was told before it, what was said, and what the record notes."""
    told = [_news(game, entry.move.news)] if entry.move.news >= 0 else []
    return [*told, speech(game, entry), *_notes(game, entry)]


def speech(game: CompiledScenario, entry: Entry) -> Paragraph:
    """What was said with one move."""
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
    """What was done, in plain words: ``"demand, forceful"``."""
    act = Act(entry.move.act)
    tone = tone_name(entry.move)
    return f"{HELP[act].verb}, {tone}" if tone else HELP[act].verb


def _notes(game: CompiledScenario, entry: Entry) -> Iterator[Paragraph]:
    before, after, move = entry.before, entry.after, entry.move
    if move.act == Act.CHALLENGE and after.rebuffed & ~before.rebuffed:
        yield Paragraph(NOTE, missed(game, move.to, move.what), entry.side)
    for side in (0, 1):
        new = (after.fouls1 & ~before.fouls1) if side else (after.fouls0 & ~before.fouls0)
        for number in bits(new):
            foul, _ = foul_of(number)
            yield Paragraph(
                NOTE, f"On the record, as a foul: {name_of(game, side)} {foul.plain} ({foul.term}).", side
            )
    if move.act == Act.CHALLENGE and after.challenged & ~before.challenged:
        whose = game.sides[1 - entry.side].short
        yield Paragraph(NOTE, f"The card bears on it: {whose} owes a reason more.", entry.side)
    for change in entry.changes:
        if change.cause in UNANSWERED_CAUSES:
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
    # The round's end first, then what it did to the type: a negotiation lapses with its item.
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
    """Bridges that a disclosure has opened."""
    if after.disclosed == before.disclosed:
        return []
    now, then = (
        game.openings(after.agreed, after.disclosed)[0],
        game.openings(before.agreed, before.disclosed)[0],
    )
    return [n for n in bits(now & ~then) if game.bridges[n]]


def missed(game: CompiledScenario, card: int, claim: int) -> str:
    """Why a card does not bear on a claim."""
    written = game.scenario.evidence[game.cards[card]].misses.get(game.claims[claim])
    why = sentence(written) if written else "It says nothing for or against this statement."
    return f"The card “{card_title(game, card)}” does not bear on it. {why}"


def _shift_note(before: State, after: State) -> str:
    licit = "" if after.illicit == before.illicit else ", against the rules of a dialogue"
    return f"The talk has become {TYPE_WORDS[after.kind]}{licit}."


def assessment(game: CompiledScenario, state: State, item: int) -> str:
    """What stands and what has fallen in an item, in one paragraph."""
    found: dict[str, list[str]] = {}
    for number in bits(game.graphs[item].claims & game.theses & state.said):
        found.setdefault(standing_of(state, number), []).append(number_words(game, number))
    parts = [
        f"{STANDING_WORDS[key]}: {'; '.join(found[key])}"
        for key in ("conceded", "stands", "disputed", "asserted", "owes a reason", "fallen", "retracted")
        if key in found
    ]
    return "The round is assessed. " + " ".join(sentence(part) for part in parts)


def number_words(game: CompiledScenario, claim: int) -> str:
    """A claim with its speaker, short: ``Arlen “…”``."""
    return f"{game.sides[game.by[claim]].short} {quote(short(line_of(game, claim), 60))}"


def ended_words(game: CompiledScenario, state: State) -> str:
    """How the meeting ended, in one sentence."""
    if state.ended == SUSPENDED:
        return "The tension is too high: the talks are suspended."
    if state.ended == WALKED_OUT:
        return f"{name_of(game, state.blame, start=True)} leaves the room, and the talks are over."
    if state.ended == RECALLED:
        why = "for crossing a red line" if state.crossed else "by a public that has had enough"
        return f"{name_of(game, state.blame, start=True)} is recalled {why}. The talks are over."
    assert state.ended == COMPLETED
    return "Both delegations rise. The meeting is over."


def moved(entry: Entry) -> Deltas:
    """What a move changed on the tracks, without the assessment of its round."""
    return total(list(entry.changes))


def lines(found: Iterable[Paragraph], game: CompiledScenario, width: int = 78) -> list[str]:
    """Paragraphs as plain text.

    Args:
        found: the paragraphs.
        game: the scenario, for the speakers' names.
        width: of a line, in characters.
    """
    said: list[str] = []
    for one in found:
        if one.kind == HEADING:
            said += ["", one.text, "-" * min(width, len(one.text)), ""]
        elif one.kind == SPEECH:
            said += [f"{game.sides[one.side].short} ({one.head}):", *_wrapped(one.text, width, "  "), ""]
        else:
            said += [*_wrapped(f"* {one.text}", width, "  ", "    "), ""]
    return said


def _wrapped(text: str, width: int, indent: str, later: str | None = None) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent if later is None else later
    )
