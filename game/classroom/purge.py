"""Delete saved classes: old rooms with everything that happened in them, and their games."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from game.classroom.register import Register
from game.store import Store, StoreError

DAY = 86_400.0


class Purged(NamedTuple):
    """How much was deleted, or would be."""

    rooms: int
    games: int


def purge(store: Store, register: Register, before: float, *, really: bool = True) -> Purged:
    """Delete the rooms that were last open before a time.

    Games that were played without a class stay.

    Args:
        store: where the games are kept.
        register: where the rooms are kept.
        before: seconds of the epoch.
        really: False only counts.

    Raises:
        StoreError: something cannot be read or deleted; what was deleted before stays deleted.
    """
    old = [room for room in register.rooms() if room.alive < before]
    games = 0
    for room in old:
        of_room = register.games(room.id)
        games += len(of_room)
        if really:
            for game in of_room:
                with suppress(StoreError):  # it may have been deleted by hand
                    store.delete(game)
            register.forget(room.id)
    if really and old:
        store.vacuum()
    return Purged(len(old), games)
