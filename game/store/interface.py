"""The interface of a store, whichever database is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TextIO

from game.store.saved import Saved

TimeSource = Callable[[], str]
"""Returns the current time as text that sorts."""


class Imported(NamedTuple):
    """The result of an import."""

    added: tuple[str, ...]
    """The ids of the new games in this store."""
    known: int
    """The number of games that were here already, as long or longer; they were not changed."""


class Store(Protocol):
    """Games, each an append-only list of moves.

    Every method raises :class:`~game.store.saved.StoreError`, with one line for the player, when it fails;
    it then changes nothing. Use a store from one thread at a time; several processes may share one.
    """

    @property
    def place(self) -> str:
        """The file or server that holds the games, for a message."""
        ...

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
        ...

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
        ...

    def games(self) -> list[Saved]:
        """Return all games without their moves, the oldest first."""
        ...

    def load(self, game: str) -> Saved:
        """Return a game with its moves, in the present format."""
        ...

    def every(self) -> Iterable[Saved]:
        """Return all games with their moves, the oldest first, as they were at one moment."""
        ...

    def rename(self, game: str, name: str) -> None:
        """Name a game; an empty name removes the old one."""
        ...

    def delete(self, game: str) -> None:
        """Delete a game, but not its branches."""
        ...

    def endings(self, scenario: str) -> set[str]:
        """Return the ids of the endings that finished games of a scenario have reached."""
        ...

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines and return how many there are."""
        ...

    def import_(self, lines: TextIO) -> Imported:
        """Import what :meth:`export` wrote: all of it or, after an error, none of it.

        A game that is here already stays as it is; a different game with the same id gets a new id.
        """
        ...

    def vacuum(self) -> None:
        """Reclaim the disk space of deleted games."""
        ...

    def check(self) -> list[str]:
        """Return the faults of the store itself, one line each; it does not replay the games."""
        ...

    def close(self) -> None:
        """Close the store."""
        ...
