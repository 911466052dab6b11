"""A store in a database: what it says in SQL, and what does not depend on which database that is."""

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
from game.store.interface import Clock, Imported
from game.store.rows import GAMES, Row, saved_of, unknown, values
from game.store.saved import MOST_SEED, NAME_LIMIT, Kept, Saved, StoreError, upgrade

_LETTERS, _SIGNS = "abcdefghjkmnpqrstvwxyz", "abcdefghjkmnpqrstvwxyz23456789"
"""What ids are made of: nothing that looks like something else."""
_TRIES = 5

MOVE = "key, words, at"
"""The columns of a :class:`~game.store.saved.Kept` move."""

T = TypeVar("T")


class SqlStore(ABC):
    """A store in a database; see :class:`game.store.interface.Store`.

    A value's place in a statement is a ``?``. The tables refuse a move that is not the next one of its game,
    and any change of a move, whoever asks for it.
    """

    NOW: ClassVar[str]
    """The time now, in UTC, as SQL."""
    AGE: ClassVar[str]
    """What sorts games from the oldest to the newest, as SQL."""

    def __init__(self, place: str, clock: Clock | None) -> None:
        self._place = place
        self._clock = clock

    @property
    def place(self) -> str:
        """Where the games are."""
        return self._place

    # what each database does in its own way

    @abstractmethod
    def vacuum(self) -> None:
        """Give the disk back what deleted games took."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """A transaction that is on the disk at its end, or leaves nothing; errors are explained."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """A transaction that sees one moment; errors are explained."""

    @abstractmethod
    def _run(self, statement: str, row: Sequence[object] = ()) -> list[Row]:
        """Execute a statement within a transaction. Gives the rows, if it has any."""

    @abstractmethod
    def _run_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row, within a transaction."""

    @abstractmethod
    def _damage(self) -> list[str]:
        """What is wrong below the tables, a line each; within a transaction."""

    @abstractmethod
    def _alone(self) -> None:
        """Let nobody else add or change games until the end of the transaction."""

    def _read(self, job: Callable[[], T]) -> T:
        """Read in one transaction. Gives what the job gives; it may be done twice."""
        with self._reading():
            return job()

    def _write(self, job: Callable[[], None], done: Callable[[], bool]) -> None:
        """Write in one transaction.

        Args:
            job: executes the statements.
            done: whether all of it is there; for a database that can be lost while it says so.
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
        """Begin a game; see :meth:`game.store.interface.Store.begin`."""
        if not 0 <= seed <= MOST_SEED:
            raise StoreError(f"a seed is a number from 0 to {MOST_SEED}")

        def insert() -> None:
            if parent:
                self._demand(parent[0])
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
                    moves=tuple(Kept(key, words, now) for key, words in moves),
                )
            )

        def there() -> bool:
            return self._find(game) is not None

        for left in reversed(range(_TRIES)):
            game = self._read(self._new_id)
            try:
                self._write(insert, there)
                break
            except RefusedError:  # another process took the id, or deleted the parent, at this moment
                if not left:
                    raise
        return game

    def append(self, game: str, ply: int, key: str, words: str = "", *, ending: str = "") -> None:
        """Keep a move; see :meth:`game.store.interface.Store.append`."""
        at = self._clock() if self._clock else None

        def insert() -> None:
            self._run(
                f"INSERT INTO moves VALUES (?, ?, ?, ?, COALESCE(?, {self.NOW}))", (game, ply, key, words, at)
            )
            if ending:
                self._run("UPDATE games SET ending = ? WHERE id = ?", (ending, game))

        def there() -> bool:
            rows = self._run("SELECT key, words FROM moves WHERE game = ? AND ply = ?", (game, ply))
            return rows == [(key, words)]

        try:
            self._write(insert, there)
        except RefusedError as error:
            has = self._read(lambda: self._demand(game))
            what = "is kept already" if 0 <= ply < has else "is not the next one"
            raise StoreError(f"move {ply + 1} of game {game} {what}: the game has {has}") from error

    def rename(self, game: str, name: str) -> None:
        """Give a game a name; an empty one takes it away."""
        named = one_line(name, NAME_LIMIT)

        def update() -> None:
            self._demand(game)
            self._run("UPDATE games SET name = ? WHERE id = ?", (named, game))

        self._write(update, lambda: False)  # twice is as good as once

    def delete(self, game: str) -> None:
        """Delete a game. Its branches stay."""

        def remove() -> None:
            self._demand(game)
            self._run("DELETE FROM games WHERE id = ?", (game,))

        self._write(remove, lambda: self._find(game) is None)

    def import_(self, lines: TextIO) -> Imported:
        """Read what :meth:`export` wrote: all of it or, at the first fault, nothing."""
        read = jsonl.read(lines)
        plan = jsonl.Plan([], 0)

        def insert() -> None:
            nonlocal plan
            self._alone()
            plan = jsonl.plan(read, self._find, self._new_id)
            self._insert(*plan.new)

        self._write(insert, lambda: bool(plan.new) and all(map(self._find, (one.id for one in plan.new))))
        return Imported(tuple(saved.id for saved in plan.new), plan.known)

    # reading

    def games(self) -> list[Saved]:
        """All games without their moves, the oldest first."""
        return [saved_of(row) for row in self._read(lambda: self._run(f"{GAMES} ORDER BY {self.AGE}"))]

    def load(self, game: str) -> Saved:
        """A game with its moves, in the present format."""
        found = self._read(lambda: self._find(game))
        if found is None:
            raise unknown(game)
        return found

    def every(self) -> Iterator[Saved]:
        """All games with their moves, the oldest first, as they were at one moment."""
        heads, tails = f"{GAMES} ORDER BY {self.AGE}", f"SELECT game, {MOVE} FROM moves ORDER BY game, ply"
        games, moves = self._read(lambda: (self._run(heads), self._run(tails)))
        kept = {game: tuple(Kept(*move[1:]) for move in own) for game, own in groupby(moves, itemgetter(0))}
        yield from [upgrade(saved_of(row, kept.get(row[0], ()))) for row in games]

    def endings(self, scenario: str) -> set[str]:
        """The ids of the endings that finished games of a scenario have reached."""
        reached = "SELECT DISTINCT ending FROM games WHERE scenario = ? AND ending <> ''"
        return {ending for (ending,) in self._read(lambda: self._run(reached, (scenario,)))}

    def check(self) -> list[str]:
        """What is wrong with the database and its tables, a line each."""
        return self._read(self._faults)

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines. Gives how many."""
        return jsonl.write(self.every(), out)

    # within

    def _faults(self) -> list[str]:
        found = self._damage()
        for table, column in (("moves", "game"), ("games", "parent")):
            orphans = (
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM games AS owner WHERE owner.id = {table}.{column})"
            )
            found += [f"a row of the table {table} belongs to no game" for _ in self._run(orphans)]
        gaps = "SELECT game FROM moves GROUP BY game HAVING COUNT(*) <> MAX(ply) + 1 OR MIN(ply) <> 0"
        return found + [f"game {game}: a move is missing" for (game,) in self._run(gaps)]

    def _now(self) -> str:
        return self._clock() if self._clock else str(self._run(f"SELECT {self.NOW}")[0][0])

    def _demand(self, game: str) -> int:
        """How many moves a game has; a StoreError if there is no such game."""
        rows = self._run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            raise unknown(game)
        return saved_of(rows[0]).plies

    def _find(self, game: str) -> Saved | None:
        rows = self._run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            return None
        moves = self._run(f"SELECT {MOVE} FROM moves WHERE game = ? ORDER BY ply", (game,))
        return upgrade(saved_of(rows[0], tuple(map(Kept._make, moves))))

    def _new_id(self) -> str:
        for length in range(4, 64):
            made = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(length))
            if not self._run("SELECT 1 FROM games WHERE id = ?", (made,)):
                return made
        raise StoreError("the store is full of games")  # pragma: no cover - never in this world

    def _insert(self, *games: Saved) -> None:
        self._run_many(
            "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?)", map(values, games)
        )
        self._run_many(
            "INSERT INTO moves VALUES (?, ?, ?, ?, ?)",
            (
                (one.id, ply, move.key, move.words, move.at)
                for one in games
                for ply, move in enumerate(one.moves)
            ),
        )
