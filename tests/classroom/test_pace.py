"""Who draws first, when several have something to draw."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

import pytest
from textual.app import App
from textual.screen import Screen

from game.classroom.pace import Pace
from tests.classroom.seats import until

Some = list[App[None]]


@asynccontextmanager
async def _apps(many: int) -> AsyncIterator[Some]:
    """Apps that run beside each other, as in a class."""
    apps: Some = [App() for _ in range(many)]
    running = [asyncio.create_task(app.run_async(headless=True, size=(20, 5))) for app in apps]
    await until(lambda: all(app._running and app.screen.is_mounted for app in apps))
    try:
        yield apps
    finally:
        for app in apps:
            app.exit()
        await asyncio.gather(*running)


def _show(pace: Pace, app: App[None], what: Callable[[], None]) -> None:
    screen: Screen[object] = app.screen
    pace.show(screen, what)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, nobody is given up."""
    monkeypatch.setattr("game.classroom.pace.MOST", 60)


@pytest.mark.usefixtures("patient")
async def test_one_is_drawn_before_the_next_begins() -> None:
    async with _apps(3) as apps:
        pace = Pace()
        seen: list[tuple[str, int]] = []
        for number, app in enumerate(apps):

            def begin(number: int = number, app: App[None] = app) -> None:
                seen.append(("begins", number))
                app.screen.call_after_refresh(lambda: seen.append(("drawn", number)))

            _show(pace, app, begin)
        await until(lambda: len(seen) == 6)
        assert seen == [(what, number) for number in range(3) for what in ("begins", "drawn")]


@pytest.mark.usefixtures("patient")
async def test_a_key_comes_before_what_others_have_to_show() -> None:
    async with _apps(2) as (first, second):
        pace = Pace()
        seen: list[str] = []
        pace.pressed(first)
        _show(pace, second, partial(seen.append, "shown"))
        for _ in range(3):
            await asyncio.sleep(0)
        assert not seen
        pace.drawn(first)
        await until(lambda: bool(seen))


async def test_a_key_that_changes_nothing_keeps_nobody_waiting_for_ever() -> None:
    async with _apps(2) as (first, second):
        pace = Pace()
        seen: list[str] = []
        pace.pressed(first)
        _show(pace, second, partial(seen.append, "shown"))
        await until(lambda: bool(seen))


async def test_a_screen_that_is_gone_keeps_nobody_waiting() -> None:
    async with _apps(2) as (first, second):
        pace = Pace()
        seen: list[str] = []
        gone: Screen[object] = Screen()
        await first.push_screen(gone)
        await first.pop_screen()
        await until(lambda: not gone.is_attached)
        pace.show(gone, partial(seen.append, "gone"))
        _show(pace, second, partial(seen.append, "shown"))
        await until(lambda: "shown" in seen)
        assert seen == ["shown"]
