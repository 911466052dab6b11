"""A seat's unsent text: notes, and the sentence of a move. It survives a restart of the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.classroom.table import Seat
from game.classroom.room import Room

SAVE_AFTER = 1.5
"""Seconds after a key until what is half written is kept: a server that dies takes so much of it along."""


def read(seat: Seat) -> dict[str, str]:
    """What is half written at a seat, by what it is."""
    try:
        kept = json.loads(seat.scratch or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def write(room: Room, seat: Seat, **what: str) -> None:
    """Keep something that is half written at a seat; the rest stays."""
    room.keep_scratch(seat, json.dumps(read(seat) | what))
