"""Playing a scenario's lesson: the step that is due, the moves it allows, and the other side's answer.

A tutor has no state of its own: the number of moves that the learner has made tells the step. So saving,
undoing and replaying need to know nothing of lessons.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.match.session import Session
from game.scenario.format.model import Step
from game.table.catalogue import Move
from game.table.compiled import CompiledScenario
from game.table.moves import legal


class Tutor:
    """Guides a learner through a scenario's lesson, in any session of that scenario."""

    def __init__(self, game: CompiledScenario, steps: Sequence[Step], side: int) -> None:
        self.side = side
        """The side that the learner plays, 0 or 1."""
        self.steps = tuple(steps)
        self._game = game

    @classmethod
    def of(cls, game: CompiledScenario) -> Tutor | None:
        """Return the tutor of a scenario, or None if it has no lesson.

        Args:
            game: a checked scenario, compiled.
        """
        lesson = game.scenario.lesson
        if lesson is None:
            return None
        return cls(game, lesson.steps, game.delegations.index(lesson.role) if lesson.role else 0)

    def number(self, session: Session) -> int:
        """Return the number of the step that is due, from 0: the moves that the learner has made."""
        return sum(entry.side == self.side for entry in session.log)

    def finished(self, session: Session) -> bool:
        """Return True if no step is left, or the meeting is over."""
        return session.over or self.number(session) >= len(self.steps)

    def step(self, session: Session) -> Step | None:
        """Return the step that is due now.

        Args:
            session: a session of this scenario.

        Returns:
            The step before the learner's move; None while the other side is to move, and when the lesson
            is finished and the rest is free play.
        """
        if self.finished(session) or session.state.mover != self.side:
            return None
        return self.steps[self.number(session)]

    def allowed(self, session: Session) -> list[Move]:
        """Return the moves that the side to move may make: those of the step, or all if it names none.

        Args:
            session: a session of this scenario.

        Returns:
            Legal moves in their usual order; empty only when the meeting is over.
        """
        moves, step = legal(session.state), self.step(session)
        if step is None:
            return moves
        return [move for move in moves if any(self._begins(move, act) for act in step.acts)] or moves

    def answer(self, session: Session) -> Move | None:
        """Return the move that the lesson prescribes for the other side now.

        Args:
            session: a session of this scenario.

        Returns:
            A legal move; None if the lesson prescribes none, or the learner is to move.
        """
        taken = self.number(session)
        if session.over or session.state.mover == self.side or not 0 < taken <= len(self.steps):
            return None
        moves = legal(session.state)
        for words in self.steps[taken - 1].answer:
            matching = [move for move in moves if self._begins(move, words)]
            if matching:
                # "acknowledge" is a whole move and the beginning of others: prefer the whole move.
                return next((move for move in matching if self._game.key(move) == words), matching[0])
        return None

    def _begins(self, move: Move, words: str) -> bool:
        """Return True if the text of a move begins with these whole words."""
        key = self._game.key(move)
        return key == words or key.startswith(f"{words} ")
