"""``/check``: test whether a class can be held over this network. No code, no seat, nothing saved."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable

from aiohttp import web

from game.classroom.tokens import draw_secret
from game.classroom.web.connection import Connection, SocketConnection
from game.classroom.web.guard import give, same_origin
from game.classroom.web.messages import BUSY, MESSAGE_LIMIT, REFUSED, Ping, pong
from game.classroom.web.poll import Polls

MINUTE, SHORTEST = 60, 2
"""So many seconds a connection is held; for tests it may be shorter."""
_HARD_LIMIT = 90.0
"""Seconds after which a connection of this page ends in any case."""
_PINGS = 200
"""So many questions are answered on one connection."""
_FROM_ONE, _FROM_ALL = 20, 200
"""So many connections from one address, and from all, at the same time: a school may have one address."""
_COOKIE = "frank_check"


class Check:
    """The page that tests the network, and what it talks to."""

    def __init__(self, page: Callable[..., web.Response], polls: Polls) -> None:
        """The check of one server.

        Args:
            page: draws a template.
            polls: where connections without a WebSocket are.
        """
        self._page, self._polls = page, polls
        self._from: Counter[str] = Counter()
        self._running: set[Connection] = set()

    def routes(self) -> list[web.RouteDef]:
        """What it answers."""
        return [
            web.get("/check", self._check),
            web.get("/check/cookie", self._kept),
            web.get("/check/ws", self._socket),
            web.post("/check/poll", self._open),
            web.post("/check/poll/{id}/{act:take|say|leave}", self._act),
        ]

    async def close(self) -> None:
        """End all tests that run."""
        for one in list(self._running):
            await one.close(1001)

    async def _check(self, request: web.Request) -> web.Response:
        asked = request.query.get("seconds", "")
        seconds = int(asked) if re.fullmatch(r"[0-9]{1,3}", asked) else MINUTE
        seconds = max(SHORTEST, min(MINUTE, seconds))
        page = self._page("check.html", seconds=seconds, pause=min(5, seconds / 4))
        give(page, _COOKIE, draw_secret(), "/check", request)
        return page

    async def _kept(self, request: web.Request) -> web.Response:
        """Whether the cookie of the page came back."""
        kept = "yes" if request.cookies.get(_COOKIE) else "no"
        return web.Response(text=kept, headers={"Cache-Control": "no-store"})

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not same_origin(request):
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(max_msg_size=MESSAGE_LIMIT)
        await socket.prepare(request)
        await self._echo(SocketConnection(socket), request.remote or "")
        return socket

    def _key(self, request: web.Request) -> str:
        cookie = request.cookies.get(_COOKIE, "")[:64]
        if not cookie:
            raise web.HTTPForbidden
        return f"check {cookie}"

    async def _open(self, request: web.Request) -> web.Response:
        key, remote = self._key(request), request.remote or ""
        if not self._free(remote):
            return web.json_response({"closed": BUSY}, status=429)
        return self._polls.open(key, lambda connection: self._echo(connection, remote))

    async def _act(self, request: web.Request) -> web.Response:
        return await self._polls.act(request, self._key(request), elsewhere=False)

    def _free(self, remote: str) -> bool:
        return self._from[remote] < _FROM_ONE and self._from.total() < _FROM_ALL

    async def _echo(self, connection: Connection, remote: str) -> None:
        """Answer pings, for a while."""
        if not self._free(remote):
            await connection.close(BUSY)
            return
        self._from[remote] += 1
        self._running.add(connection)
        try:
            async with asyncio.timeout(_HARD_LIMIT):
                await _answer(connection)
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self._running.discard(connection)
            self._from -= Counter([remote])  # which forgets an address that has none left
        await connection.close()


async def _answer(connection: Connection) -> None:
    answered = 0
    async for said in connection.messages():
        if not isinstance(said, Ping):
            await connection.close(REFUSED)
            return
        await connection.send_json(pong(said))
        answered += 1
        if answered >= _PINGS:
            return
