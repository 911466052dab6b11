"""Draw the apps of a class one after the other, starting with whoever pressed a key.

All seats are drawn by one core. When something happens at a table, five of them have it to show. If all began at
once, each key that anybody presses meanwhile would have to wait for all five.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.screen import Screen

from game.screens.textual_private import running_app

MOST = 0.2
"""Seconds for which others wait for a seat that is being drawn, or for a key that is not answered; and no longer."""


class Pace:
    """A line of screens that have something to show."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[App[Any], Screen[Any], Callable[[], None]]] = deque()
        self._running: asyncio.Task[None] | None = None
        self._pressed: set[App[Any]] = set()
        self._answered = asyncio.Event()

    def show(self, screen: Screen[Any], what: Callable[[], None]) -> None:
        """Let a screen show something as soon as it is its turn; whoever did it sees it at once.

        Args:
            screen: the screen, of any app of this process.
            what: shows it; called within the app of the screen.
        """
        app = screen.parent
        if not isinstance(app, App) or app is running_app():
            screen.call_later(what)
            return
        self._waiting.append((app, screen, what))
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._run())

    def pressed(self, app: App[Any]) -> None:
        """Somebody has pressed a key: what the others have to show waits until it is answered."""
        self._pressed.add(app)

    def drawn(self, app: App[Any]) -> None:
        """An app has drawn something."""
        self._pressed.discard(app)
        if not self._pressed:
            self._answered.set()

    async def _run(self) -> None:
        while self._waiting:
            if self._pressed:
                self._answered.clear()
                await _at_most(self._answered)
                self._pressed.clear()  # a key that changes nothing is never answered
            app, screen, what = self._waiting.popleft()
            if screen.is_attached:
                await _shown(app, screen, what)


async def _shown(app: App[Any], screen: Screen[Any], what: Callable[[], None]) -> None:
    """Show something, and wait until it is drawn."""
    drawn = asyncio.Event()

    def show() -> None:
        what()
        app.screen.call_after_refresh(drawn.set)

    if screen.call_later(show):
        await _at_most(drawn)


async def _at_most(event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(MOST):
            await event.wait()
