"""Who draws first, when several have something to draw."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

from game.classroom.draw_queue import Pace
from tests.classroom.seats import a_class, until

Some = list[App[None]]


@asynccontextmanager
async def _apps(many: int) -> AsyncIterator[Some]:
    """Apps that run beside each other, as in a class."""
    apps: Some = [App() for _ in range(many)]
    running = [asyncio.create_task(app.run_async(headless=True, size=(20, 5))) for app in apps]
    await until(lambda: all(app.is_running and app.screen.is_mounted for app in apps))
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
    monkeypatch.setattr("game.classroom.draw_queue.MOST", 60)


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


@asynccontextmanager
async def _a_key_is_pressed() -> AsyncIterator[tuple[Callable[[], None], list[str]]]:
    """Somebody has pressed a key when another has something to show; gives what answers the key, and what is shown."""
    async with _apps(2) as (first, second):
        pace = Pace()
        seen: list[str] = []
        pace.pressed(first)
        _show(pace, second, partial(seen.append, "shown"))
        yield partial(pace.drawn, first), seen


@pytest.mark.usefixtures("patient")
async def test_a_key_comes_before_what_others_have_to_show() -> None:
    async with _a_key_is_pressed() as (answer, seen):
        for _ in range(3):
            await asyncio.sleep(0)
        assert not seen
        answer()
        await until(lambda: bool(seen))


async def test_a_key_that_changes_nothing_keeps_nobody_waiting_for_ever() -> None:
    async with _a_key_is_pressed() as (_, seen):
        await until(lambda: bool(seen))


@pytest.mark.usefixtures("patient")
async def test_a_mouse_that_moves_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        one, seat = await room.student("Ann", 0)
        other, same = await room.student("Bo", 1)
        for browser, place in ((one, seat), (other, same)):
            await room.back_to_the_table(browser, place)
        for column in range(10, 14):
            await one.type(f"\x1b[<35;{column};10M\x1b[<35;{column};11M")
        await until(lambda: seat.present)
        room.room.tables[0].advance()
        await until(lambda: " open, " in other.text)


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
