"""The pages over the table: brief, record, communiqué, sources, the end of a round, and questions."""

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
    """Return a side's brief, with what it knows of the other side."""
    view = match.session.view(side)
    name = name_of(view.seen.game, side)
    return Page(f"Your brief: {name}", brief.brief(view, match.persona_description(1 - side)))


def record_page(view: View, opponent: str = "") -> Page:
    """Return what both sides said and how it stands, what is agreed, what waits and what each seems to want."""
    state = view.seen
    game = state.game
    parts = [Section("Waiting for an answer", situation.waiting(view) or ["Nothing."])]
    parts.append(Section("Across the table", [line for line in (opponent, *situation.seems(view)) if line]))
    for side in (0, 1):
        statements = [situation.claim_words(claim) for claim in situation.record(game, state, side)]
        parts.append(Section(name_of(game, side, start=True), statements or ["Nothing yet."]))
    parts.append(Section("Agreed and disclosed", situation.known(game, state) or ["Nothing yet."]))
    return Page("The record", [part for part in parts if part.lines])


def communique_page(session: Session) -> Page:
    """Return the communiqué as it stands."""
    text = communique.communique(session.game, session.state)
    return Page("The communiqué, as it stands", [Section("", text.paragraphs())])


def sources_page(session: Session, view: View, selected: Move | None) -> Page:
    """Return the selected move in full with its sources, then the sources of what was said, the newest first.

    Args:
        session: the game.
        view: the game as the reader's side sees it.
        selected: the move selected on the reader's own menu, if there is one.
    """
    parts: list[Section] = []
    if selected is not None:
        full = [
            spoken(session.game, view.seen, selected),
            menu.detail(view, selected),
            f"What it would do: {'; '.join(menu.effects(view, selected))}.",
        ]
        named = sources(session.game, selected) or ["It has no source: its words were written for the game."]
        parts.append(Section("The selected move", [*filter(None, full), *named]))
    for entry in reversed(session.log):
        named = sources(session.game, entry.move)
        if named:
            speech = transcript.speech(session.game, entry)
            parts.append(Section(speech.text, named))
    nothing = Section("", ["Nothing said so far has a source."])
    return Page("Sources", parts or [nothing])


def assessment_page(session: Session, item: int, paragraphs: list[Paragraph]) -> Page:
    """Return the end of a round: the last word, and what the record notes.

    Args:
        session: the game.
        item: the agenda item that is over.
        paragraphs: those of the round's last move.
    """
    notes = takewhile(
        lambda paragraph: paragraph.kind == NOTE, paragraphs[1:]
    )  # the rest opens the next round
    parts = [
        Section("The last word", [paragraphs[0].text]),
        Section("On the record", [note.text for note in notes]),
    ]
    return Page(f"Round {item + 1} is over: {item_title(session.game, item)}", parts)


def comparison_page(first: Match, second: Match) -> Page:
    """Return two games side by side: what they share once, what differs in two columns.

    Raises:
        ValueError: the games are of different scenarios.
    """
    compared = comparison.compare(first.session, second.session)
    names = [_name(match) for match in (first, second)]
    parts = [Section("", [comparison.shared_words(compared.shared)])]
    for row in compared.rows:
        if row.both or not (row.first or row.second):
            parts.append(Section(row.title, row.both or ["Nothing in either."]))
        if row.first or row.second:
            left, right = (lines or ("Nothing more.",) for lines in (row.first, row.second))
            title = row.title if not row.both else ""
            parts.append(Section(title, [names[0], *left], "", names[1], right))
    return Page("Two games side by side", parts)


def _name(match: Match) -> str:
    """Return what a game is called beside another."""
    autosave = match.autosave
    return " ".join(filter(None, [autosave.id or "this game", f"“{autosave.name}”" if autosave.name else ""]))


def cover_page(session: Session, side: int) -> Page:
    """Return the page between two people at one keyboard, so that neither sees the other's menu."""
    text = f"Hand the keyboard to {name_of(session.game, side)}, then press enter."
    return Page("The other side's turn", [Section("", [text])])


def question_page(title: str, text: str) -> Page:
    """Return a question that enter answers with yes and escape with no."""
    return Page(title, [Section("", [text])])
