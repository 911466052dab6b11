"""A match: a session, its two players (a person or a computer delegate each), and its autosave."""

from __future__ import annotations

from collections.abc import Container

from game.delegates import PERSONA_NAMES, PERSONAS, Delegate, make
from game.match.autosave import Autosave
from game.match.lesson import Tutor
from game.match.replay import resume
from game.match.session import Entry, Session
from game.scenario.format.model import Scenario
from game.scenario.text import one_line
from game.store import Saved, Store, StoreError
from game.store.digest import scenario_of
from game.table.catalogue import Move
from game.table.compiled import compile_scenario

PERSON = "person"
"""In place of a persona: somebody at the keyboard."""


class Match:
    """A session, its players and its autosave. A computer delegate sees only its own side's view."""

    def __init__(self, session: Session, personas: tuple[str, str], autosave: Autosave | None = None) -> None:
        self.session = session
        self.personas = personas
        self.autosave = autosave or Autosave.begin(None, session, personas)
        self._delegates: list[Delegate | None] = [
            None if persona == PERSON else make(persona, session.seed * 2 + side)
            for side, persona in enumerate(personas)
        ]
        tutor = Tutor.of(session.game)
        self.tutor = tutor if tutor and self.people == [tutor.side] else None
        """Teaches the one person at the table; None in any other game."""

    @property
    def person_to_move(self) -> bool:
        """True if the game waits for a person."""
        return not self.session.over and self._delegates[self.session.state.mover] is None

    @property
    def people(self) -> list[int]:
        """The sides that people play."""
        return [side for side in (0, 1) if self._delegates[side] is None]

    def persona_description(self, side: int) -> str:
        """Return a description of the persona that plays a side; empty for a person or the random player."""
        persona = PERSONAS.get(self.personas[side])
        return f"{persona.title}. {persona.says}" if persona else ""

    def play(self, move: Move, words: str = "") -> Entry:
        """Make a move and save it, so that it is on disk before anybody sees it.

        Args:
            move: a legal move of the side to move.
            words: the player's own words in place of the authored line.

        Raises:
            IllegalMoveError: the move is not legal; nothing was changed or saved.
        """
        entry = self.session.play(move, words)
        self.autosave.save()
        return entry

    def back_to(self, ply: int, name: str = "") -> Match:
        """Return a new match that goes on after some moves of this one; the saved game stays as it is.

        Args:
            ply: how many moves to take over.
            name: the name of the branch that the next move begins.
        """
        session = self.session.until(ply)
        return Match(session, self.personas, self.autosave.branch(session, name))

    @property
    def last_own(self) -> int | None:
        """The ply of the last move by a person (by anyone, if no person plays); None if there is none."""
        own = self.people or [0, 1]
        plies = [ply for ply, entry in enumerate(self.session.log) if entry.side in own]
        return plies[-1] if plies else None

    @property
    def coach(self) -> str:
        """The lesson's advice before the learner's move; empty if there is none."""
        tutor = self.tutor
        step = tutor.step(self.session) if tutor else None
        if tutor is None or step is None:
            return ""
        position = f"{tutor.number(self.session) + 1} of {len(tutor.steps)}"
        return f"{position}. {' '.join(step.say.split())}"

    def allowed(self) -> Container[Move] | None:
        """Return the moves that the lesson allows now; None if it allows all."""
        if self.tutor is None or self.tutor.step(self.session) is None:
            return None
        return frozenset(self.tutor.allowed(self.session))

    def think(self) -> Move:
        """Return the computer delegate's move. Safe in a thread: it changes nothing.

        Raises:
            ValueError: a person is to move.
        """
        prescribed = self.tutor.answer(self.session) if self.tutor else None
        if prescribed is not None:
            return prescribed
        side = self.session.state.mover
        delegate = self._delegates[side]
        if delegate is None:
            raise ValueError("a person is to move")
        return delegate.choose(self.session.view(side))

    def play_computer_turns(self) -> list[Entry]:
        """Let the computers play until a person is to move or the game is over; return their moves."""
        entries = []
        while not self.session.over and not self.person_to_move:
            entries.append(self.play(self.think()))
        return entries


def set_up(
    scenario: Scenario, seed: int, personas: tuple[str, str], store: Store | None = None, path: str = ""
) -> Match:
    """Return a new match.

    Args:
        scenario: a checked scenario.
        seed: the seed of the game and of its computer players.
        personas: who plays each side: :data:`PERSON` or a name in :data:`game.delegates.PERSONA_NAMES`.
        store: where to save it; None saves nothing.
        path: the scenario's file, absolute; empty for a shipped scenario.
    """
    session = Session(compile_scenario(scenario), seed)
    return Match(session, personas, Autosave.begin(store, session, personas, path=path))


def resume_match(store: Store | None, saved: Saved) -> tuple[Match, str]:
    """Resume a saved game where it was left.

    Args:
        store: the store it came from; None saves nothing from here on.
        saved: the game, with its moves.

    Returns:
        The match, and a sentence that says what has changed since; empty if nothing has.

    Raises:
        ScenarioError: its scenario now has an error.
        StoreError: its scenario is gone, or a persona is unknown.
    """
    for name in saved.personas:
        if name != PERSON and name not in PERSONA_NAMES:  # a save may come from anywhere
            raise StoreError(f"this game was played by `{one_line(name)}`, an unknown persona")
    resumed = resume(saved, scenario_of(saved))
    autosave = Autosave.resume(store, saved, resumed.session)
    return Match(resumed.session, saved.personas, autosave), resumed.missing
