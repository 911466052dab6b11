"""A rehearsal: a game on a scenario that is being written. On each save the same moves are played again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

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
"""What an author may set, by the names of the state's fields."""

_HELPER = "pragmatist"
_MOST = 400


class Made(NamedTuple):
    """Something the author did: a move by its text, or a track that was set."""

    move: str = ""
    track: str = ""
    value: int = 0

    def __str__(self) -> str:
        """Say it in a few words."""
        return self.move or f"{self.track} set to {self.value}"


class Rehearsal:
    """The game that an author plays while writing.

    Attributes:
        path: of the scenario.
        problems: of the file as it is now, in order.
        session: on the last version without an error; None before there is one.
        lost: what could not be done again after the last reading, in a sentence; empty if all was.
        stale: the file as it is now has an error, and the session is of an earlier version.
    """

    def __init__(self, path: Path, seed: int = 1) -> None:
        self.path = path
        self.seed = seed
        self.problems: list[Problem] = []
        self.session: Session | None = None
        self.lost = ""
        self.stale = False
        self._document = Document(str(path))
        self._made: list[Made] = []
        self._seen: tuple[int, int, int] | None = None

    # the file

    def changed(self) -> bool:
        """Whether the file is not the one that was read last. An editor may have replaced it by another."""
        return self._stamp() != self._seen

    def _stamp(self) -> tuple[int, int, int]:
        """What tells one version of the file from the next; zeros while there is none."""
        try:
            found = os.stat(self.path)
        except (OSError, ValueError):
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def reload(self) -> None:
        """Read the file, and play again what was played, as far as it still holds. Raises nothing."""
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
        self.session, made, self.lost = session, self._made, ""
        for number, one in enumerate(made):
            if fault := self._do(one):
                self.lost = (
                    f"{number} of {len(made)} steps were replayed; then {one_line(str(one), 80)}: {fault}"
                )
                self._made = made[:number]
                return

    # what the author does

    def _do(self, made: Made) -> str:
        """Do it; give why it cannot be done."""
        session = self.session
        assert session is not None
        if made.track:
            states = session.states
            value: dict[str, Any] = {made.track: made.value}
            states[-1] = states[-1]._replace(**value)
            return ""
        try:
            session.play(session.game.move(made.move))
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
            self._add(Made(self.session.game.key(move)))

    def set_track(self, track: str, value: int) -> None:
        """Set a track, to see what the table looks like then.

        Args:
            track: one of :data:`TRACKS`.
            value: 0 to 100; cut to that.
        """
        if self.session is not None and not self.session.over:
            self._add(Made(track=track, value=max(0, min(100, value))))

    def _add(self, made: Made) -> None:
        self.lost = ""
        if not self._do(made):
            self._made = [*self._made, made]

    def back(self) -> None:
        """Take back the last thing that was done."""
        if self.session is not None and self._made:
            self._made = self._made[:-1]
            self._play_again(Session(self.session.game, self.seed))

    def restart(self) -> None:
        """Begin again."""
        if self.session is not None:
            self._made = []
            self._play_again(Session(self.session.game, self.seed))

    def help_on(self) -> None:
        """Let the computer make the next move, whoever is to move."""
        session = self.session
        if session is not None and not session.over:
            side = session.state.mover
            self.play(make(_HELPER, self.seed * 2 + side).choose(session.view(side)))

    def jump(self, item: int) -> None:
        """Go to the beginning of a round: back to it, or on to it with the computer on both sides.

        Args:
            item: number of the agenda item, from 0; the number of items for the drafting.
        """
        session = self.session
        if session is None or not 0 <= item <= len(session.game.items):
            return
        if _reached(session.state, item, len(session.game.items)):
            made, self._made = self._made, []
            self._play_again(Session(session.game, self.seed))
            while made and self.session and not _reached(self.session.state, item, len(session.game.items)):
                self._add(made[0])
                made = made[1:]
            return
        for _ in range(_MOST):
            state = session.state
            if session.over or _reached(state, item, len(session.game.items)):
                return
            self.help_on()

    # for the screen

    def place_of(self, move: Move) -> str:
        """Where in the file stands what a move is about: ``well.yaml:120``; empty where nothing does."""
        session = self.session
        if session is None:
            return ""
        for word in session.game.key(move).split()[1:]:
            for part in ("claims", "evidence", "proposals"):
                where: Where = (part, word.removesuffix(":"))
                if where in self._document.keys:
                    return f"{self.path.name}:{self._document.keys[where][0]}"
            for side in session.game.delegations:
                for part in ("objectives", "interests", "charges"):
                    where = ("delegations", side, part, word)
                    if where in self._document.keys:
                        return f"{self.path.name}:{self._document.keys[where][0]}"
        return ""

    @property
    def steps(self) -> list[Made]:
        """What the author did so far."""
        return list(self._made)


def _reached(state: State, item: int, items: int) -> bool:
    if item >= items:
        return state.phase >= Phase.DRAFTING
    return state.phase >= Phase.STATEMENT and state.item >= item


def short_problem(one: Problem) -> str:
    """A problem without its path, for a narrow panel."""
    return str(one._replace(path="")).removeprefix(":")
