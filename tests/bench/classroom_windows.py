"""Real Chromium windows at seats of the class of :mod:`tests.bench.classroom`."""

from __future__ import annotations

import asyncio
import random
from time import perf_counter

from playwright.async_api import Browser, Page, async_playwright

from tests import tools
from tests.classroom.pages import join, ready

_WATCH = """
window.times = [];
let pressed = 0;
document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...words) {
    super(...words);
    this.addEventListener("message", (event) => {
      const size = event.data.size ?? event.data.byteLength ?? 0;
      if (!pressed || size < 64) return;
      const since = pressed;
      pressed = 0;
      requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - since)));
    });
  }
};
"""
"""Keeps, in the page, how long it takes from a key to the frame that shows what was drawn for it."""


async def windows(address: str, code: str, many: int, seconds: float, seed: int) -> list[float]:
    """Let windows sit down, open their brief and close it again, until the time is over.

    Args:
        address: of the room.
        code: of the room.
        many: how many windows.
        seconds: for how long.
        seed: of when they press a key.

    Returns:
        Milliseconds from a key to the frame that shows it.
    """
    if not many:
        return []
    chance, end = random.Random(seed), perf_counter() + seconds
    async with async_playwright() as playwright:
        program = await playwright.chromium.launch(executable_path=tools.browser(), args=["--no-sandbox"])
        pages = [await _sit(program, address, code, f"Window {number}") for number in range(many)]
        found = await asyncio.gather(*(_read(page, end, chance) for page in pages))
        await program.close()
    return [time for some in found for time in some]


async def _sit(program: Browser, address: str, code: str, name: str) -> Page:
    context = await program.new_context(viewport={"width": 1000, "height": 640})
    page = await context.new_page()
    await page.add_init_script(_WATCH)
    await join(page, address, code, name)
    await ready(page)
    return page


async def _read(page: Page, end: float, chance: random.Random) -> list[float]:
    while perf_counter() < end:
        for key in ("Enter", "b"):
            await asyncio.sleep(chance.uniform(2, 5))
            await page.keyboard.press(key)
    times: list[float] = await page.evaluate("window.times")
    return times
