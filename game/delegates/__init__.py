"""Computer players: personas that know only their view.

``make("pragmatist", seed)`` gives a delegate; ``delegate.choose(view)`` gives a move. Deeper search
would be one more module beside :mod:`game.delegates.planner`, behind the same protocol. The planner and the rules are
imported when a delegate is made, so that the names alone cost a command line little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.delegates.persona import PERSONAS, PROBES, Persona

if TYPE_CHECKING:
    from game.table.catalogue import Move
    from game.table.view import View

PERSONA_NAMES = (*PERSONAS, "random")
"""Opponents for a player. :func:`make` also knows the probes of a playtest."""


class Delegate(Protocol):
    """A player of one side."""

    name: str

    def choose(self, view: View) -> Move:
        """Choose a legal move; the side of the view is to move."""
        ...


def make(persona: str, seed: int) -> Delegate:
    """Return a computer delegate.

    Args:
        persona: one of :data:`PERSONA_NAMES`, or of :data:`PROBES`.
        seed: makes its choices repeatable.

    Raises:
        KeyError: there is no such persona.
    """
    if persona == "random":
        from game.delegates.random_player import RandomPlayer

        return RandomPlayer(seed)
    from game.delegates.planner import Planner

    return Planner((PERSONAS | PROBES)[persona], seed)


__all__ = ["PERSONAS", "PERSONA_NAMES", "PROBES", "Delegate", "Persona", "make"]
