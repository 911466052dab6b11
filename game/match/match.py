"""Who sits where: a person, or a computer delegate that knows only its view."""

from __future__ import annotations

from collections.abc import Container

from game.delegates import PERSONA_NAMES, PERSONAS, Delegate, make
from game.match.autosave import Keeper
from game.match.lesson import Lesson
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
    """A session, who plays it, and what keeps it."""

    def __init__(self, session: Session, personas: tuple[str, str], keeper: Keeper | None = None) -> None:
        self.session = session
        self.personas = personas
        self.keeper = keeper or Keeper.begin(None, session, personas)
        self._delegates: list[Delegate | None] = [
            None if persona == PERSON else make(persona, session.seed * 2 + side)
            for side, persona in enumerate(personas)
        ]
        lesson = Lesson.of(session.game)
        self.lesson = lesson if lesson and self.people == [lesson.side] else None
        """What teaches the one person at the table; None in any other game."""

    @property
    def person_to_move(self) -> bool:
        """Whether the game waits for a person."""
        return not self.session.over and self._delegates[self.session.state.mover] is None

    @property
    def people(self) -> list[int]:
        """The sides that a person plays."""
        return [side for side in (0, 1) if self._delegates[side] is None]

    def persona_description(self, side: int) -> str:
        """Describe who plays a side, in a sentence; empty for a person or the random player."""
        persona = PERSONAS.get(self.personas[side])
        return f"{persona.title}. {persona.says}" if persona else ""

    def play(self, move: Move, words: str = "") -> Entry:
        """Make a move and keep it: it is on the disk before anybody is shown it.

        Raises:
            IllegalMoveError: the move is not legal; nothing was changed and nothing kept.
        """
        entry = self.session.play(move, words)
        self.keeper.keep(len(self.session.log) - 1, self.session.game.key(move), entry.words)
        return entry

    def back_to(self, ply: int, name: str = "") -> Match:
        """The game as it stood after some moves, to try another; what was kept stays as it is.

        Args:
            ply: how many moves stay.
            name: of the branch that the next move begins.
        """
        session = self.session.until(ply)
        return Match(session, self.personas, self.keeper.branch(session, name))

    @property
    def last_own(self) -> int | None:
        """The ply of the last move that a person made, of any move in a game without people; None before."""
        own = self.people or [0, 1]
        made = [ply for ply, entry in enumerate(self.session.log) if entry.side in own]
        return made[-1] if made else None

    @property
    def coach(self) -> str:
        """What the lesson says before the learner's move; empty where it says nothing."""
        lesson = self.lesson
        step = lesson.step(self.session) if lesson else None
        if lesson is None or step is None:
            return ""
        where = f"{lesson.number(self.session) + 1} of {len(lesson.steps)}"
        return f"{where}. {' '.join(step.say.split())}"

    def allowed(self) -> Container[Move] | None:
        """The moves that the lesson has come to; None where all are."""
        if self.lesson is None or self.lesson.step(self.session) is None:
            return None
        return frozenset(self.lesson.allowed(self.session))

    def think(self) -> Move:
        """What the computer delegate to move would do. Safe in a thread: it changes nothing."""
        taught = self.lesson.answer(self.session) if self.lesson else None
        if taught is not None:
            return taught
        side = self.session.state.mover
        delegate = self._delegates[side]
        if delegate is None:
            raise ValueError("a person is to move")
        return delegate.choose(self.session.view(side))

    def computer_turns(self) -> list[Entry]:
        """Let the computers play until a person is to move or the game is over."""
        entries = []
        while not self.session.over and not self.person_to_move:
            entries.append(self.play(self.think()))
        return entries


def set_up(
    scenario: Scenario, seed: int, personas: tuple[str, str], store: Store | None = None, path: str = ""
) -> Match:
    """A new match.

    Args:
        scenario: a checked scenario.
        seed: of the game and of its computer players.
        personas: by side; :data:`PERSON` or a name in :data:`game.delegates.PERSONA_NAMES`.
        store: where it is kept; None keeps nothing.
        path: the scenario's file, absolute; empty for a shipped one.
    """
    session = Session(compile_scenario(scenario), seed)
    return Match(session, personas, Keeper.begin(store, session, personas, path=path))


def take_up(store: Store | None, saved: Saved) -> tuple[Match, str]:
    """Go on with a saved game where it was left.

    Args:
        store: the store it came from.
        saved: the game, with its moves.

    Returns:
        The match, and what changed since in a sentence; empty if nothing did.

    Raises:
        ScenarioError: its scenario does not hold any more.
        StoreError: its scenario is not there any more, or nobody knows who played.
    """
    for name in saved.personas:
        if name != PERSON and name not in PERSONA_NAMES:  # a save may come from anywhere
            raise StoreError(f"this game was played by `{one_line(name)}`, who is not known here")
    found = resume(saved, scenario_of(saved))
    return Match(found.session, saved.personas, Keeper.resume(store, saved, found.session)), found.missing
