"""What one side may know: ``view(state, side)``.

Hidden are the other side's objectives, but for those it named in public, and the generator: a searcher
that plays on its view cannot see an event before it is drawn. Two states that differ only in these give
equal views and equal legal moves (non-interference, Goguen & Meseguer 1982); a property test holds it.
What a scenario says about the other side in private is hidden too: screens and delegates read a game only
through a :class:`View`.
"""

from __future__ import annotations

from typing import NamedTuple

from game.table.catalogue import Move
from game.table.moves import legal
from game.table.state import State


class View(NamedTuple):
    """A game as one side sees it."""

    side: int
    """The viewer, 0 or 1."""
    seen: State
    """The state without what the viewer may not know. It can be played on, to think ahead."""

    @property
    def to_move(self) -> bool:
        """Whether the viewer is to move."""
        return not self.seen.ended and self.seen.mover == self.side

    def moves(self) -> list[Move]:
        """Return the viewer's legal moves; empty when the other side is to move."""
        return legal(self.seen) if self.to_move else []


def view(state: State, side: int) -> View:
    """Return the game as a side sees it.

    Args:
        state: the whole state.
        side: the viewer, 0 or 1.
    """
    return View(side, _hiding(state, 1 - side))


def public(state: State) -> View:
    """Return the game as somebody sees it who belongs to neither side: with what both keep to themselves hidden.

    Args:
        state: the whole state.
    """
    return View(0, _hiding(state, 0, 1))


def _hiding(state: State, *sides: int) -> State:
    """Return a state without the generator and without the confidential objectives of some sides."""
    draft = state.edit()
    draft.rng = 0
    for side in sides:
        draft.sides[side].drawn = state.game.sides[side].public
    return draft
