"""Who sits where: a person, or a computer delegate that knows only its view."""

from __future__ import annotations

from game.delegates import TEMPERS, Delegate, make
from game.record.session import Entry, Session
from game.scenario.model import Scenario
from game.table.catalogue import Move
from game.table.compiled import compile_scenario

PERSON = "person"
"""In place of a persona: somebody at the keyboard."""


class Match:
    """A session and who plays it."""

    def __init__(self, session: Session, personas: tuple[str, str]) -> None:
        self.session = session
        self.personas = personas
        self._delegates: list[Delegate | None] = [
            None if persona == PERSON else make(persona, session.seed * 2 + side)
            for side, persona in enumerate(personas)
        ]

    @property
    def person_to_move(self) -> bool:
        """Whether the game waits for a person."""
        return not self.session.over and self._delegates[self.session.state.mover] is None

    @property
    def people(self) -> list[int]:
        """The sides that a person plays."""
        return [side for side in (0, 1) if self._delegates[side] is None]

    def temper(self, side: int) -> str:
        """The temper of whoever plays a side, in a sentence; empty for a person or for chance."""
        temper = TEMPERS.get(self.personas[side])
        return f"{temper.title}. {temper.says}" if temper else ""

    def think(self) -> Move:
        """What the computer delegate to move would do. Safe in a thread: it changes nothing."""
        side = self.session.state.mover
        delegate = self._delegates[side]
        if delegate is None:
            raise ValueError("a person is to move")
        return delegate.choose(self.session.view(side))

    def computer_turns(self) -> list[Entry]:
        """Let the computers play until a person is to move or the game is over."""
        entries = []
        while not self.session.over and not self.person_to_move:
            entries.append(self.session.play(self.think()))
        return entries


def set_up(scenario: Scenario, seed: int, personas: tuple[str, str]) -> Match:
    """A new match.

    Args:
        scenario: a checked scenario.
        seed: of the game and of its computer players.
        personas: by side; :data:`PERSON` or a name in :data:`game.delegates.PERSONAS`.
    """
    return Match(Session(compile_scenario(scenario), seed), personas)
