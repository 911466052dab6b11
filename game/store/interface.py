"""What a store does, whichever database is behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TextIO

from game.store.saved import Saved

Clock = Callable[[], str]
"""Gives the time now, as text that sorts."""


class Imported(NamedTuple):
    """What an import did."""

    added: tuple[str, ...]
    """The ids that the new games have here."""
    known: int
    """Games that were here already, as long or longer; they were left alone."""


class Store(Protocol):
    """Games, each an append-only list of moves.

    Every method raises :class:`~game.store.saved.StoreError`, with one line for the player, when the
    store cannot do it; nothing is half done then. A store is used by one thread at a time; several processes
    may use one store.
    """

    @property
    def place(self) -> str:
        """Where the games are, for a message."""
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
        """Begin a game.

        Args:
            scenario: the scenario's id.
            digest: its content hash, :func:`game.store.digest.content_hash`.
            seed: of the game.
            personas: by side; ``person`` or a computer's.
            path: the scenario's file; empty for a shipped one.
            name: given by the player.
            parent: for a branch: the game it leaves, and how many moves they share.
            moves: key and words of the first moves, kept together with the game or not at all.
            ending: the ending's id if the last of them ended the game.

        Returns:
            The game's id: short, and easy to type.
        """
        ...

    def append(self, game: str, ply: int, key: str, words: str = "", *, ending: str = "") -> None:
        """Keep a move; it is on the disk when this returns.

        Args:
            game: the game's id.
            ply: the move's place, from 0; the next one, or the store refuses: what is kept stays as it is.
            key: the move's stable text.
            words: the player's own words, cleaned.
            ending: the ending's id if the move ended the game; kept together with the move. It is a cache:
                a replay gives it too, and ``frank store check`` compares.
        """
        ...

    def games(self) -> list[Saved]:
        """All games without their moves, the oldest first."""
        ...

    def load(self, game: str) -> Saved:
        """A game with its moves, in the present format."""
        ...

    def every(self) -> Iterable[Saved]:
        """All games with their moves, the oldest first, as they were at one moment."""
        ...

    def rename(self, game: str, name: str) -> None:
        """Give a game a name; an empty one takes it away."""
        ...

    def delete(self, game: str) -> None:
        """Delete a game. Its branches stay."""
        ...

    def endings(self, scenario: str) -> set[str]:
        """The ids of the endings that finished games of a scenario have reached."""
        ...

    def export(self, out: TextIO) -> int:
        """Write all games as JSON lines. Gives how many."""
        ...

    def import_(self, lines: TextIO) -> Imported:
        """Read what :meth:`export` wrote: all of it or, at the first fault, nothing.

        A game that is here already is left alone; another game of the same id gets a new one.
        """
        ...

    def vacuum(self) -> None:
        """Give the disk back what deleted games took."""
        ...

    def check(self) -> list[str]:
        """What is wrong with the store itself, a line each. Replaying the games is the caller's."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
