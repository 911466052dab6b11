"""Real browsers: two students and a teacher play in Debian's Chromium."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page

from game.classroom.people import Seat
from tests.classroom.seats import Class, a_class, until


async def _page(browser: Browser, faults: list[str], width: int = 1000, height: int = 640) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None
    )
    page.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else faults.append(asked.url))
    return page


async def _sit(page: Page, room: Class, name: str) -> Seat:
    await page.goto(f"{room.address}/?code={room.room.code}")
    await page.fill("[name=name]", name)
    await page.click("button")
    await page.wait_for_url("**/seat*")
    await until(lambda: any(seat.name == name and seat.present for seat in room.room.seats.values()))
    await page.wait_for_selector("body.-loaded .xterm-helper-textarea", state="attached")
    await page.focus(".xterm-helper-textarea")
    return next(seat for seat in room.room.seats.values() if seat.name == name)


async def test_two_students_and_a_teacher_play(tmp_path: Path, browser: Browser) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        pages = [await _page(browser, faults), await _page(browser, faults, 390, 800)]
        await pages[0].goto(f"{room.address}/")
        await pages[0].fill("[name=code]", "wrong")
        await pages[0].click("button")
        assert "not the room code" in await pages[0].inner_text("[role=alert]")
        seats = [await _sit(page, room, name) for page, name in zip(pages, ("Ann", "Bo"), strict=True)]
        assert {seat.side for seat in seats} == {0, 1}
        teacher = await _page(browser, faults, 1200, 700)
        await teacher.goto(f"{room.address}/facilitator#{room.secret}")
        await teacher.wait_for_selector("body.-loaded", state="attached")
        session = room.room.tables[0].match.session
        for page in pages:
            terminal = await page.locator(".xterm-screen").bounding_box()
            footer = await page.locator("footer").bounding_box()
            assert terminal is not None
            assert footer is not None
            assert terminal["y"] + terminal["height"] <= footer["y"] + 1, "the line below covers no row"
            await page.keyboard.press("Enter")  # the brief
        for number in range(4):
            page = pages[[seat.side for seat in seats].index(session.state.mover)]
            for _ in range(60):  # the first of what the menu offers
                if len(session.log) > number:
                    break
                await page.keyboard.press("Enter")
                await page.wait_for_timeout(100)
            assert len(session.log) == number + 1
        await teacher.goto(f"{room.address}/facilitator/board")
        assert room.room.code in await teacher.inner_text("main")
        for page in (*pages, teacher):
            assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert not faults


async def test_a_refresh_in_mid_word_loses_nothing(tmp_path: Path, browser: Browser) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        page = await _page(browser, faults)
        seat = await _sit(page, room, "Ann")
        table = seat.table
        if table.match.session.state.mover != seat.side:
            table.advance()
        written = "Good mor"
        await page.keyboard.press("Enter")
        for key in ("o", "Enter", "Enter"):
            await page.wait_for_timeout(400)
            await page.keyboard.press(key)
        await until(lambda: room.written_at(seat) == "")
        await page.keyboard.type(written)
        await until(lambda: room.written_at(seat) == written)
        await page.reload()
        await page.wait_for_selector("body.-loaded .xterm-helper-textarea", state="attached")
        await until(lambda: seat.present)
        await page.focus(".xterm-helper-textarea")
        before = len(table.match.session.log)
        await page.keyboard.type("ning to you.")
        await page.keyboard.press("Enter")
        await until(lambda: len(table.match.session.log) > before)
        assert table.match.session.log[-1].words == "Good morning to you."
        assert not faults
