"""Two press reports of a meeting, one as each side's public might read it.

Both come from the same record by the same rules. Each selects the points that its public would ask about: the
statements of its delegation, the agreements it wished for, and what the other side granted or disclosed.
They contain nothing that did not happen.
"""

from __future__ import annotations

from typing import NamedTuple

from game.narration.labels import (
    interest_text,
    item_title,
    line_of,
    listed,
    name_of,
    quote,
    sentence,
    short,
    text_of,
    title_of,
)
from game.narration.transcript import ended_words
from game.table.compiled import CompiledScenario
from game.table.conditions import live, share, tested
from game.table.masks import bits
from game.table.protocol import End, Type
from game.table.state import State

NOTE = "Made by the game from the record of this meeting; no newspaper wrote them."
"""The note to show beside the reports."""

_TONE = {
    Type.EXCHANGE: "Most of the time went into reasons, for and against.",
    Type.NEGOTIATION: "Most of the time went into what each side would give for what.",
    Type.QUARREL: "Most of the time went into each other's conduct.",
}
_EVEN = "Reasons, bargaining and reproaches took their turns."


class PressReport(NamedTuple):
    """One side's report."""

    about: str
    """The delegation whose public reads it."""
    headline: str
    sentences: tuple[str, ...]


def press(game: CompiledScenario, state: State) -> tuple[PressReport, PressReport]:
    """Return both reports of a meeting, as it ended or as it stands.

    Args:
        game: the scenario.
        state: the game so far; the reports use only what is on the public record.
    """
    return _report(game, state, 0), _report(game, state, 1)


def _report(game: CompiledScenario, state: State, side: int) -> PressReport:
    sentences = (_met(game, state), _stated(game, state, side), _result(game, state, side), _tone(state))
    return PressReport(name_of(game, side), _headline(game, state, side), sentences)


def _headline(game: CompiledScenario, state: State, side: int) -> str:
    own, other = name_of(game, side, start=True), name_of(game, 1 - side, start=True)
    who = own if state.blame == side else other
    if state.ended == End.WALKED_OUT:
        return f"{who} leaves the talks"
    if state.ended == End.RECALLED:
        return f"{who} is called home"
    if state.ended not in (End.UNDER_WAY, End.COMPLETED):
        return "The talks are suspended"
    wished = _wished(game, state, side)
    if wished:
        return f"{quote(title_of(game, wished[0]))} agreed"
    granted = bits(state.conceded & game.sides[side].theses)
    if granted:
        return f"{other} grants a point"
    if state.agreed:
        return "The two sides agree on a text"
    return "The talks end" if state.ended else "The talks go on"


def _wished(game: CompiledScenario, state: State, side: int) -> list[int]:
    """Return the agreed proposals that a side wished for: first its own wishes, then those of both."""
    mine = state.agreed & game.sides[side].favours
    return [*bits(mine), *bits(state.agreed & ~mine & ~game.sides[1 - side].favours)]


def _met(game: CompiledScenario, state: State) -> str:
    discussed = [n for n, graph in enumerate(game.graphs) if graph.claims & state.said]
    items = listed([quote(item_title(game, n)) for n in discussed])
    met = "The two delegations met" + (f" and exchanged views on {items}." if items else ".")
    return met if state.ended in (End.UNDER_WAY, End.COMPLETED) else f"{met} {ended_words(game, state)}"


def _stated(game: CompiledScenario, state: State, side: int) -> str:
    who = name_of(game, side, start=True)
    own = game.sides[side].theses & live(state)
    stood = bits(own & state.stands & tested(state))
    statements = stood or bits(own & ~state.fallen) or bits(own)
    if not statements:
        return f"{who} had stated nothing yet."
    line, bit = quote(line_of(game, statements[0])), 1 << statements[0]
    if state.conceded & bit:
        return f"{who} stated {line}, and the other side granted it."
    return f"{who} stated {line}, and gave its reasons." if state.backed & bit else f"{who} stated {line}."


def _result(game: CompiledScenario, state: State, side: int) -> str:
    """Return what the side brings home; else what it learned; else that there is nothing."""
    other = name_of(game, 1 - side, start=True)
    wished = _wished(game, state, side)
    if wished:
        return sentence(f"The two sides agreed {text_of(game, wished[0])}")
    granted = bits(state.conceded & game.sides[side].theses)
    if granted:
        return f"{other} granted {quote(line_of(game, granted[0]))}."
    learned = bits(state.disclosed & game.sides[1 - side].interests)
    if learned:
        return f"{other} explained what it needs: {quote(short(interest_text(game, learned[0]), 200))}."
    if state.agreed:
        return sentence(f"The two sides agreed {text_of(game, bits(state.agreed)[0])}")
    return "Nothing was agreed that could be named."


def _tone(state: State) -> str:
    for kind, words in _TONE.items():
        if share(state, kind) > 50:
            return words
    return _EVEN


def lines(reports: tuple[PressReport, PressReport]) -> list[str]:
    """Return both reports as plain text; long lines are not wrapped."""
    texts = ["As each side's press might report it", f"({NOTE})"]
    for report in reports:
        texts.append(f"For {report.about}: {report.headline}")
        texts += [f"  {text}" for text in report.sentences]
    return texts
