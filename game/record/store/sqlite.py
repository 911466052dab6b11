"""A store in one SQLite file."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from game.record.store import exchange
from game.record.store.address import prepare, tighten
from game.record.store.faults import explained
from game.record.store.interface import Clock, Imported
from game.record.store.migrations import migrate, upgrade
from game.record.store.opening import look, write_ahead
from game.record.store.rows import GAMES, Row, saved_of, unknown, values
from game.record.store.saved import MOST_SEED, NAME_LIMIT, Kept, Saved, StoreError
from game.scenario.text import one_line

_LETTERS, _SIGNS = "abcdefghjkmnpqrstvwxyz", "abcdefghjkmnpqrstvwxyz23456789"
"""What ids are made of: nothing that looks like something else."""


class SqliteStore:
    """A store in one SQLite file; see :class:`game.record.store.interface.Store`.

    Write-ahead log, ``synchronous=FULL``: a move is on the disk when :meth:`append` returns.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Clock | None) -> None:
        self.path = path
        self._connection = connection
        self._clock = clock

    @classmethod
    def open(
        cls, path: Path, *, ours: bool = False, clock: Clock | None = None, timeout: float = 2.0
    ) -> SqliteStore:
        """Open a file, and make it if there is none.

        Args:
            path: of the file.
            ours: nothing else is in its directory.
            clock: gives the time now; the database's if None.
            timeout: how many seconds a lock is waited for.

        Raises:
            StoreError: there is no usable store there. What is there was not changed.
        """
        prepare(path, ours=ours)
        with explained(str(path)):
            look(path, timeout)
            connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA trusted_schema = OFF")
                migrate(connection)
                write_ahead(connection)
            except BaseException:
                connection.close()
                raise
        tighten(path)
        return cls(path, connection, clock)

    @property
    def place(self) -> str:
        """Where the games are."""
        return str(self.path)

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
        """Begin a game; see :meth:`game.record.store.interface.Store.begin`."""
        if not 0 <= seed <= MOST_SEED:
            raise StoreError(f"a seed is a number from 0 to {MOST_SEED}")
        with self._writing():
            if parent:
                self._demand(parent[0])
            now = self._now()
            saved = Saved(
                id=self._new_id(),
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
            self._insert(saved)
        return saved.id

    def append(self, game: str, ply: int, key: str, words: str = "", *, ending: str = "") -> None:
        """Keep a move; see :meth:`game.record.store.interface.Store.append`."""
        with self._writing():
            try:
                self._connection.execute(
                    "INSERT INTO moves VALUES (?, ?, ?, ?, ?)", (game, ply, key, words, self._now())
                )
            except sqlite3.IntegrityError as error:
                has = self._demand(game)
                what = "is kept already" if 0 <= ply < has else "is not the next one"
                raise StoreError(f"move {ply + 1} of game {game} {what}: the game has {has}") from error
            if ending:
                self._connection.execute("UPDATE games SET ending = ? WHERE id = ?", (ending, game))

    def rename(self, game: str, name: str) -> None:
        """Give a game a name; an empty one takes it away."""
        with self._writing():
            self._demand(game)
            named = one_line(name, NAME_LIMIT)
            self._connection.execute("UPDATE games SET name = ? WHERE id = ?", (named, game))

    def delete(self, game: str) -> None:
        """Delete a game. Its branches stay."""
        with self._writing():
            self._demand(game)
            self._connection.execute("DELETE FROM games WHERE id = ?", (game,))

    def vacuum(self) -> None:
        """Give the disk back what deleted games took."""
        with explained(self.place):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # reading

    def games(self) -> list[Saved]:
        """All games without their moves, the oldest first."""
        with explained(self.place):
            return [saved_of(row) for row in self._connection.execute(f"{GAMES} ORDER BY started, rowid")]

    def load(self, game: str) -> Saved:
        """A game with its moves, in the present format."""
        with self._reading():
            row = self._connection.execute(f"{GAMES} WHERE id = ?", (game,)).fetchone()
            if row is None:
                raise unknown(game)
            return self._with_moves(row)

    def every(self) -> Iterator[Saved]:
        """All games with their moves, the oldest first, as they were at one moment."""
        with self._reading():
            rows = self._connection.execute(f"{GAMES} ORDER BY started, rowid").fetchall()
            games = [self._with_moves(row) for row in rows]
        yield from games

    def endings(self, scenario: str) -> set[str]:
        """The ids of the endings that finished games of a scenario have reached."""
        with explained(self.place):
            rows = self._connection.execute(
                "SELECT DISTINCT ending FROM games WHERE scenario = ? AND ending <> ''", (scenario,)
            )
            return {ending for (ending,) in rows}

    def check(self) -> list[str]:
        """What is wrong with the file and its tables, a line each."""
        found: list[str] = []
        with explained(self.place):
            for (line,) in self._connection.execute("PRAGMA integrity_check"):
                if line != "ok":
                    found.append(f"the file is damaged: {one_line(str(line), 200)}")
            for table, *_ in self._connection.execute("PRAGMA foreign_key_check"):
                found.append(f"a row of the table {table} belongs to no game")
            gaps = "SELECT game FROM moves GROUP BY game HAVING COUNT(*) <> MAX(ply) + 1 OR MIN(ply) <> 0"
            found += [f"game {game}: a move is missing" for (game,) in self._connection.execute(gaps)]
        return found

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines. Gives how many."""
        return exchange.write(self.every(), out)

    def import_(self, lines: TextIO) -> Imported:
        """Read what :meth:`export` wrote: all of it or, at the first fault, nothing."""
        read = exchange.read(lines)
        with self._writing():
            plan = exchange.plan(read, self._find, self._new_id)
            for saved in plan.new:
                self._insert(saved)
        return Imported(tuple(saved.id for saved in plan.new), plan.known)

    def close(self) -> None:
        """Let go of the store."""
        with explained(self.place):
            self._connection.close()

    # within

    @contextmanager
    def _writing(self) -> Iterator[None]:
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        with explained(self.place):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _now(self) -> str:
        if self._clock:
            return self._clock()
        return str(self._connection.execute("SELECT strftime('%Y-%m-%dT%H:%M:%fZ')").fetchone()[0])

    def _demand(self, game: str) -> int:
        """How many moves a game has; a StoreError if there is no such game."""
        found = self._find(game)
        if found is None:
            raise unknown(game)
        return found.plies

    def _find(self, game: str) -> Saved | None:
        row = self._connection.execute(f"{GAMES} WHERE id = ?", (game,)).fetchone()
        return self._with_moves(row) if row else None

    def _with_moves(self, row: Row) -> Saved:
        moves = self._connection.execute(
            "SELECT key, words, at FROM moves WHERE game = ? ORDER BY ply", (row[0],)
        )
        return upgrade(saved_of(row, tuple(map(Kept._make, moves))))

    def _new_id(self) -> str:
        for length in range(4, 64):
            made = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(length))
            if not self._connection.execute("SELECT 1 FROM games WHERE id = ?", (made,)).fetchone():
                return made
        raise StoreError("the store is full of games")  # pragma: no cover - never in this world

    def _insert(self, saved: Saved) -> None:
        self._connection.execute(
            "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, ?, ?, ?, ?)",
            values(saved),
        )
        self._connection.executemany(
            "INSERT INTO moves VALUES (?, ?, ?, ?, ?)",
            ((saved.id, ply, move.key, move.words, move.at) for ply, move in enumerate(saved.moves)),
        )
