"""The people in a room, and the roles in a delegation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
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


_BLANK = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Characters that are drawn as nothing although Unicode counts them as letters, marks or signs."""
_RESERVED = frozenset({"the teacher", "teacher", "facilitator", "news"})
"""Names that no student may have, in the form of :func:`folded`: messages at a table are signed with them."""


def visible(name: str) -> str:
    """Return what people see of a name: without characters that are drawn as nothing."""
    shown = "".join(
        sign for sign in _BLANK.sub("", name) if unicodedata.category(sign) not in ("Cf", "Cn", "Co")
    )
    return " ".join(shown.split())


def folded(name: str) -> str:
    """Return a name as people compare it: one width, one form of each letter, no capitals."""
    return unicodedata.normalize("NFKC", visible(name)).casefold()


def name_for(wish: str, taken: Iterable[str], draw: Callable[[], str]) -> str:
    """Return the name somebody is called by.

    Args:
        wish: what they typed, on one line.
        taken: the names of everybody in the room. The second Maria is called Maria 2.
        draw: draws a code name, for who typed nothing that is seen, or the name of the teacher.
    """
    wish, known = visible(wish), {folded(name) for name in taken}
    if not wish or folded(wish) in _RESERVED:
        return draw()
    name, number = wish, 1
    while folded(name) in known:
        number += 1
        name = f"{wish} {number}"
    return name


def next_role(members: Sequence[Person]) -> str:
    """The role for somebody who comes to a delegation: the first that nobody has."""
    taken = {seat.role for seat in members}
    return next((role for role in ROLES if role not in taken), "member")


def head_of(members: Sequence[PersonT]) -> PersonT | None:
    """The head of a delegation."""
    return next((seat for seat in members if seat.role == "head"), None)
