"""The messages between a browser and the server, over any connection. Pure Python."""

from __future__ import annotations

import json
from typing import NamedTuple

MESSAGE_LIMIT = 16_384
"""How many bytes a message of a browser may have; a paste of a whole speech has fewer."""
WIDTHS, HEIGHTS = (20, 400), (8, 200)

ELSEWHERE = 4001
"""The code with which a connection is closed when its seat was opened in another place."""
REFUSED = 4002
"""The code with which a connection is closed that sent what no page of ours sends."""
BUSY = 4003
"""The code with which a test of the network is closed, because too many run."""
GONE = 1006
"""The code of a connection that is lost: nobody said why."""


class Typed(NamedTuple):
    """Keys and clicks, as a terminal sends them."""

    text: str


class Resized(NamedTuple):
    """The window has another size, in cells."""

    width: int
    height: int


class Ping(NamedTuple):
    """Somebody asks whether the other end is there."""

    stamp: int | float | str


class Nothing(NamedTuple):
    """What needs no answer: a seat that lost the focus is drawn as before."""


Said = Typed | Resized | Ping | Nothing


def understood(text: str) -> Said | None:
    """What a browser says; None if no page of ours says such a thing."""
    try:
        kind, *rest = json.loads(text)
        match kind, rest:
            case "stdin", [str(typed)]:
                return Typed(typed)
            case "resize", [{"width": int(width), "height": int(height)}]:
                return Resized(*within(width, height))
            case "ping", [int() | float() | str() as stamp]:
                return Ping(stamp[:40] if isinstance(stamp, str) else stamp)
            case (("focus" | "blur"), _):
                return Nothing()
    except (ValueError, TypeError, RecursionError):
        pass
    return None


def pong(ping: Ping) -> list[object]:
    """The answer to a ping."""
    return ["pong", ping.stamp]


def within(width: int, height: int) -> tuple[int, int]:
    """The nearest size that can be drawn."""
    return _between(width, WIDTHS), _between(height, HEIGHTS)


def _between(value: int, limits: tuple[int, int]) -> int:
    return max(limits[0], min(limits[1], value))
