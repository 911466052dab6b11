"""The three steps of the menu of moves: an act, what it is about, and its tone or card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from game.narration.menu import Group, MenuEntry


@dataclass(frozen=True)
class Acts:
    """An act is to be chosen."""

    group: Group | None
    """The selected act; None on the line that explains what cannot be said now."""


@dataclass(frozen=True)
class Contents:
    """What the act is about is to be chosen."""

    group: Group
    own_words: bool = False
    """Whether the player will write the words."""


@dataclass(frozen=True)
class Variants:
    """A tone or a card is to be chosen."""

    group: Group
    entry: MenuEntry
    own_words: bool = False
    """Whether the player will write the words."""


Step: TypeAlias = Acts | Contents | Variants
