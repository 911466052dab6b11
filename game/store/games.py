"""The repository of games: each an append-only list of moves."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TextIO

from game.scenario.text import one_line
from game.store import jsonl
from game.store.database import Database
from game.store.faults import RefusedError
from game.store.rows import GAMES, row_of, saved_of, unknown_game
from game.store.saved import MOST_SEED, NAME_LIMIT, Saved, SavedMove, StoreError, upgrade

_LETTERS, _SIGNS = "abcdefghjkmnpqrstvwxyz", "abcdefghjkmnpqrstvwxyz23456789"
"""The first character of an id, and the others: none that looks like another."""
_TRIES = 5

MOVE = "key, words, at"
"""The columns of a :class:`~game.store.saved.SavedMove` move."""

TimeSource = Callable[[], str]
"""Returns the current time as text that sorts."""


class Imported(NamedTuple):
    """The result of an import."""

    added: tuple[str, ...]
    """The ids of the new games in this store."""
    known: int
    """The number of games that were here already, as long or longer; they were not changed."""


class Store:
    """Games, each an append-only list of moves.

    Every method raises :class:`~game.store.saved.StoreError`, with one line for the player, when it fails;
    it then changes nothing. Use a store from one thread at a time; several processes may share one. The
    tables themselves refuse a move that is not the next one of its game, and any change to a move.
    """

    def __init__(self, database: Database, clock: TimeSource | None = None) -> None:
        """The games in a database.

        Args:
            database: of the present version; :meth:`close` closes it.
            clock: returns the current time; the database's clock if None.
        """
        self.database = database
        self._clock = clock

    @property
    def place(self) -> str:
        """The file or server that holds the games, for a message."""
        return self.database.place

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def vacuum(self) -> None:
        """Reclaim the disk space of deleted games."""
        self.database.vacuum()

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
        """Save a new game.

        Args:
            scenario: the scenario's id.
            digest: the scenario's content hash, :func:`game.store.digest.content_hash`.
            seed: the game's seed.
            personas: who plays each side: ``person`` or the name of a persona.
            path: the scenario's file; empty for a shipped scenario.
            name: the player's name for the game.
            parent: for a branch, the id of the game it leaves and the number of moves they share.
            moves: key and words of the first moves, saved together with the game or not at all.
            ending: the ending's id if the last of these moves ended the game.

        Returns:
            The game's id: short, and easy to type.
        """
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
            game = self.database.read(self._new_id)
            try:
                self.database.write(insert, saved)
                break
            except RefusedError:  # another process took the id, or deleted the parent, at this moment
                if not left:
                    raise
        return game

    def append(self, game: str, ply: int, key: str, words: str = "", *, ending: str = "") -> None:
        """Save a move; it is on disk when this returns.

        Args:
            game: the game's id.
            ply: the move's index, from 0. It must be the next one: saved moves never change.
            key: the move's stable text.
            words: the player's own words, cleaned.
            ending: the ending's id if the move ended the game; saved together with the move. It is a cache:
                a replay yields it too, and ``frank store check`` compares them.
        """
        at = self._clock() if self._clock else None

        def insert() -> None:
            self.database.run(
                f"INSERT INTO moves VALUES (?, ?, ?, ?, COALESCE(?, {self.database.NOW}))",
                (game, ply, key, words, at),
            )
            if ending:
                self.database.run("UPDATE games SET ending = ? WHERE id = ?", (ending, game))

        def saved() -> bool:
            rows = self.database.run("SELECT key, words FROM moves WHERE game = ? AND ply = ?", (game, ply))
            return rows == [(key, words)]

        try:
            self.database.write(insert, saved)
        except RefusedError as error:
            if self.database.writing:  # the transaction is lost; whoever began it decides
                raise
            moves = self.database.read(lambda: self._count_moves(game))
            reason = "is saved already" if 0 <= ply < moves else "is not the next one"
            raise RefusedError(f"move {ply + 1} of game {game} {reason}: the game has {moves}") from error

    def rename(self, game: str, name: str) -> None:
        """Name a game; an empty name removes the old one."""
        cut = one_line(name, NAME_LIMIT)

        def update() -> None:
            self._count_moves(game)
            self.database.run("UPDATE games SET name = ? WHERE id = ?", (cut, game))

        self.database.write(update)

    def delete(self, game: str) -> None:
        """Delete a game, but not its branches."""

        def remove() -> None:
            self._count_moves(game)
            self.database.run("DELETE FROM games WHERE id = ?", (game,))

        self.database.write(remove, lambda: self._find(game) is None)

    def import_(self, lines: TextIO) -> Imported:
        """Import what :meth:`export` wrote: all of it or, after an error, none of it.

        A game that is here already stays as it is; a different game with the same id gets a new id.
        """
        games = jsonl.read(lines)
        plan = jsonl.ImportPlan([], 0)

        def insert() -> None:
            nonlocal plan
            self.database.lock("games")
            plan = jsonl.plan_import(games, self._find, self._new_id)
            self._insert(*plan.new)

        self.database.write(
            insert, lambda: bool(plan.new) and all(self._find(saved.id) for saved in plan.new)
        )
        return Imported(tuple(saved.id for saved in plan.new), plan.known)

    # reading

    def games(self) -> list[Saved]:
        """Return all games without their moves, the oldest first."""
        return [
            saved_of(row)
            for row in self.database.read(lambda: self.database.run(f"{GAMES} ORDER BY {self.database.AGE}"))
        ]

    def load(self, game: str) -> Saved:
        """Return a game with its moves, in the present format."""
        saved = self.database.read(lambda: self._find(game))
        if saved is None:
            raise unknown_game(game)
        return saved

    def every(self) -> Iterator[Saved]:
        """Return all games with their moves, the oldest first, as they were at one moment."""
        heads, tails = (
            f"{GAMES} ORDER BY {self.database.AGE}",
            f"SELECT game, {MOVE} FROM moves ORDER BY game, ply",
        )
        games, moves = self.database.read(lambda: (self.database.run(heads), self.database.run(tails)))
        by_game = {
            game: tuple(SavedMove(*move[1:]) for move in group)
            for game, group in groupby(moves, itemgetter(0))
        }
        yield from [upgrade(saved_of(row, by_game.get(row[0], ()))) for row in games]

    def endings(self, scenario: str) -> set[str]:
        """Return the ids of the endings that finished games of a scenario have reached."""
        reached = "SELECT DISTINCT ending FROM games WHERE scenario = ? AND ending <> ''"
        return {ending for (ending,) in self.database.read(lambda: self.database.run(reached, (scenario,)))}

    def check(self) -> list[str]:
        """Return the faults of the database and its tables, one line each."""
        return self.database.read(self._faults)

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines and return how many there are."""
        return jsonl.write(self.every(), out)

    # within

    def _faults(self) -> list[str]:
        faults = self.database.damage()
        for table, column in (("moves", "game"), ("games", "parent")):
            orphans = (
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM games AS owner WHERE owner.id = {table}.{column})"
            )
            faults += [f"a row of the table {table} belongs to no game" for _ in self.database.run(orphans)]
        gaps = "SELECT game FROM moves GROUP BY game HAVING COUNT(*) <> MAX(ply) + 1 OR MIN(ply) <> 0"
        return faults + [f"game {game}: a move is missing" for (game,) in self.database.run(gaps)]

    def _now(self) -> str:
        return self._clock() if self._clock else str(self.database.run(f"SELECT {self.database.NOW}")[0][0])

    def _count_moves(self, game: str) -> int:
        """Return the number of moves of a game; raise StoreError if there is no such game."""
        rows = self.database.run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            raise unknown_game(game)
        return saved_of(rows[0]).plies

    def _find(self, game: str) -> Saved | None:
        rows = self.database.run(f"{GAMES} WHERE id = ?", (game,))
        if not rows:
            return None
        moves = self.database.run(f"SELECT {MOVE} FROM moves WHERE game = ? ORDER BY ply", (game,))
        return upgrade(saved_of(rows[0], tuple(map(SavedMove._make, moves))))

    def _new_id(self) -> str:
        for length in range(4, 64):
            candidate = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(length))
            if not self.database.run("SELECT 1 FROM games WHERE id = ?", (candidate,)):
                return candidate
        raise StoreError("the store is full of games")  # pragma: no cover - never in this world

    def _insert(self, *games: Saved) -> None:
        self.database.run_many(
            "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?)", map(row_of, games)
        )
        self.database.run_many(
            "INSERT INTO moves VALUES (?, ?, ?, ?, ?)",
            (
                (saved.id, ply, move.key, move.words, move.at)
                for saved in games
                for ply, move in enumerate(saved.moves)
            ),
        )
