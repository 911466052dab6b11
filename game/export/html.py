"""A game as a self-contained HTML page: transcript or debrief."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from game.export.charts import draw_charts
from game.match.session import Session
from game.narration import press, transcript
from game.narration.argument_map import Branch, argument_map
from game.narration.communique import communique
from game.narration.debrief import debrief, turn_words
from game.narration.labels import card_text, card_title, flat, item_title, line_of, name_of, sentence
from game.narration.times import local_time
from game.table.compiled import CompiledScenario
from game.table.outcome import BRIDGED, MET

if TYPE_CHECKING:
    from jinja2 import Template

ROLE_PLAY = "Role play: what is said here does not express the views of those who played."
"""Shown on every page."""

_COLOURS = {  # on white, on black; both at 4.5:1 or more
    "blue": ("#1f4fa3", "#9dbcff"),
    "red": ("#a3242c", "#ff9d9d"),
    "green": ("#1d6b3a", "#8fdca8"),
    "yellow": ("#745500", "#f0cf70"),
    "magenta": ("#83297d", "#f0a6ea"),
    "cyan": ("#0b6476", "#86dcec"),
}


class PageFacts(NamedTuple):
    """The facts that a page states about a game, besides its moves."""

    personas: tuple[str, str]
    """The player of each side: ``person`` or a persona's name."""
    started: str = ""
    """When it began, as in the store; empty if unknown."""
    name: str = ""
    id: str = ""
    missing: str = ""
    """A sentence that says what has changed since the game was saved; empty if nothing has."""


class _Footnotes:
    """The sources of a page, each once, in the order of first mention."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def numbers(self, sources: tuple[str, ...] | list[str]) -> list[int]:
        """Return the numbers of some sources, from 1."""
        for text in sources:
            if text not in self.texts:
                self.texts.append(text)
        return [self.texts.index(text) + 1 for text in sources]


def transcript_page(session: Session, facts: PageFacts) -> str:
    """Return the transcript of a game as one HTML page.

    Args:
        session: the game, over or not.
        facts: more about the game.
    """
    return _page(session, facts, whole=False)


def debrief_page(session: Session, facts: PageFacts) -> str:
    """Return the debrief of a game, with both briefs open, as one HTML page.

    Args:
        session: the game; one that is not over is shown as if it ended now.
        facts: more about the game.
    """
    return _page(session, facts, whole=True)


def _page(session: Session, facts: PageFacts, *, whole: bool) -> str:
    game, notes = session.game, _Footnotes()
    scenario = game.scenario
    context: dict[str, Any] = {
        "whole": whole,
        "title": flat(scenario.title),
        "role_play": ROLE_PLAY,
        "facts": facts,
        "begun": local_time(facts.started),
        "seed": session.seed,
        "over": session.over,
        "moves": len(session.log),
        "sides": [
            {
                "name": name_of(game, side, start=True),
                "short": game.sides[side].short,
                "by": _player(facts.personas[side]),
            }
            for side in (0, 1)
        ],
        "colours": [_COLOURS[delegation.colour] for delegation in scenario.delegations.values()],
        "communique": communique(game, session.state),
        "paragraphs": list(_paragraphs(session, notes)),
        "note": flat(scenario.content_note) if scenario.content_note else "",
    }
    if whole:
        review = debrief(session)
        context |= {
            "debrief": review,
            "reports": press.press(game, session.state),
            "press_note": press.NOTE,
            "charts": draw_charts(game, review) if session.log else [],
            "turns": [turn_words(turn, game) for turn in review.turns],
            "results": {MET: "met", BRIDGED: "served by a bridge"},
            "maps": list(_maps(session)),
            "questions": [flat(text) for text in scenario.questions],
            "sources": [
                ", ".join(filter(None, map(flat, (source.title, source.publisher, source.date, source.kind))))
                + (f". {flat(source.note)}" if source.note else "")
                for source in scenario.sources.values()
            ],
        }
    context["footnotes"] = notes.texts
    return _template().render(context)


def _player(persona: str) -> str:
    """Return a player in words. In a class a side may name several, joined by ``and``."""
    words = {"person": "a person", "random": "chance"}
    return " and ".join(words.get(name, f"the computer as {name}") for name in persona.split(" and "))


def _paragraphs(session: Session, notes: _Footnotes) -> Any:
    """Yield the paragraphs of the transcript with their footnotes, ply, and whether they are own words."""
    game = session.game
    for paragraph in transcript.opening(session):
        yield {"paragraph": paragraph, "notes": [], "own": False, "ply": 0}
    for ply, entry in enumerate(session.log, 1):
        for paragraph in transcript.of_entry(game, entry):
            speech = paragraph.kind == transcript.SPEECH
            yield {
                "paragraph": paragraph,
                "notes": notes.numbers(paragraph.sources),
                "own": speech and bool(entry.words),
                "ply": ply if speech else 0,
            }


def _maps(session: Session) -> Any:
    """Yield the title and the argument tree of each round that was held."""
    game, state = session.game, session.state
    for item in range(len(game.items)):
        branches = argument_map(game, state, item)
        if branches:
            yield item_title(game, item), _tree(game, branches, 0)[0]


def _tree(game: CompiledScenario, branches: list[Branch], start: int) -> tuple[list[dict[str, Any]], int]:
    """Return the nodes at the depth of the first branch, with their children, and the index that follows."""
    depth, nodes, index = branches[start].depth, [], start
    while index < len(branches) and branches[index].depth >= depth:
        branch = branches[index]
        text = line_of(game, branch.claim)
        if branch.claim < 0:
            text = f"{card_title(game, branch.card)}. {sentence(card_text(game, branch.card))}"
        children: list[dict[str, Any]] = []
        index += 1
        if index < len(branches) and branches[index].depth > depth:
            children, index = _tree(game, branches, index)
        nodes.append({"branch": branch, "text": text, "children": children})
    return nodes, index


@cache
def _template() -> Template:
    """Return the template, which escapes every text put into it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("game.export", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
