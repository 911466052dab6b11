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

WORDS_LIMIT = 600
"""How many characters of a player's own words are kept."""


class ProtocolError(RuntimeError):
    """The table and the machines disagree: a fault in the rules, never of a player."""


class _Course:
    """The model of a machine; ``transitions`` puts the current state and the triggers on it."""

    state: str


class Protocol:
    """The two machines of a meeting, as ``transitions`` runs them."""

    def __init__(self) -> None:
        self._phase, self._type = _Course(), _Course()
        common: dict[str, Any] = {"auto_transitions": False, "send_event": False}
        Machine(self._phase, states=PHASES, transitions=PHASE_TRANSITIONS, initial=PHASES[0], **common)
        Machine(self._type, states=TYPES, transitions=TYPE_TRANSITIONS, initial=TYPES[0], **common)
        self._phase_triggers = {transition["trigger"] for transition in PHASE_TRANSITIONS}

    @property
    def phase(self) -> str:
        """The present phase by name."""
        return self._phase.state

    @property
    def type(self) -> str:
        """The present type of the talk by name."""
        return self._type.state

    def follow(self, state: State) -> None:
        """Fire the triggers of the last move, and compare.

        Args:
            state: the state after that move.

        Raises:
            ProtocolError: the machines refuse a trigger or end elsewhere than the table.
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
    """One move of a session and what it did."""

    side: int
    move: Move
    words: str
    """The player's own words, cleaned; empty where the authored line was spoken."""
    before: State
    after: State
    changes: tuple[Change, ...]
    """What changed the tracks, in order: lapses, fouls, the move itself, what was agreed, the assessment."""


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
        """The whole state now. What a player may see of it: :meth:`view`."""
        return self.states[-1]

    @property
    def over(self) -> bool:
        """Nobody moves any more."""
        return self.state.over

    def view(self, side: int) -> View:
        """The game as a side sees it."""
        return view(self.state, side)

    def public_view(self) -> View:
        """The game as somebody sees it who belongs to neither side."""
        return public(self.state)

    def play(self, move: Move, words: str = "") -> Entry:
        """Make a move, perhaps in one's own words.

        Args:
            move: a legal move of the side to move.
            words: what is said in place of the authored line; cleaned, cut at :data:`WORDS_LIMIT`.

        Raises:
            IllegalMoveError: the move is not legal; nothing was changed.
            ProtocolError: the rules contradict the protocol.
        """
        changes: list[Change] = []
        before = self.state
        after = play(before, move, changes)
        self.protocol.follow(after)
        spoken = " ".join(clean(words).split())[:WORDS_LIMIT]
        entry = Entry(before.mover, move, spoken, before, after, tuple(changes))
        self.states.append(after)
        self.log.append(entry)
        return entry

    def until(self, ply: int) -> Session:
        """The same game as it stood after some moves: a new session, to try another move in.

        Args:
            ply: how many moves are kept; all of them if there are fewer.
        """
        earlier = Session(self.game, self.seed)
        for entry in self.log[:ply]:
            earlier.play(entry.move, entry.words)
        return earlier
