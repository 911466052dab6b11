"""A lesson: which step is due in a session, what the learner may do in it, what the other side answers.

Nothing is stored. A lesson is read off the log of a session, by how many moves the learner has made, so
that saving, undoing and replaying need no word about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.match.session import Session
from game.scenario.format.model import Step
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.moves import legal


class Lesson:
    """The lesson of a scenario, for any session of it."""

    def __init__(self, game: CompiledScenario, steps: Sequence[Step], side: int) -> None:
        self.side = side
        """The side that the learner leads, 0 or 1."""
        self.steps = tuple(steps)
        self._game = game

    @classmethod
    def of(cls, game: CompiledScenario) -> Lesson | None:
        """The lesson of a scenario; None where it has none.

        Args:
            game: a checked scenario, compiled.
        """
        written = game.scenario.lesson
        if written is None:
            return None
        return cls(game, written.steps, game.delegations.index(written.role) if written.role else 0)

    def number(self, session: Session) -> int:
        """How many moves the learner has made: the number of the step that is due, from 0."""
        return sum(entry.side == self.side for entry in session.log)

    def finished(self, session: Session) -> bool:
        """Whether the lesson has said everything: no step is left, or the meeting is over."""
        return session.over or self.number(session) >= len(self.steps)

    def step(self, session: Session) -> Step | None:
        """The step that is due now.

        Args:
            session: of the scenario of this lesson.

        Returns:
            What to say before the learner's move; None while the other side is to move, and when the
            lesson has said everything and the rest is free play.
        """
        if self.finished(session) or session.state.mover != self.side:
            return None
        return self.steps[self.number(session)]

    def allowed(self, session: Session) -> list[Move]:
        """The moves that the side to move may make: those of the step, or all where it has none.

        Args:
            session: of the scenario of this lesson.

        Returns:
            Legal moves in their usual order; empty only when the meeting is over.
        """
        moves, step = legal(session.state), self.step(session)
        if step is None:
            return moves
        return [move for move in moves if any(self._begins(move, act) for act in step.acts)] or moves

    def allows(self, session: Session, move: Move) -> bool:
        """Whether the step allows a move of the side to move; what is not legal never is.

        Args:
            session: of the scenario of this lesson.
            move: any move.
        """
        return move in self.allowed(session)

    def answer(self, session: Session) -> Move | None:
        """What the lesson has the other side play now.

        Args:
            session: of the scenario of this lesson.

        Returns:
            A legal move; None where the lesson says nothing about it, and when the learner is to move.
        """
        taken = self.number(session)
        if session.over or session.state.mover == self.side or not 0 < taken <= len(self.steps):
            return None
        moves = legal(session.state)
        for words in self.steps[taken - 1].answer:
            found = [move for move in moves if self._begins(move, words)]
            if found:
                # "acknowledge" is a whole move and begins others; the whole one is meant.
                return next((move for move in found if self._game.key(move) == words), found[0])
        return None

    def _begins(self, move: Move, words: str) -> bool:
        """Whether the text of a move begins with some whole words."""
        key = self._game.key(move)
        return key == words or key.startswith(f"{words} ")
