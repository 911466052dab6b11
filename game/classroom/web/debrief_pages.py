"""Pages for the end of a lesson, for the teacher only: all tables side by side, and the records."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from game.classroom import compare, report
from game.classroom.clock import shown
from game.classroom.room import Room


def comparison(room: Room) -> dict[str, Any]:
    """What the page says that shows all tables side by side.

    Raises:
        StoreError: the register cannot be read.
    """
    game = room.tables[0].match.session.game
    columns = compare.columns(room)
    lefts = [
        left
        for table in room.tables
        if (left := table.journal.clock.lesson_left(room.settings.plan, room.now())) is not None
    ]
    return {
        "title": game.scenario.title,
        "columns": columns,
        "scored": compare.cloud(columns),
        "sides": [side.name for side in game.sides],
        "answers": compare.answers(room),
        "least": compare.LEAST_ANSWERS,
        "left": shown(min(lefts)) if lefts else "",
    }


async def archive(room: Room) -> web.Response:
    """The records as a file to save.

    Raises:
        StoreError: they cannot be read.
    """
    packed = await asyncio.to_thread(report.archive(room))
    name = f"frank-exchange-{room.code}.zip"
    return web.Response(
        body=packed,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
