"""Where a filter lets no WebSocket through: the same seat over requests that wait."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser as Chromium

from game.classroom.people import Seat
from game.classroom.web import messages, poll
from game.record import transcript
from tests.classroom.seats import ENTER, Browser, Class, a_class, until

NO_SOCKETS = "window.WebSocket = class { constructor() { throw new Error('filtered'); } }"


class Polling:
    """Somebody's browser whose WebSockets are filtered."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.id, self.lot, self.after, self.text = "", 0, 0, ""

    async def ask(self, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
        """One request, as the page makes it."""
        address = f"{self.browser.address}/seat/poll{path}"
        asked = self.browser.session.post(address, data=body, headers=headers or self.browser.origin)
        async with asked as answer:
            plain = answer.content_type != "application/json"
            return answer.status, {} if plain else await answer.json()

    async def open(self) -> None:
        """Begin a connection."""
        status, told = await self.ask("?width=80&height=24")
        assert status == 200
        self.id = told["id"]

    async def take(self) -> dict[str, Any]:
        """Take what was drawn."""
        status, told = await self.ask(f"/{self.id}/take?after={self.after}")
        assert status == 200
        for number, frame in told["frames"]:
            assert number == self.after + 1, "nothing is left out, nothing comes twice"
            self.after = number
            self.text += frame if isinstance(frame, str) else json.dumps(frame)
        return told

    async def until(self, words: str) -> None:
        """Take until something was drawn."""
        for _ in range(60):
            if words in " ".join(self.text.split()):
                return
            await self.take()
        raise AssertionError(f"{words} never came")

    async def say(self, *said: object, lot: int | None = None) -> int:
        """Send messages in the next lot, or in a given one; gives the status."""
        self.lot = self.lot + 1 if lot is None else lot
        body = "\n".join(map(json.dumps, said))
        return (await self.ask(f"/{self.id}/say?number={self.lot}", body))[0]


async def _polling(room: Class, name: str, side: int) -> tuple[Polling, Seat]:
    browser = await room.browser()
    assert await browser.join(room.room.code, name, side) == 303
    seat = room.room.seat_of(browser.secret)
    assert seat is not None
    made = Polling(browser)
    await made.open()
    await made.until("brief")
    return made, seat


async def test_a_lot_that_the_network_repeats_is_typed_once(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        mover = room.room.tables[0].match.session.state.mover
        one, seat = await _polling(room, "Ann", mover)
        other, across = await room.student("Bo", 1 - mover)
        await room.back_to_the_table(other, across)
        assert seat.present
        for key, focus in ((ENTER, "menu-acts"), ("o", "menu-contents"), (ENTER, ""), (ENTER, "words-input")):
            assert await one.say(["stdin", key]) == 200
            await until(lambda focus=focus: not focus or room.focused_at(seat) == focus)  # type: ignore[misc]
            await one.take()
        await until(lambda: room.written_at(seat) == "")
        assert await one.say(["stdin", "We hear"]) == 200
        for _ in range(3):
            assert await one.say(["stdin", "We hear"], lot=one.lot) == 200
        await until(lambda: room.written_at(seat) == "We hear")
        assert await one.say(["stdin", " you." + ENTER]) == 200
        await until(lambda: bool(seat.table.match.session.log))
        assert seat.table.match.session.log[0].words == "We hear you."
        await until(lambda: "We hear you." in other.text)
        assert await one.say(["ping", 7]) == 200
        await one.until('["pong", 7]')


async def test_the_newest_has_the_seat_whichever_way_it_came(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        one, seat = await _polling(room, "Ann", 0)
        await one.browser.attach()
        await until(lambda: "brief" in one.browser.text)
        assert (await one.take())["closed"] in (None, messages.ELSEWHERE)
        assert (await one.take())["closed"] == messages.ELSEWHERE
        await one.open()
        await until(lambda: one.browser.closed == messages.ELSEWHERE)
        assert seat.present


async def test_who_is_silent_has_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "SILENCE", 0.4)
    async with a_class(tmp_path) as room:
        _, seat = await _polling(room, "Ann", 0)
        await until(lambda: not seat.present)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/{id}/say?number=1", "no json", 400),
        ("/{id}/say?number=1", '["boom", 1]', 400),
        ("/{id}/say?number=1", "\n".join(['["stdin", "x"]'] * 100), 400),
        ("/{id}/say?number=1", "x" * 20_000, 413),
        ("/{id}/say?number=9", '["stdin", "x"]', 409),
        ("/{id}/say?number=-1", '["stdin", "x"]', 409),
        ("/{id}/take?after=99999", "", 409),
        ("/{id}/take", "", 409),
        ("/{id}/boom", "", 404),
        ("/nobody/take?after=0", "", 410),
    ],
)
async def test_what_no_page_of_ours_asks_is_refused_and_the_table_is_unharmed(
    tmp_path: Path, path: str, body: str, status: int
) -> None:
    async with a_class(tmp_path) as room:
        bad, _ = await _polling(room, "Ann", 0)
        good, _ = await _polling(room, "Bo", 1)
        found, _ = await bad.ask(path.format(id=bad.id), body)
        assert found == status
        assert await good.say(["ping", 7]) == 200
        await good.until('["pong", 7]')


