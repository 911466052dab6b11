"""Real browsers: two students and a teacher play in Debian's Chromium."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser

from tests.classroom.pages import in_a_browser, open_page, ready, sit
from tests.classroom.seats import a_class, until


@in_a_browser
async def test_two_students_and_a_teacher_play(tmp_path: Path, browser: Browser) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        pages = [await open_page(browser, faults), await open_page(browser, faults, 390, 800)]
        await pages[0].goto(f"{room.address}/")
        await pages[0].fill("[name=code]", "wrong")
        await pages[0].click("button")
        assert "not the room code" in await pages[0].inner_text("[role=alert]")
        seats = [await sit(page, room, name) for page, name in zip(pages, ("Ann", "Bo"), strict=True)]
        assert {seat.side for seat in seats} == {0, 1}
        teacher = await open_page(browser, faults, 1200, 700)
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


@in_a_browser
async def test_a_refresh_in_mid_word_loses_nothing(tmp_path: Path, browser: Browser) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        page = await open_page(browser, faults)
        seat = await sit(page, room, "Ann")
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
        await until(lambda: seat.present)
        await ready(page)
        before = len(table.match.session.log)
        await page.keyboard.type("ning to you.")
        await page.keyboard.press("Enter")
        await until(lambda: len(table.match.session.log) > before)
        assert table.match.session.log[-1].words == "Good morning to you."
        assert not faults
