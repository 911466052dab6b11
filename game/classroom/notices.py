"""Notices to everyone who listens to a table, besides the moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.match.session import Entry


class Notice:
    """Something that happened at a table besides a move: the screens look at the table again."""


@dataclass(frozen=True)
class Told(Notice):
    """Something was said to all at the table."""

    who: str
    text: str


@dataclass(frozen=True)
class Within(Notice):
    """Something happened within a delegation: nobody else hears of it."""

    side: int
    text: str = ""
    """For a line of the channel, who said what."""


class Ticked(Notice):
    """The clock shows another time; nothing else changed."""


class Rewound(Notice):
    """There is another match now: moves were taken back, or the table has another server."""


Listener = Callable[[Entry | Notice], None]
"""What is told of each move after it was kept, and of each notice."""
