"""A rehearsal: a game on a scenario that is being written; each save replays the same moves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from game.delegates import make
from game.match.session import ProtocolError, Session
from game.scenario.problems import Problem, in_order
from game.scenario.reading import read
from game.scenario.reading.file import load_bytes
from game.scenario.reading.nodes import Document, Where, parse
from game.scenario.text import one_line
from game.table.catalogue import Move
from game.table.compiled import compile_scenario
from game.table.play import IllegalMoveError
from game.table.protocol import Phase
from game.table.state import State

TRACKS = ("understanding", "tension", "credibility0", "credibility1", "home0", "home1")
"""The tracks that an author may set, by the names of the state's fields."""

_HELPER = "pragmatist"
_MOST = 400


class RehearsalStep(NamedTuple):
    """A step of the author: a move, as text, or a track that was set."""

    move: str = ""
    track: str = ""
    value: int = 0

    def __str__(self) -> str:
        """Return the step in a few words."""
        return self.move or f"{self.track} set to {self.value}"


class Rehearsal:
    """The game that an author plays while writing.

    Attributes:
        path: the scenario file.
        problems: the problems of the file as it is now, in order.
        session: the game on the last version without errors; None before there is one.
        lost: a sentence about the steps that could not be replayed after the last reload; empty if all were.
        stale: True if the file now has an error, so that the session shows an earlier version.
    """

    def __init__(self, path: Path, seed: int = 1) -> None:
        self.path = path
        self.seed = seed
        self.problems: list[Problem] = []
        self.session: Session | None = None
        self.lost = ""
        self.stale = False
        self._document = Document(str(path))
        self._steps: list[RehearsalStep] = []
        self._seen: tuple[int, int, int] | None = None

    # the file

    def changed(self) -> bool:
        """Return True if the file has changed, or was replaced by an editor, since it was last read."""
        return self._stamp() != self._seen

    def _stamp(self) -> tuple[int, int, int]:
        """Return what identifies this version of the file; zeros if there is no file."""
        try:
            status = os.stat(self.path)
        except (OSError, ValueError):
            return (0, 0, 0)
        return (status.st_ino, status.st_mtime_ns, status.st_size)

    def reload(self) -> None:
        """Read the file and replay the steps as far as they are still possible. Raises nothing."""
        self._seen = self._stamp()
        raw = load_bytes(self.path)
        if isinstance(raw, Problem):
            self.problems, self.stale = [raw], self.session is not None
            return
        reading = read.read_bytes(raw, str(self.path))
        self.problems = in_order(reading.problems)
        self.stale = reading.scenario is None and self.session is not None
        if reading.scenario is not None:
            self._document = parse(raw, str(self.path))
            self._play_again(Session(compile_scenario(reading.scenario), self.seed))

    def _play_again(self, session: Session) -> None:
        self.session, steps, self.lost = session, self._steps, ""
        for number, step in enumerate(steps):
            if fault := self._do(step):
                self.lost = (
                    f"{number} of {len(steps)} steps were replayed; then {one_line(str(step), 80)}: {fault}"
                )
                self._steps = steps[:number]
                return

    # what the author does

    def _do(self, step: RehearsalStep) -> str:
        """Take a step; return why it cannot be taken, or an empty string."""
        session = self.session
        assert session is not None
        if step.track:
            states = session.states
            states[-1] = states[-1].replace(**{step.track: step.value})
            return ""
        try:
            session.play(session.game.move(step.move))
        except KeyError:
            return "the scenario no longer has this move"
        except IllegalMoveError:
            return "it is no longer a legal move there"
        except ProtocolError as error:
            return str(error)
        return ""

    def play(self, move: Move) -> None:
        """Make a legal move."""
        if self.session is not None:
            self._add(RehearsalStep(self.session.game.key(move)))

    def set_track(self, track: str, value: int) -> None:
        """Set a track, to see how the table changes.

        Args:
            track: one of :data:`TRACKS`.
            value: clamped to 0 to 100.
        """
        if self.session is not None and not self.session.over:
            self._add(RehearsalStep(track=track, value=max(0, min(100, value))))

    def _add(self, step: RehearsalStep) -> None:
        self.lost = ""
        if not self._do(step):
            self._steps = [*self._steps, step]

    def back(self) -> None:
        """Take back the last step."""
        if self.session is not None and self._steps:
            self._steps = self._steps[:-1]
            self._play_again(Session(self.session.game, self.seed))

    def restart(self) -> None:
        """Start again from the beginning, without steps."""
        if self.session is not None:
            self._steps = []
            self._play_again(Session(self.session.game, self.seed))

    def help_on(self) -> None:
        """Let the computer make the next move, for either side."""
        session = self.session
        if session is not None and not session.over:
            side = session.state.mover
            self.play(make(_HELPER, self.seed * 2 + side).choose(session.view(side)))

    def jump(self, item: int) -> None:
        """Go to the beginning of a round: back to it, or forward with the computer playing both sides.

        Args:
            item: the index of the agenda item; the number of items stands for the drafting.
        """
        session = self.session
        if session is None or not 0 <= item <= len(session.game.items):
            return
        if _reached(session.state, item, len(session.game.items)):
            remaining, self._steps = self._steps, []
            self._play_again(Session(session.game, self.seed))
            while (
                remaining and self.session and not _reached(self.session.state, item, len(session.game.items))
            ):
                self._add(remaining[0])
                remaining = remaining[1:]
            return
        for _ in range(_MOST):
            state = session.state
            if session.over or _reached(state, item, len(session.game.items)):
                return
            self.help_on()

    # for the screen

    def place_of(self, move: Move) -> str:
        """Return where the subject of a move is defined: ``well.yaml:120``; empty if nowhere."""
        session, name = self.session, one_line(self.path.name)
        if session is None:
            return ""
        for word in session.game.key(move).split()[1:]:
            for part in ("claims", "evidence", "proposals"):
                where: Where = (part, word.removesuffix(":"))
                if where in self._document.keys:
                    return f"{name}:{self._document.keys[where][0]}"
            for side in session.game.delegations:
                for part in ("objectives", "interests", "charges"):
                    where = ("delegations", side, part, word)
                    if where in self._document.keys:
                        return f"{name}:{self._document.keys[where][0]}"
        return ""

    @property
    def steps(self) -> list[RehearsalStep]:
        """The author's steps so far."""
        return list(self._steps)


def _reached(state: State, item: int, items: int) -> bool:
    if item >= items:
        return state.phase >= Phase.DRAFTING
    return state.phase >= Phase.STATEMENT and state.item >= item


def short_problem(problem: Problem) -> str:
    """Return a problem as text without its path, for a narrow panel."""
    return str(problem._replace(path="")).removeprefix(":")
