"""The people in a room, and the roles in a delegation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

WATCHING = -1
"""In place of a side: somebody who watches."""

ROLES = {
    "head": "head of delegation",
    "legal": "legal adviser",
    "economist": "economist",
    "press": "press officer",
    "member": "member",
}
"""The roles in a delegation, in the order in which they are given."""
WATCHERS = {"observer": "observer", "reporter": "reporter"}
"""The roles of who watches."""
ROLE_NAMES = ROLES | WATCHERS


@dataclass(eq=False)
class Person:
    """Somebody in a room, wherever they sit.

    Attributes:
        present: whether a browser shows it now.
        since: since when it does or does not, in seconds of the epoch.
        hand: whether the hand is raised.
        moved: called when the seat has gone to another table, another side, or nowhere.
    """

    id: int
    side: int
    role: str
    name: str
    secret: str
    """The hash of the seat's secret."""
    device: str = ""
    gone: str = ""
    scratch: str = ""
    present: bool = False
    since: float = 0
    hand: bool = False
    moved: Callable[[], None] | None = None

    @property
    def watches(self) -> bool:
        """Whether it belongs to no delegation."""
        return self.side == WATCHING

    @property
    def title(self) -> str:
        """Name and role."""
        return f"{self.name} ({ROLE_NAMES[self.role]})"


PersonT = TypeVar("PersonT", bound=Person)


def next_role(members: Sequence[Person]) -> str:
    """The role for somebody who comes to a delegation: the first that nobody has."""
    taken = {seat.role for seat in members}
    return next((role for role in ROLES if role not in taken), "member")


def head_of(members: Sequence[PersonT]) -> PersonT | None:
    """The head of a delegation."""
    return next((seat for seat in members if seat.role == "head"), None)
