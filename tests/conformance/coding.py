"""A game as the numbers that learning environments want: actions, masks and arrays.

An action is a move's place in the catalogue. What a side observes is every field of the state it sees,
one after the other; a field is a number of up to some 130 bits, cut into 16-bit pieces, which are exact
in a float as well. Everything here starts from ``view(state, side)``, never from the whole state.
"""

from __future__ import annotations

from typing import Any

from game.table.compiled import CompiledScenario
from game.table.play import start
from game.table.state import State
from game.table.view import view

PIECE = 16
"""Bits of one number of an observation."""


class Coding:
    """How the moves and the views of one scenario are numbered."""

    def __init__(self, game: CompiledScenario) -> None:
        self.moves = list(game.catalogue.keys)
        self._number = {move: number for number, move in enumerate(self.moves)}
        # The widest fields: repeats and fouls (up to 64 bits), links, packages; and one more bit, since a
        # field that means "none" by -1 is moved up by one.
        widest = max(64, len(game.links), len(game.packages)) + 1
        self._bytes = -(-widest // PIECE) * (PIECE // 8)
        self._fields = [name for name in start(game, 0).flat() if name != "fired"]
        self.size = (len(self._fields) + 1) * self._bytes // (PIECE // 8)
        """How many numbers an observation has."""

    def seen(self, state: State, side: int) -> bytes:
        """What a side observes, as unsigned 16-bit numbers, lowest byte first."""
        seen = view(state, side).seen
        flat: dict[str, Any] = seen.flat()
        # What the last move fired is many numbers, packed into one.
        values = [*(flat[field] for field in self._fields), sum(1 << trigger for trigger in seen.fired)]
        return b"".join((int(value) + 1).to_bytes(self._bytes, "little") for value in values)

    def actions(self, state: State, side: int) -> list[int]:
        """A side's legal actions, ascending; none when it is not to move."""
        return sorted(self._number[move] for move in view(state, side).moves())

    @staticmethod
    def words(state: State, side: int) -> str:
        """What a side observes, for a reader."""
        seen = view(state, side).seen.flat()
        return " ".join(f"{name}={value}" for name, value in seen.items())
