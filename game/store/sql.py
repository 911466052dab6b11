"""The part of a store that is the same in every SQL database."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from operator import itemgetter
from typing import ClassVar, TextIO, TypeVar

from game.scenario.text import one_line
from game.store import jsonl
from game.store.faults import RefusedError
from game.store.interface import Imported, TimeSource
from game.store.rows import GAMES, Row, row_of, saved_of, unknown_game
from game.store.saved import MOST_SEED, NAME_LIMIT, Saved, SavedMove, StoreError, upgrade

_LETTERS, _SIGNS = "abcdefghjkmnpqrstvwxyz", "abcdefghjkmnpqrstvwxyz23456789"
"""The first character of an id, and the others: none that looks like another."""
_TRIES = 5

MOVE = "key, words, at"
"""The columns of a :class:`~game.store.saved.SavedMove` move."""

T = TypeVar("T")


class SqlStore(ABC):
    """A store in a database; see :class:`game.store.interface.Store`.

    Statements mark the place of a value with ``?``. The tables themselves refuse a move that is not the next
    one of its game, and any change to a move.
    """

    NOW: ClassVar[str]
    """The current time in UTC, as SQL."""
    AGE: ClassVar[str]
    """The columns that sort games from the oldest to the newest, as SQL."""

    def __init__(self, place: str, clock: TimeSource | None) -> None:
        self._place = place
        self._clock = clock

    @property
    def place(self) -> str:
        """The file or server that holds the games."""
        return self._place

    # each database has its own

    @abstractmethod
    def vacuum(self) -> None:
        """Reclaim the disk space of deleted games."""

    @abstractmethod
    def close(self) -> None:
        """Close the store."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """Run a transaction that is on disk when it ends, or changes nothing; raises StoreError."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """Run a transaction that sees the data as they were at one moment; raises StoreError."""

    @abstractmethod
    def _run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        """Execute a statement within a transaction and return its rows."""

    @abstractmethod
    def _run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row, within a transaction."""

    @abstractmethod
    def _find_damage(self) -> list[str]:
        """Return the faults below the tables, one line each; call it within a transaction."""

    @abstractmethod
    def _lock_games(self) -> None:
        """Stop others from adding or changing games until the end of the transaction."""

    def _read(self, job: Callable[[], T]) -> T:
        """Read in one transaction and return the job's result; the job may run twice."""
        with self._reading():
            return job()

    def _write(self, job: Callable[[], None], done: Callable[[], bool]) -> None:
        """Write in one transaction.

        Args:
            job: executes the statements.
            done: returns True if they took effect; for a database whose confirmation can get lost.
        """
        with self._writing():
            job()

    # writing

    def begin(
        self,
        scenario: str,
        digest: str,
        seed: int,
        personas: tuple[str, str],
        *,
        path: str = "",
        name: str = "",
        parent: tuple[str, int] | None = None,
        moves: Sequence[tuple[str, str]] = (),
        ending: str = "",
    ) -> str:
        """Save a new game; see :meth:`game.store.interface.Store.begin`."""
        if not 0 <= seed <= MOST_SEED:
            raise StoreError(f"a seed must be a number from 0 to {MOST_SEED}")

        def insert() -> None:
            if parent:
                self._count_moves(parent[0])
            now = self._now()
            self._insert(
                Saved(
                    id=game,
                    scenario=scenario,
                    digest=digest,
                    seed=seed,
                    personas=personas,
                    path=path,
                    name=one_line(name, NAME_LIMIT),
                    started=now,
                    parent=parent[0] if parent else "",
                    branch_ply=parent[1] if parent else None,
                    ending=ending,
                    moves=tuple(SavedMove(key, words, now) for key, words in moves),
                )
            )

        def saved() -> bool:
            return self._find(game) is not None

        for left in reversed(range(_TRIES)):
            game = self._read(self._new_id)
            try:
                self._write(insert, saved)
                break
            except RefusedError:  # another process took the id, or deleted the parent, at this moment
                if not left:
                    raise
        return game

    def append(self, game: str, ply: int, key: str, words: str = "", *, ending: str = "") -> None:
        """Save a move; see :meth:`game.store.interface.Store.append`."""
        at = self._clock() if self._clock else None

        def insert() -> None:
            self._run(
                f"INSERT INTO moves VALUES (?, ?, ?, ?, COALESCE(?, {self.NOW}))", (game, ply, key, words, at)
            )
            if ending:
                self._run("UPDATE games SET ending = ? WHERE id = ?", (ending, game))

        def saved() -> bool:
            rows = self._run("SELECT key, words FROM moves WHERE game = ? AND ply = ?", (game, ply))
            return rows == [(key, words)]

        try:
            self._write(insert, saved)
        except RefusedError as error:
            moves = self._read(lambda: self._count_moves(game))
            reason = "is saved already" if 0 <= ply < moves else "is not the next one"
            raise StoreError(f"move {ply + 1} of game {game} {reason}: the game has {moves}") from error

    def rename(self, game: str, name: str) -> None:
        """Name a game; an empty name removes the old one."""
        cut = one_line(name, NAME_LIMIT)

        def update() -> None:
            self._count_moves(game)
            self._run("UPDATE games SET name = ? WHERE id = ?", (cut, game))

        self._write(update, lambda: False)  # writing it twice does no harm

    def delete(self, game: str) -> None:
        """Delete a game, but not its branches."""

        def remove() -> None:
            self._count_moves(game)
            self._run("DELETE FROM games WHERE id = ?", (game,))

        self._write(remove, lambda: self._find(game) is None)

    def import_(self, lines: TextIO) -> Imported:
        """Import what :meth:`export` wrote; see :meth:`game.store.interface.Store.import_`."""
        games = jsonl.read(lines)
        plan = jsonl.ImportPlan([], 0)

        def insert() -> None:
            nonlocal plan
            self._lock_games()
            plan = jsonl.plan_import(games, self._find, self._new_id)
            self._insert(*plan.new)

        self._write(insert, lambda: bool(plan.new) and all(self._find(saved.id) for saved in plan.new))
        return Imported(tuple(saved.id for saved in plan.new), plan.known)

    # reading

    def games(self) -> list[Saved]:
        """Return all games without their moves, the oldest first."""
        return [saved_of(row) for row in self._read(lambda: self._run(f"{GAMES} ORDER BY {self.AGE}"))]

    def load(self, game: str) -> Saved:
        """Return a game with its moves, in the present format."""
        saved = self._read(lambda: self._find(game))
        if saved is None:
            raise unknown_game(game)
        return saved

    def every(self) -> Iterator[Saved]:
        """Return all games with their moves, the oldest first, as they were at one moment."""
        heads, tails = f"{GAMES} ORDER BY {self.AGE}", f"SELECT game, {MOVE} FROM moves ORDER BY game, ply"
        games, moves = self._read(lambda: (self._run(heads), self._run(tails)))
        by_game = {
            game: tuple(SavedMove(*move[1:]) for move in group)
            for game, group in groupby(moves, itemgetter(0))
        }
        yield from [upgrade(saved_of(row, by_game.get(row[0], ()))) for row in games]

    def endings(self, scenario: str) -> set[str]:
        """Return the ids of the endings that finished games of a scenario have reached."""
        reached = "SELECT DISTINCT ending FROM games WHERE scenario = ? AND ending <> ''"
        return {ending for (ending,) in self._read(lambda: self._run(reached, (scenario,)))}

    def check(self) -> list[str]:
        """Return the faults of the database and its tables, one line each."""
        return self._read(self._faults)

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines and return how many there are."""
        return jsonl.write(self.every(), out)

    # within

    def _faults(self) -> list[str]:
        faults = self._find_damage()
        for table, column in (("moves", "game"), ("games", "parent")):
            orphans = (
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM games AS owner WHERE owner.id = {table}.{column})"
            )
            faults += [f"a row of the table {table} belongs to no game" for _ in self._run(orphans)]
        gaps = "SELECT game FROM moves GROUP BY game HAVING COUNT(*) <> MAX(ply) + 1 OR MIN(ply) <> 0"
        return faults + [f"game {game}: a move is missing" for (game,) in self._run(gaps)]

    def _now(self) -> str:
        return self._clock() if self._clock else str(self._run(f"SELECT {self.NOW}")[0][0])

    def _count_moves(self, game: str) -> int:
        """Return the number of moves of a game; raise StoreError if there is no such game."""
        rows = self._run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            raise unknown_game(game)
        return saved_of(rows[0]).plies

    def _find(self, game: str) -> Saved | None:
        rows = self._run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            return None
        moves = self._run(f"SELECT {MOVE} FROM moves WHERE game = ? ORDER BY ply", (game,))
        return upgrade(saved_of(rows[0], tuple(map(SavedMove._make, moves))))

    def _new_id(self) -> str:
        for length in range(4, 64):
            candidate = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(length))
            if not self._run("SELECT 1 FROM games WHERE id = ?", (candidate,)):
                return candidate
        raise StoreError("the store is full of games")  # pragma: no cover - never in this world

    def _insert(self, *games: Saved) -> None:
        self._run_many(
            "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?)", map(row_of, games)
        )
        self._run_many(
            "INSERT INTO moves VALUES (?, ?, ?, ?, ?)",
            (
                (saved.id, ply, move.key, move.words, move.at)
                for saved in games
                for ply, move in enumerate(saved.moves)
            ),
        )
