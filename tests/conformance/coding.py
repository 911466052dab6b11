"""A game as the numbers that learning environments want: actions, masks and arrays.

An action is a move's place in the catalogue. What a side observes is every field of the state it sees,
one after the other; a field is a number of up to some 130 bits, cut into 16-bit pieces, which are exact
in a float as well. Everything here starts from ``view(state, side)``, never from the whole state.
"""

from __future__ import annotations

from typing import Any

from game.table.compiled import CompiledScenario
from game.table.state import State
from game.table.view import view

PIECE = 16
"""Bits of one number of an observation."""

_LEFT_OUT = ("game", "fired")
"""The scenario is no number; what the last move fired is many, packed into one below."""


class Coding:
    """How the moves and the views of one scenario are numbered."""

    def __init__(self, game: CompiledScenario) -> None:
        self.moves = list(game.catalogue.keys)
        self._number = {move: number for number, move in enumerate(self.moves)}
        # The widest fields: fouls named by both sides (2 * 64), links, packages; and one more bit, since a
        # field that means "none" by -1 is moved up by one.
        widest = max(128, len(game.links), len(game.packages)) + 1
        self._bytes = -(-widest // PIECE) * (PIECE // 8)
        self._fields = [n for n, name in enumerate(State._fields) if name not in _LEFT_OUT]
        self.size = (len(self._fields) + 1) * self._bytes // (PIECE // 8)
        """How many numbers an observation has."""

    def seen(self, state: State, side: int) -> bytes:
        """What a side observes, as unsigned 16-bit numbers, lowest byte first."""
        seen = view(state, side).seen
        values: list[Any] = [seen[field] for field in self._fields]
        values.append(sum(1 << trigger for trigger in seen.fired))
        return b"".join((int(value) + 1).to_bytes(self._bytes, "little") for value in values)

    def actions(self, state: State, side: int) -> list[int]:
        """A side's legal actions, ascending; none when it is not to move."""
        return sorted(self._number[move] for move in view(state, side).moves())

    @staticmethod
    def words(state: State, side: int) -> str:
        """What a side observes, for a reader."""
        seen = view(state, side).seen._asdict()
        del seen["game"]
        return " ".join(f"{name}={value}" for name, value in seen.items())
