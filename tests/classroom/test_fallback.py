"""Where a filter lets no WebSocket through: the same seat over requests that wait."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from game.classroom.web import app_session as lines
from game.classroom.web import messages, poll
from tests.classroom.pages import in_a_browser, open_page, sit
from tests.classroom.seats import ENTER, ESCAPE, Browser, Class, a_class, plain, until
from tests.classroom.test_check import REFUSE, SWALLOW, a_filter


@dataclass
class Polling:
    """A browser that polls: it takes what is drawn, and says what is typed."""

    browser: Browser
    where: str = "seat"
    id: str = ""
    after: int = 0
    lot: int = 0
    received: bytearray = field(default_factory=bytearray)
    told: list[object] = field(default_factory=list)
    closed: int | None = None
    _taking: asyncio.Task[None] | None = None

    @property
    def text(self) -> str:
        return plain(bytes(self.received))

    async def post(
        self, act: str, body: str | bytes = "", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """One request; gives the status and what was answered."""
        address, origin = f"{self.browser.address}/{self.where}/poll{act}", self.browser.origin
        async with self.browser.session.post(
            address, data=body, headers=origin if headers is None else headers
        ) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else {}

    async def open(self, size: tuple[int, int] = (80, 24)) -> None:
        status, answer = await self.post(f"?width={size[0]}&height={size[1]}")
        assert status == 200
        self.id, self.after, self.lot = answer["id"], 0, 0

    async def attach(self) -> None:
        """Open, and take on and on."""
        await self.open()
        self._taking = asyncio.create_task(self._take())

    async def _take(self) -> None:
        while self.closed is None:
            await self.take()

    async def take(self) -> None:
        """Once."""
        status, answer = await self.post(f"/{self.id}/take?after={self.after}")
        for number, frame in answer.get("frames", []):
            assert number == self.after + 1
            self.after = number
            if isinstance(frame, str):
                self.received += frame.encode()
            else:
                self.told += frame
        self.closed = answer["closed"]
        assert status == 200 or self.closed

    async def say(self, *said: object) -> int:
        self.lot += 1
        return (await self.post(f"/{self.id}/say?number={self.lot}", "\n".join(map(json.dumps, said))))[0]

    async def stop(self) -> None:
        """Ask for nothing more, as a telephone that sleeps."""
        if self._taking is not None:
            self._taking.cancel()
            await asyncio.gather(self._taking, return_exceptions=True)


async def _polling(room: Class, name: str = "Ann", side: int | None = 0) -> Polling:
    browser = await room.browser()
    assert await browser.join(room.room.code, name, side) == 303
    return Polling(browser)


async def test_a_seat_is_played_over_requests_alone(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        table = room.room.tables[0]
        ann = await _polling(room, side=table.match.session.state.mover)
        await ann.attach()
        await until(lambda: "Your brief" in ann.text)
        (seat,) = room.room.seats.values()
        assert seat.present
        bo, _ = await room.student("Bo", 1 - seat.side)
        await bo.type(ESCAPE)
        for key, then in (
            (ESCAPE, "What do you do?"),
            ("o", "in your own words"),
            (ENTER, "forceful"),
            (ENTER, "Written line"),
        ):
            assert await ann.say(["stdin", key]) == 200
            await until(lambda then=then: then in ann.text)  # type: ignore[misc]
        assert await ann.say(*(["stdin", sign] for sign in "We came to listen."), ["stdin", ENTER]) == 200
        await until(lambda: "We came to listen." in bo.text)
        assert await ann.say(["ping", "7"], ["focus"], ["resize", {"width": 100, "height": 30}]) == 200
        await until(lambda: ["pong", "7"] in ann.told)
        assert (await ann.post(f"/{ann.id}/leave"))[0] == 200
        await until(lambda: not seat.present)
        await ann.stop()


async def test_the_newest_has_the_seat_whichever_way_it_comes(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        first = await _polling(room)
        await first.attach()
        await until(lambda: "Your brief" in first.text)
        second = Polling(first.browser)
        await second.attach()
        await until(lambda: "Your brief" in second.text)
        await until(lambda: first.closed == messages.ELSEWHERE)
        await first.browser.attach()
        await until(lambda: "Your brief" in first.browser.text)
        await until(lambda: second.closed == messages.ELSEWHERE)
        third = Polling(first.browser)
        await third.attach()
        await until(lambda: first.browser.closed == lines.ELSEWHERE)
        status, answer = await first.post(f"/{first.id}/take?after=0")
        assert (status, answer["closed"]) == (410, messages.ELSEWHERE), "whoever slept is told as well"
        await third.stop()


async def test_what_the_network_loses_comes_again_and_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "HOLD", 0.2)
    async with a_class(tmp_path) as room:
        table = room.room.tables[0]
        ann = await _polling(room, side=table.match.session.state.mover)
        await ann.open()
        status, one = await ann.post(f"/{ann.id}/take?after=0")
        assert status == 200
        await asyncio.sleep(0.5)
        status, again = await ann.post(f"/{ann.id}/take?after=0")
        assert again["frames"][: len(one["frames"])] == one["frames"], "an answer that was lost comes again"
        for _ in range(2):  # to take it, and to say so
            await ann.take()
        assert (await ann.post(f"/{ann.id}/take?after=0"))[0] == 409, "what was taken is not kept"
        ann._taking = asyncio.create_task(ann._take())
        for key, then in (
            (ESCAPE, "What do you do?"),
            ("o", "own words"),
            (ENTER, "forceful"),
            (ENTER, "Written"),
        ):
            assert await ann.say(["stdin", key]) == 200
            await until(lambda then=then: then in ann.text)  # type: ignore[misc]
        (seat,) = room.room.seats.values()
        lot = ann.lot + 1
        for _ in range(3):
            assert (await ann.post(f"/{ann.id}/say?number={lot}", '["stdin", "Once"]'))[0] == 200
        ann.lot = lot
        assert await ann.say(["stdin", " more"]) == 200
        await until(lambda: room.written_at(seat) == "Once more")
        await ann.stop()


async def test_a_newer_request_ends_an_older_and_silence_is_absence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "HOLD", 0.3)
    monkeypatch.setattr(poll, "SILENCE", 1.0)
    async with a_class(tmp_path) as room:
        ann = await _polling(room)
        await ann.attach()
        await until(lambda: "Your brief" in ann.text)
        (seat,) = room.room.seats.values()
        await asyncio.sleep(1.5)
        assert seat.present, "whoever asks is there"
        await ann.stop()
        older = asyncio.create_task(ann.post(f"/{ann.id}/take?after={ann.after}"))
        await asyncio.sleep(0.05)
        newer = asyncio.create_task(ann.post(f"/{ann.id}/take?after={ann.after}"))
        assert (await older)[1]["frames"] == []
        assert not newer.done()
        await newer
        await until(lambda: not seat.present)
        _, answer = await ann.post(f"/{ann.id}/take?after={ann.after}")
        assert answer["closed"] == messages.GONE


async def test_whoever_takes_nothing_keeps_little_and_then_sees_all(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        ann = await _polling(room)
        await ann.open((400, 200))
        (seat,) = room.room.seats.values()
        await until(lambda: seat.present)
        for number in range(40):
            await ann.say(["resize", {"width": 300 + number, "height": 200}])
            await asyncio.sleep(0.02)
        (connection,) = room.served._polls._open.values()
        kept = sum(len(str(frame)) for _, _, frame in connection._frames)
        assert kept < lines.PENDING_LIMIT * 4
        line = room.line_of(seat)
        line.write("x" * (lines.PENDING_LIMIT + 1))
        assert line._behind
        ann._taking = asyncio.create_task(ann._take())
        await until(lambda: not line._behind)
        await until(lambda: "Your brief" in ann.text)
        await ann.stop()


BAD_BODIES: list[str | bytes] = [
    *("", "no json", "[]", '["stdin"]', '["stdin", 5]', '["boom", 1]', '["stdin", "a"]\n\n["stdin", "b"]'),
    *("[" * 4000, b"\x00\xff", "\n".join(['["focus"]'] * 70)),
]


async def test_what_no_page_sends_ends_its_own_connection_and_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_class(tmp_path) as room:
        bad, good = await _polling(room, "Ann", 0), await _polling(room, "Bo", 1)
        for one in (bad, good):
            await one.attach()
            await until(lambda one=one: "Your brief" in one.text)  # type: ignore[misc]
        for number, body in enumerate(BAD_BODIES):
            caplog.clear()
            with caplog.at_level(logging.WARNING):
                status, answer = await bad.post(f"/{bad.id}/say?number=1", body)
            assert (status, answer["closed"]) == (400, messages.REFUSED), body
            assert "no page of ours" in caplog.text, body
            await until(lambda bad=bad: bad.closed == messages.REFUSED)  # type: ignore[misc]
            assert await good.say(["ping", number]) == 200
            await until(lambda number=number: ["pong", number] in good.told)  # type: ignore[misc]
            bad = Polling(bad.browser)
            await bad.attach()
            await until(lambda bad=bad: "Your brief" in bad.text)  # type: ignore[misc]
        await bad.stop()
        await good.stop()


async def test_what_is_out_of_order_or_not_ones_own_is_refused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_class(tmp_path) as room:
        ann, bo = await _polling(room, "Ann", 0), await _polling(room, "Bo", 1)
        for one in (ann, bo):
            await one.attach()
            await until(lambda one=one: "Your brief" in one.text)  # type: ignore[misc]
        key = '["stdin", "k"]'
        caplog.set_level(logging.WARNING)
        for act, body, status in (
            (f"/{ann.id}/say?number=5", key, 409),
            (f"/{ann.id}/say?number=-1", key, 409),
            (f"/{ann.id}/say?number=x", key, 409),
            (f"/{ann.id}/say", key, 409),
            (f"/{ann.id}/take?after=999999", "", 409),
            (f"/{ann.id}/take?after=1e9", "", 409),
            (f"/{bo.id}/say?number=1", key, 410),
            (f"/{bo.id}/take?after=0", "", 410),
            (f"/{bo.id}/leave", "", 410),
            ("/nobody/take?after=0", "", 410),
            (f"/{ann.id}/say?number=1", "x" * 20_000, 413),
            (f"/{ann.id}/dance", "", 404),
        ):
            before = len(caplog.records)
            assert (await ann.post(act, body))[0] == status, act
            assert len(caplog.records) > before or status == 404, f"{act} is in the log"
        for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
            for act in ("", f"/{ann.id}/say?number=1", f"/{ann.id}/take?after=0"):
                assert (await ann.post(act, key, headers))[0] == 403
        stranger = Polling(await room.browser())
        for act in ("", f"/{ann.id}/say?number=1", f"/{ann.id}/take?after=0", f"/{ann.id}/leave"):
            assert (await stranger.post(act, key))[0] == 403
        teacher = Polling(ann.browser, "facilitator")
        assert (await teacher.post(""))[0] == 403, "a student is no teacher this way either"
        async with ann.browser.session.get(f"{room.address}/seat/poll/{ann.id}/take?after=0") as answer:
            assert answer.status in (404, 405)
        assert not any(seat.hand for seat in room.room.seats.values())
        assert await bo.say(["stdin", ESCAPE]) == 200
        for one in (ann, bo):
            assert one.closed is None
            assert await one.say(["ping", 1]) == 200
            await until(lambda one=one: ["pong", 1] in one.told)  # type: ignore[misc]
            await one.stop()


async def test_whoever_says_too_much_is_slowed_and_nobody_else(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        bad, good = await _polling(room, "Ann", 0), await _polling(room, "Bo", 1)
        for one in (bad, good):
            await one.attach()
            await until(lambda one=one: "Your brief" in one.text)  # type: ignore[misc]

        async def much() -> None:
            for _ in range(8):
                assert await bad.say(*(["ping", number] for number in range(50))) == 200

        flood = asyncio.create_task(much())
        await asyncio.sleep(0.3)
        assert await good.say(["ping", "me"]) == 200
        await until(lambda: ["pong", "me"] in good.told)
        assert not flood.done(), "the other was answered first"
        flood.cancel()
        await asyncio.gather(flood, return_exceptions=True)
        for one in (bad, good):
            await one.stop()


async def test_a_body_that_trickles_in_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "_BODY_TIME", 0.3)
    async with a_class(tmp_path) as room:
        ann = await _polling(room)
        await ann.open()

        async def trickle() -> AsyncIterator[bytes]:
            yield b'["stdin", '
            await asyncio.sleep(2)
            yield b'"x"]'

        async with ann.browser.session.post(
            f"{room.address}/seat/poll/{ann.id}/say?number=1", data=trickle(), headers=ann.browser.origin
        ) as answer:
            assert answer.status == 408


async def test_the_teacher_may_poll_too(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        assert await browser.enter(room.secret) == 200
        teacher = Polling(browser, "facilitator")
        await teacher.attach()
        await until(lambda: "Room code" in teacher.text)
        await teacher.stop()


# in a real browser


_NONE = "delete window.WebSocket;"
_FAILS = """window.WebSocket = class extends EventTarget {
  constructor() { super(); setTimeout(() => this.dispatchEvent(new CloseEvent("close", { code: 1006 })), 20); }
  close() {} };"""
_HANGS = "window.WebSocket = class extends EventTarget { close() {} send() {} };"


async def _transport(page: Page) -> object:
    return await page.evaluate("document.documentElement.dataset.transport")


@pytest.mark.parametrize("script", [_NONE, _FAILS, _HANGS], ids=["none", "fails", "hangs"])
@in_a_browser
async def test_without_a_websocket_a_student_joins_types_and_sees_the_other(
    tmp_path: Path, browser: Chromium, script: str
) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        page = await open_page(browser, faults)
        await page.add_init_script(script)
        session = room.room.tables[0].match.session
        side = session.state.mover
        other, _ = await room.student("Bo", 1 - side)
        await other.type(ESCAPE)
        seat = await sit(page, room, "Ann")
        assert (await _transport(page), seat.side) == ("poll", side)
        before = len(session.log)
        await page.keyboard.press("Enter")
        for key in ("o", "Enter", "Enter"):
            await page.wait_for_timeout(400)
            await page.keyboard.press(key)
        await until(lambda: room.written_at(seat) == "")
        await page.keyboard.type("Good morning to you.")
        await page.keyboard.press("Enter")
        await until(lambda: len(session.log) > before)
        assert session.log[-1].words == "Good morning to you."
        await until(lambda: "Good morning to you." in other.text)
        size = room.line_of(seat)._app.size  # type: ignore[union-attr]
        await page.set_viewport_size({"width": 700, "height": 500})
        await until(lambda: room.line_of(seat)._app.size != size)  # type: ignore[union-attr]
        taken = await page.evaluate("document.querySelector('#gone').hidden")
        assert taken, "nothing is said to be lost"
        await page.reload()
        await page.wait_for_selector("body.-loaded", state="attached")
        await until(lambda: seat.present)
        await page.context.close()
        await until(lambda: not seat.present)
        assert not faults


@pytest.mark.parametrize("cut", [REFUSE, SWALLOW, 0.8], ids=["refuses", "swallows", "cuts"])
@in_a_browser
async def test_behind_a_filter_the_other_way_is_taken(tmp_path: Path, browser: Chromium, cut: float) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room, a_filter(room.address, cut) as address:
        page = await open_page(browser, faults)
        room.address = address
        seat = await sit(page, room, "Ann")
        for _ in range(400):  # when the connection was cut twice; the page is loaded anew in between
            with suppress(PlaywrightError):
                if await _transport(page) == "poll":
                    break
            await page.wait_for_timeout(50)
        await page.wait_for_selector("body.-loaded.-first-byte", state="attached")
        assert await _transport(page) == "poll"
        await until(lambda: seat.present)
        await page.wait_for_timeout(1500)
        assert seat.present
        assert await page.evaluate("document.querySelector('#gone').hidden"), "nothing is said to be lost"
        assert not faults
        await page.context.close()


@in_a_browser
async def test_an_address_may_ask_for_it(tmp_path: Path, browser: Chromium) -> None:
    faults: list[str] = []
    async with a_class(tmp_path) as room:
        page = await open_page(browser, faults)
        await sit(page, room, "Ann")
        assert await _transport(page) == "socket"
        await page.goto(f"{room.address}/seat?transport=poll")
        await page.wait_for_selector("body.-loaded.-first-byte", state="attached")
        assert await _transport(page) == "poll"
        second = await page.context.new_page()
        await second.goto(f"{room.address}/seat?transport=poll")
        await second.wait_for_selector("body.-loaded.-first-byte", state="attached")
        await page.wait_for_selector("#here:not([hidden])")
        assert "open in another place" in await page.inner_text("#why")
        assert not faults
