"""A live session: a game being played, with its log.

The session runs the two ``transitions`` machines of :mod:`game.table.protocol`; the state of the table
must agree with them after every move. A simulation needs no session: it plays on states alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from transitions import Machine, MachineError

from game.scenario.text import clean
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.effects import Change
from game.table.play import play, start
from game.table.protocol import PHASE_TRANSITIONS, PHASES, TRIGGERS, TYPE_TRANSITIONS, TYPES
from game.table.state import State
from game.table.view import View, public, view

OWN_WORDS_LIMIT = 600
"""The most that a player may say in own words, in characters.

A save may hold more (:data:`game.store.saved.SAVED_WORDS_LIMIT`); a replay cuts the words here.
"""


class ProtocolError(RuntimeError):
    """The table and the machines disagree: a bug in the rules, never the player's fault."""


class _MachineModel:
    """The model of a machine; ``transitions`` puts the current state and the triggers on it."""

    state: str


class Protocol:
    """The two machines of a meeting, as ``transitions`` runs them."""

    def __init__(self) -> None:
        self._phase, self._type = _MachineModel(), _MachineModel()
        common: dict[str, Any] = {"auto_transitions": False, "send_event": False}
        Machine(self._phase, states=PHASES, transitions=PHASE_TRANSITIONS, initial=PHASES[0], **common)
        Machine(self._type, states=TYPES, transitions=TYPE_TRANSITIONS, initial=TYPES[0], **common)
        self._phase_triggers = {transition["trigger"] for transition in PHASE_TRANSITIONS}

    @property
    def phase(self) -> str:
        """The name of the present phase."""
        return self._phase.state

    @property
    def type(self) -> str:
        """The name of the present type of talk."""
        return self._type.state

    def follow(self, state: State) -> None:
        """Fire the triggers of the last move, and compare the machines with the table.

        Args:
            state: the state after that move.

        Raises:
            ProtocolError: the machines refuse a trigger, or reach another state than the table.
        """
        for number in state.fired:
            name = TRIGGERS[number]
            model = self._phase if name in self._phase_triggers else self._type
            try:
                getattr(model, name)()
            except (AttributeError, MachineError) as error:
                raise ProtocolError(f"the protocol refuses {name!r} in {model.state!r}") from error
        here = (PHASES.index(self.phase), TYPES.index(self.type))
        if here != (state.phase, state.kind):
            raise ProtocolError(
                f"the machines are in {self.phase}/{self.type}, the table in {state.phase}/{state.kind}"
            )


@dataclass(frozen=True, slots=True)
class Entry:
    """One move of a session and its effects."""

    side: int
    move: Move
    words: str
    """The player's own words, cleaned; empty where the authored line was spoken."""
    before: State
    after: State
    changes: tuple[Change, ...]
    """The changes of the tracks, in order: lapses, fouls, the move itself, agreements, the assessment."""


class Session:
    """A game being played: its state, its machines and its log."""

    def __init__(self, game: CompiledScenario, seed: int) -> None:
        self.game = game
        self.seed = seed
        self.protocol = Protocol()
        self.states: list[State] = [start(game, seed)]
        self.log: list[Entry] = []
        self.protocol.follow(self.state)

    @property
    def state(self) -> State:
        """The whole present state; :meth:`view` is the part that a player may see."""
        return self.states[-1]

    @property
    def over(self) -> bool:
        """True if the meeting is over."""
        return self.state.over

    def view(self, side: int) -> View:
        """Return the game as a side sees it."""
        return view(self.state, side)

    def public_view(self) -> View:
        """Return the game as someone sees it who belongs to neither side."""
        return public(self.state)

    def play(self, move: Move, words: str = "") -> Entry:
        """Make a move and return its log entry.

        Args:
            move: a legal move of the side to move.
            words: own words in place of the authored line; cleaned, and cut at :data:`OWN_WORDS_LIMIT`.

        Raises:
            IllegalMoveError: the move is not legal; nothing was changed.
            ProtocolError: the rules contradict the protocol.
        """
        changes: list[Change] = []
        before = self.state
        after = play(before, move, changes)
        self.protocol.follow(after)
        spoken = " ".join(clean(words).split())[:OWN_WORDS_LIMIT]
        entry = Entry(before.mover, move, spoken, before, after, tuple(changes))
        self.states.append(after)
        self.log.append(entry)
        return entry

    def until(self, ply: int) -> Session:
        """Return a new session of the same game as it stood after some moves.

        Args:
            ply: how many moves to take over; all of them if there are fewer.
        """
        earlier = Session(self.game, self.seed)
        for entry in self.log[:ply]:
            earlier.play(entry.move, entry.words)
        return earlier
