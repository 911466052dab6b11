"""The communiqué, built from the statements and agreements of the meeting, in the form such texts have."""

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
    text_of,
)
from game.table.compiled import CompiledScenario
from game.table.conditions import common_ground, live, tested
from game.table.masks import bits
from game.table.protocol import End
from game.table.state import State

SPOKEN_FOR = 3
"""The most statements of a delegation that its own paragraph quotes."""


class Communique(NamedTuple):
    """A communiqué by paragraphs, each of one or more whole sentences."""

    signed: bool
    """False if the talks broke off; the text is then what it would have said."""
    preamble: str
    agreed: tuple[str, ...]
    common: tuple[str, ...]
    own: tuple[tuple[str, ...], tuple[str, ...]]
    """By side: its statements, the interests it disclosed, and its statements that did not hold."""

    def paragraphs(self) -> list[str]:
        """Return all paragraphs, in order."""
        return [self.preamble, *self.agreed, *self.common, *self.own[0], *self.own[1]]


def communique(game: CompiledScenario, state: State) -> Communique:
    """Return the communiqué of a game that is over, or as it stands now.

    Args:
        game: the scenario.
        state: the game so far; a view is enough.
    """
    discussed = [item_title(game, n) for n, graph in enumerate(game.graphs) if graph.claims & state.said]
    first, second = name_of(game, 0, start=True), name_of(game, 1)
    met = f"{first} and {second} met"
    titles = [quote(title) for title in discussed]
    preamble = f"{met} and exchanged views on {listed(titles)}." if titles else f"{met}."
    agreed = tuple(sentence(f"The two sides agreed {text_of(game, n)}") for n in bits(state.agreed))
    common = tuple(
        f"Both sides hold what {name_of(game, game.by[n])} said: {quote(line_of(game, n))}."
        for n in bits(common_ground(state) & game.theses)
    )
    return Communique(
        state.ended in (End.UNDER_WAY, End.COMPLETED),
        preamble,
        agreed,
        common,
        (_own(game, state, 0), _own(game, state, 1)),
    )


def _own(game: CompiledScenario, state: State, side: int) -> tuple[str, ...]:
    mine = game.sides[side].theses & live(state) & ~common_ground(state)
    who = name_of(game, side, start=True)
    stated = bits(mine & state.stands & tested(state)) or bits(mine & ~state.fallen)
    sentences = []
    if stated:
        sentences.append(
            f"{who} stated: {' '.join(quote(line_of(game, n)) + '.' for n in stated[:SPOKEN_FOR])}"
        )
    for number in bits(state.disclosed & game.sides[side].interests):
        sentences.append(f"{who} explained what it needs: {quote(interest_text(game, number))}.")
    for number in bits(state.sentenced & game.sides[side].theses):
        sentences.append(
            f"{who} noted that one of its statements did not hold: {quote(line_of(game, number))}."
        )
    return tuple(sentences)
