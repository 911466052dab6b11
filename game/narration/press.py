"""Two press lines: how each side's public might read of the same meeting, the same day.

Both are made in one way from one record. Each picks from it what its own public would ask about: what its
delegation stated, what was agreed that it wished for, what the other side granted or told. Nothing is in them that
did not happen.
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
from game.table.protocol import Type
from game.table.state import COMPLETED, RECALLED, WALKED_OUT, State, bits

NOTE = "Made by the game from the record of this meeting; no newspaper wrote them."
"""What must stand beside them."""

_TONE = {
    Type.EXCHANGE: "Most of the time went into reasons, for and against.",
    Type.NEGOTIATION: "Most of the time went into what each side would give for what.",
    Type.QUARREL: "Most of the time went into each other's conduct.",
}
_EVEN = "Reasons, bargaining and reproaches took their turns."


class Report(NamedTuple):
    """One side's report."""

    about: str
    """The delegation whose public reads it."""
    headline: str
    sentences: tuple[str, ...]


def press(game: CompiledScenario, state: State) -> tuple[Report, Report]:
    """Both reports of a meeting, as it ended or as it stands.

    Args:
        game: the scenario.
        state: the state; both sides' reports use only what is on the record.
    """
    return _report(game, state, 0), _report(game, state, 1)


def _report(game: CompiledScenario, state: State, side: int) -> Report:
    told = (_met(game, state), _stated(game, state, side), _brought(game, state, side), _tone(state))
    return Report(name_of(game, side), _headline(game, state, side), told)


def _headline(game: CompiledScenario, state: State, side: int) -> str:
    own, other = name_of(game, side, start=True), name_of(game, 1 - side, start=True)
    who = own if state.blame == side else other
    if state.ended == WALKED_OUT:
        return f"{who} leaves the talks"
    if state.ended == RECALLED:
        return f"{who} is called home"
    if state.ended not in (0, COMPLETED):
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
    """What was agreed and a side wished for: first its own wishes, then those of both."""
    mine = state.agreed & game.sides[side].favours
    return [*bits(mine), *bits(state.agreed & ~mine & ~game.sides[1 - side].favours)]


def _met(game: CompiledScenario, state: State) -> str:
    discussed = [n for n, graph in enumerate(game.graphs) if graph.claims & state.said]
    items = listed([quote(item_title(game, n)) for n in discussed])
    met = "The two delegations met" + (f" and exchanged views on {items}." if items else ".")
    return met if state.ended in (0, COMPLETED) else f"{met} {ended_words(game, state)}"


def _stated(game: CompiledScenario, state: State, side: int) -> str:
    who = name_of(game, side, start=True)
    own = game.sides[side].theses & live(state)
    stood = bits(own & state.stands & tested(state))
    said = stood or bits(own & ~state.fallen) or bits(own)
    if not said:
        return f"{who} had stated nothing yet."
    line, bit = quote(line_of(game, said[0])), 1 << said[0]
    if state.conceded & bit:
        return f"{who} stated {line}, and the other side granted it."
    return f"{who} stated {line}, and gave its reasons." if state.backed & bit else f"{who} stated {line}."


def _brought(game: CompiledScenario, state: State, side: int) -> str:
    """What the side brings home; else what it learned; else that there is nothing."""
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


def lines(reports: tuple[Report, Report]) -> list[str]:
    """Both reports as plain text; long lines are not wrapped."""
    said = ["As each side's press might report it", f"({NOTE})"]
    for one in reports:
        said.append(f"For {one.about}: {one.headline}")
        said += [f"  {text}" for text in one.sentences]
    return said
