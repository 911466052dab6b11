"""A whole lesson: scripted seats and three real browsers, a clock that runs fast, a server that is killed twice.

``FRANK_CLASS_SEATS=30 FRANK_CLASS_SPEED=20`` plays it with a class; what runs in CI is smaller and faster.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path

from aiohttp import ClientError, ClientSession, CookieJar
from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PageError
from playwright.async_api import Page

from game.classroom.hosting import open_register
from game.classroom.journal import Journal
from game.cli import main
from game.store import open_store
from tests.classroom.pages import in_a_browser, join, ready
from tests.classroom.seats import DOWN, ENTER, ESCAPE, Browser, start, until

SEATS = int(os.environ.get("FRANK_CLASS_SEATS", "6"))
SPEED = float(os.environ.get("FRANK_CLASS_SPEED", "60"))
TABLES = max(2, SEATS // 5)
_WORDS = ("two-days-in-beijing", "--tables", str(TABLES), "--seed", "7", "--turn", "60", "--lesson", "45")
_KEYS = (*([ENTER] * 12), DOWN, DOWN, ESCAPE, "d", "t", "b", "r", "o", "k", "y")
"""What a seat presses that does not read what it sees: mostly enter, which goes a step on everywhere."""


async def _press(seat: Browser, chance: random.Random) -> None:
    """Press keys until the socket is gone."""
    while True:
        try:
            await seat.type(chance.choice(_KEYS))
        except (ConnectionError, ClientError, AssertionError):
            return
        await asyncio.sleep(chance.uniform(0.1, 0.4))


async def _press_in(page: Page, chance: random.Random) -> None:
    names = {ENTER: "Enter", DOWN: "ArrowDown", ESCAPE: "Escape"}
    while True:
        key = chance.choice(_KEYS)
        with suppress(PageError):
            await page.keyboard.press(names.get(key, key))
        await asyncio.sleep(chance.uniform(0.2, 0.5))


def _journals(place: Path) -> list[Journal]:
    """What is on the disk of each table besides its moves, which must be without a gap."""
    store = open_store(f"sqlite:///{place / 'games.sqlite'}")
    register = open_register(store)
    found = []
    for number in range(TABLES):
        journal = Journal()
        for event in register.events(1, number):
            journal.take(event)
        found.append(journal)
    store.close()
    return found


def _over(place: Path) -> bool:
    store = open_store(f"sqlite:///{place / 'games.sqlite'}")
    games = store.games()
    store.close()
    return all(game.ending for game in games)


def _moves(place: Path) -> list[list[str]]:
    store = open_store(f"sqlite:///{place / 'games.sqlite'}")
    found = [[move.key for move in game.moves] for game in store.every()]
    store.close()
    return found


async def _come_back(seats: list[Browser], path: str, size: tuple[int, int]) -> None:
    async def one(seat: Browser) -> None:
        for _ in range(400):
            try:
                await seat.attach(path, size)
            except (ClientError, OSError):
                await asyncio.sleep(0.05)
            else:
                return
        raise AssertionError("nobody could come back")

    await asyncio.gather(*(one(seat) for seat in seats))


@in_a_browser
async def test_a_whole_lesson_with_a_server_that_is_killed_twice(tmp_path: Path, browser: Chromium) -> None:
    chance = random.Random(11)
    speed = ("--speed", str(SPEED))
    process, code, link = await start(tmp_path, *_WORDS, *speed, "--port", "0")
    address = link.partition("/facilitator")[0]
    port = address.rpartition(":")[2]
    students = [Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in range(SEATS)]
    pages: list[Page] = []
    noise: list[str] = []

    async def heard(what: Process) -> None:
        assert what.stderr is not None
        noise.append((await what.stderr.read()).decode())

    listening = [asyncio.create_task(heard(process))]
    try:
        for number, student in enumerate(students):
            assert await student.join(code, f"S{number}") == 303
        await _come_back(students, "/seat/ws", (80, 24))
        await until(lambda: all("Your brief" in one.text for one in students), 4000)
        for number in range(2):
            page = await (await browser.new_context()).new_page()
            await join(page, address, code, f"Page {number}")
            pages.append(page)
        teacher = await (await browser.new_context()).new_page()
        await teacher.goto(link)
        pages.append(teacher)
        for page in pages:
            await ready(page)
        await teacher.keyboard.press("x")
        await teacher.keyboard.press("s")
        await until(lambda: all(one.clock.running for one in _journals(tmp_path)))
        before: list[list[str]] = [[] for _ in range(TABLES)]
        for kill in range(3):
            pressing = [asyncio.create_task(_press(one, random.Random(kill))) for one in students]
            pressing += [asyncio.create_task(_press_in(page, chance)) for page in pages[:2]]
            goal = sum(map(len, before)) + (4 * TABLES if kill < 2 else 0)
            await until(
                lambda goal=goal, kill=kill: (  # type: ignore[misc]
                    _over(tmp_path) if kill == 2 else sum(map(len, _moves(tmp_path))) >= goal
                ),
                20_000,
            )
            if kill < 2:
                process.send_signal(signal.SIGKILL)
                await process.wait()
            for task in pressing:
                task.cancel()
            await asyncio.gather(*pressing, return_exceptions=True)
            after = _moves(tmp_path)
            for old, new in zip(before, after, strict=True):
                assert new[: len(old)] == old, "nothing is lost, nothing comes twice"
            before = after
            if kill < 2:
                for one in students:
                    with suppress(ConnectionError):
                        await one.leave()
                process, again, _ = await start(tmp_path, "--resume", *speed, "--port", port)
                listening.append(asyncio.create_task(heard(process)))
                assert again == code
                await _come_back(students, "/seat/ws", (80, 24))
                await until(lambda: all(one.clock.running for one in _journals(tmp_path)), 4000)
        for one in students:
            one.received.clear()
        await until(lambda: all(one.opened for one in _journals(tmp_path)), 4000)
        await pages[0].screenshot(path=str(tmp_path / "seat.png"))
        assert all(one.clock.played(one.events[-1].at) <= 30 * 60 for one in _journals(tmp_path))
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        await asyncio.gather(*listening)
        for one in students:
            await one.session.close()
    assert not [line for line in "\n".join(noise).splitlines() if "Traceback" in line or "Error" in line], (
        noise
    )
    assert main(["store", "check", "--store", f"sqlite:///{tmp_path / 'games.sqlite'}"]) == 0