async def test_nobody_reaches_the_connection_of_another(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        ann, seat = await _polling(room, "Ann", 0)
        bo, _ = await _polling(room, "Bo", 1)
        assert (await bo.ask(f"/{ann.id}/take?after=0"))[0] == 410
        assert (await bo.ask(f"/{ann.id}/say?number=1", '["stdin", "x"]'))[0] == 410
        assert (await bo.ask(f"/{ann.id}/leave"))[0] == 410
        elsewhere = {"Origin": "http://elsewhere.example"}
        assert (await ann.ask(f"/{ann.id}/say?number=1", '["stdin", "x"]', **elsewhere))[0] == 403
        stranger = Polling(await room.browser())
        assert (await stranger.ask("?width=80&height=24"))[0] == 403
        assert await ann.say(["ping", 1]) == 200
        assert seat.present


async def test_in_a_browser_without_websockets_a_student_plays(tmp_path: Path, browser: Chromium) -> None:
    async with a_class(tmp_path) as room:
        page = await (await browser.new_context(viewport={"width": 1000, "height": 640})).new_page()
        await page.add_init_script(NO_SOCKETS)
        mover = room.room.tables[0].match.session.state.mover
        await page.goto(f"{room.address}/?code={room.room.code}")
        await page.fill("[name=name]", "Ann")
        await page.check(f"[name=side][value='{mover}']")
        await page.click("button")
        await page.wait_for_selector("body.-loaded .xterm-helper-textarea", state="attached")
        await until(lambda: any(seat.present for seat in room.room.seats.values()))
        assert await page.evaluate("document.documentElement.dataset.transport") == "poll"
        other, seat = await room.student("Bo", 1 - mover)
        await room.back_to_the_table(other, seat)
        session = room.room.tables[0].match.session
        await page.focus(".xterm-helper-textarea")
        for _ in range(60):
            if session.log:
                break
            await page.keyboard.press("Enter")
            await asyncio.sleep(0.1)
        assert session.log
        [said] = [one for one in transcript.paragraphs(session) if one.kind == transcript.SPEECH]
        await until(lambda: " ".join(said.text.split()[:4]) in other.text)


async def test_check_tells_a_teacher_whether_a_class_can_be_held(tmp_path: Path, browser: Chromium) -> None:
    async with a_class(tmp_path) as room:
        for script, words in (("", "All is well"), (NO_SOCKETS, "filter")):
            page = await (await browser.new_context()).new_page()
            if script:
                await page.add_init_script(script)
            await page.goto(f"{room.address}/check?seconds=2")
            await page.wait_for_function(
                "word => document.body.innerText.includes(word)", arg=words, timeout=30_000
            )
            assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert not room.room.seats, "it takes no seat"
