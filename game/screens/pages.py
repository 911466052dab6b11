"""The pages one can open over the table: brief, record, communiqué, sources, and the end of a round."""

from __future__ import annotations

from itertools import takewhile

from game.match.match import Match
from game.match.session import Session
from game.narration import brief, communique, comparison, menu, situation, transcript
from game.narration.labels import item_title, name_of, sources
from game.narration.section import Section
from game.narration.speech import spoken
from game.narration.transcript import NOTE, Paragraph
from game.screens.page import Page
from game.table.catalogue import Move
from game.table.view import View


def brief_page(match: Match, side: int) -> Page:
    """A side's brief, with what it knows of the other."""
    view = match.session.view(side)
    name = name_of(view.seen.game, side)
    return Page(f"Your brief: {name}", brief.brief(view, match.persona_description(1 - side)))


def record_page(view: View, opponent: str = "") -> Page:
    """What both sides said, how it stands, what is agreed, what waits and what they seem to want."""
    state = view.seen
    game = state.game
    parts = [Section("Waiting for an answer", situation.waiting(view) or ["Nothing."])]
    parts.append(Section("Across the table", [line for line in (opponent, *situation.seems(view)) if line]))
    for side in (0, 1):
        said = [situation.said_words(one) for one in situation.record(game, state, side)]
        parts.append(Section(name_of(game, side, start=True), said or ["Nothing yet."]))
    parts.append(Section("Agreed and told", situation.known(game, state) or ["Nothing yet."]))
    return Page("The record", [part for part in parts if part.lines])


def communique_page(session: Session) -> Page:
    """The communiqué as it stands."""
    text = communique.communique(session.game, session.state)
    return Page("The communiqué, as it stands", [Section("", text.paragraphs())])


def sources_page(session: Session, view: View, marked: Move | None) -> Page:
    """The marked move in full and where it comes from, then what was said, the newest first.

    Args:
        session: the game.
        view: the game as the reader's side sees it.
        marked: the move marked on the reader's own menu, if one is.
    """
    parts: list[Section] = []
    if marked is not None:
        says = spoken(session.game, view.seen, marked)
        full = [
            says,
            menu.detail(view, marked),
            f"What it would do: {'; '.join(menu.effects(view, marked))}.",
        ]
        found = sources(session.game, marked) or ["It names no source: its words were made for play."]
        parts.append(Section("The marked move", [*filter(None, full), *found]))
    for entry in reversed(session.log):
        found = sources(session.game, entry.move)
        if found:
            speech = transcript.speech(session.game, entry)
            parts.append(Section(speech.text, found))
    nothing = Section("", ["Nothing that names a source was said yet."])
    return Page("Sources", parts or [nothing])


def assessment_page(session: Session, item: int, found: list[Paragraph]) -> Page:
    """The end of a round: the last word, and what the record notes.

    Args:
        session: the game.
        item: the agenda item that is over.
        found: the paragraphs of the round's last move.
    """
    of_this = takewhile(lambda one: one.kind == NOTE, found[1:])  # what follows opens the next round
    noted = [one.text for one in of_this]
    parts = [Section("The last word", [found[0].text]), Section("On the record", noted)]
    return Page(f"Round {item + 1} is over: {item_title(session.game, item)}", parts)


def comparison_page(first: Match, second: Match) -> Page:
    """Two games side by side: what they share stands once, what differs in two columns.

    Raises:
        ValueError: they are of two scenarios.
    """
    found = comparison.compare(first.session, second.session)
    names = [_called(match) for match in (first, second)]
    parts = [Section("", [comparison.shared_words(found.shared)])]
    for row in found.rows:
        if row.both or not (row.first or row.second):
            parts.append(Section(row.title, row.both or ["Nothing in either."]))
        if row.first or row.second:
            left, right = (one or ("Nothing more.",) for one in (row.first, row.second))
            title = row.title if not row.both else ""
            parts.append(Section(title, [names[0], *left], "", names[1], right))
    return Page("Two games side by side", parts)


def _called(match: Match) -> str:
    """What a game is called beside another."""
    autosave = match.autosave
    return " ".join(filter(None, [autosave.id or "this game", f"“{autosave.name}”" if autosave.name else ""]))


def cover_page(session: Session, side: int) -> Page:
    """Between two people at one keyboard: nobody sees the other's menu."""
    text = f"Hand the keyboard to {name_of(session.game, side)}, and press enter."
    return Page("The other side's turn", [Section("", [text])])


def question_page(title: str, text: str) -> Page:
    """A question that enter answers with yes and escape with no."""
    return Page(title, [Section("", [text])])
