"""What a page says, gathered for its template."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from game.export.charts import charts
from game.match.session import Session
from game.narration import press, transcript
from game.narration.argument_map import Branch, argument_map
from game.narration.communique import communique
from game.narration.debrief import debrief, turn_words
from game.narration.labels import card_text, card_title, flat, item_title, line_of, name_of, sentence
from game.table.compiled import CompiledScenario
from game.table.outcome import BRIDGED, MET

if TYPE_CHECKING:
    from jinja2 import Template

ROLE_PLAY = "Role play: what is said here does not express the views of those who played."
"""Stands on every page."""

_COLOURS = {  # on white, on black; both at 4.5:1 or more
    "blue": ("#1f4fa3", "#9dbcff"),
    "red": ("#a3242c", "#ff9d9d"),
    "green": ("#1d6b3a", "#8fdca8"),
    "yellow": ("#745500", "#f0cf70"),
    "magenta": ("#83297d", "#f0a6ea"),
    "cyan": ("#0b6476", "#86dcec"),
}


class Played(NamedTuple):
    """What a page says of a game beside its moves."""

    personas: tuple[str, str]
    """By side: ``person`` or a computer's."""
    started: str = ""
    """When it was begun, as the store has it; empty if that is not known."""
    name: str = ""
    id: str = ""
    missing: str = ""
    """What changed since it was kept, in a sentence."""


class _Footnotes:
    """Every source once, in the order of its first mention."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def numbers(self, sources: tuple[str, ...] | list[str]) -> list[int]:
        """The numbers of some sources, from 1."""
        for text in sources:
            if text not in self.texts:
                self.texts.append(text)
        return [self.texts.index(text) + 1 for text in sources]


def transcript_page(session: Session, played: Played) -> str:
    """What was said, as one HTML file.

    Args:
        session: the game, over or not.
        played: what else the page says of it.
    """
    return _page(session, played, whole=False)


def debrief_page(session: Session, played: Played) -> str:
    """Everything about a game, with both briefs open, as one HTML file.

    Args:
        session: the game; one that is not over is told as if it ended now.
        played: what else the page says of it.
    """
    return _page(session, played, whole=True)


def _page(session: Session, played: Played, *, whole: bool) -> str:
    game, notes = session.game, _Footnotes()
    scenario = game.scenario
    context: dict[str, Any] = {
        "whole": whole,
        "title": flat(scenario.title),
        "role_play": ROLE_PLAY,
        "played": played,
        "seed": session.seed,
        "over": session.over,
        "moves": len(session.log),
        "sides": [
            {
                "name": name_of(game, side, start=True),
                "short": one.short,
                "by": _player(played.personas[side]),
            }
            for side, one in enumerate(game.sides)
        ],
        "colours": [_COLOURS[delegation.colour] for delegation in scenario.delegations.values()],
        "communique": communique(game, session.state),
        "paragraphs": list(_paragraphs(session, notes)),
        "note": flat(scenario.content_note) if scenario.content_note else "",
    }
    if whole:
        found = debrief(session)
        context |= {
            "found": found,
            "reports": press.press(game, session.state),
            "press_note": press.NOTE,
            "charts": charts(game, found) if session.log else [],
            "turns": [turn_words(turn, game) for turn in found.turns],
            "how": {MET: "met", BRIDGED: "served by a bridge"},
            "maps": list(_maps(session)),
            "questions": [flat(text) for text in scenario.questions],
            "sources": [
                ", ".join(filter(None, map(flat, (one.title, one.publisher, one.date, one.kind))))
                + (f". {flat(one.note)}" if one.note else "")
                for one in scenario.sources.values()
            ],
        }
    context["footnotes"] = notes.texts
    return _template().render(context)


def _player(persona: str) -> str:
    """Who played: of a class it can be people and a computer after one another, joined by ``and``."""
    known = {"person": "a person", "random": "chance"}
    return " and ".join(known.get(one, f"the computer as {one}") for one in persona.split(" and "))


def _paragraphs(session: Session, notes: _Footnotes) -> Any:
    """The transcript, each paragraph with the numbers of its footnotes and whether the words are a player's own."""
    game = session.game
    for one in transcript.opening(session):
        yield {"one": one, "notes": [], "own": False, "ply": 0}
    for ply, entry in enumerate(session.log, 1):
        for one in transcript.of_entry(game, entry):
            speech = one.kind == transcript.SPEECH
            yield {
                "one": one,
                "notes": notes.numbers(one.sources),
                "own": speech and bool(entry.words),
                "ply": ply if speech else 0,
            }


def _maps(session: Session) -> Any:
    """The argument of each round that was held: its title and its lines as a tree."""
    game, state = session.game, session.state
    for item in range(len(game.items)):
        found = argument_map(game, state, item)
        if found:
            yield item_title(game, item), _tree(game, found, 0)[0]


def _tree(game: CompiledScenario, found: list[Branch], start: int) -> tuple[list[dict[str, Any]], int]:
    """The lines from a place on that are as deep as the first of them, each with what hangs from it."""
    depth, nodes, at = found[start].depth, [], start
    while at < len(found) and found[at].depth >= depth:
        one = found[at]
        text = line_of(game, one.claim)
        if one.claim < 0:
            text = f"{card_title(game, one.card)}. {sentence(card_text(game, one.card))}"
        below: list[dict[str, Any]] = []
        at += 1
        if at < len(found) and found[at].depth > depth:
            below, at = _tree(game, found, at)
        nodes.append({"one": one, "text": text, "below": below})
    return nodes, at


@cache
def _template() -> Template:
    """The template; an own text in it is escaped wherever it stands."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("game.export", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


Writer = Callable[[Session, Played], str]
"""What makes a page of a game."""
