"""Somebody's page in a real browser."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from game.classroom.table import Seat
from tests.classroom.seats import Class, until

in_a_browser = pytest.mark.asyncio(loop_scope="session")
"""Marks a test that uses the browser: both run in one event loop, which lasts as long as the browser."""


async def open_page(browser: Browser, faults: list[str], width: int = 1000, height: int = 640) -> Page:
    """A page of its own, with nothing in common with others.

    Args:
        browser: which opens it.
        faults: gets what goes wrong on it, and what it asks from elsewhere.
        width: in pixels.
        height: in pixels.
    """
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None
    )
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else faults.append(asked.url))
    return page


async def join(page: Page, address: str, code: str, name: str) -> None:
    """Take a seat as a student does."""
    await page.goto(f"{address}/?code={code}")
    await page.fill("[name=name]", name)
    await page.click("button")
    await page.wait_for_url("**/seat*")


async def ready(page: Page) -> None:
    """Wait until the terminal is drawn on a page, and let it have the keys."""
    await page.wait_for_selector("body.-loaded .xterm-helper-textarea", state="attached")
    await page.focus(".xterm-helper-textarea")


async def sit(page: Page, room: Class, name: str) -> Seat:
    """Take a seat and look at it."""
    await join(page, room.address, room.room.code, name)
    await until(lambda: any(seat.name == name and seat.present for seat in room.room.seats.values()))
    await ready(page)
    return next(seat for seat in room.room.seats.values() if seat.name == name)
