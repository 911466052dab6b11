"""The room on the web: who gets in, who keeps a seat, what harm cannot be done."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.classroom.settings import Settings
from game.classroom.web import app_session as lines
from game.delegates import make
from game.scenario.format.model import Scenario
from tests.classroom.seats import DOWN, ENTER, ESCAPE, Browser, Class, a_class, until


async def test_looking_takes_no_seat(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        for path in (f"/?code={room.room.code}", "/seat", "/join", "/facilitator"):
            async with browser.session.get(f"{room.address}{path}") as answer:
                assert answer.status in (200, 401, 405)
        assert not room.room.seats
        async with browser.session.get(f"{room.address}/?code={room.room.code}") as answer:
            page = await answer.text()
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert f'value="{room.room.code}"' in page
        assert "statements do not express the views of participants" in page


async def test_only_the_code_opens_the_door_and_guessing_is_slow(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        for _ in range(20):
            assert await browser.join("wrong1") == 403
        assert await browser.join(room.room.code) == 429, (
            "who guessed too often waits, even with the right code"
        )
        assert not room.room.seats


async def test_a_joker_shuts_the_door_to_nobody_else(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        joker, honest = await room.browser(), await room.browser()
        for browser in (joker, honest):
            await (await browser.session.get(f"{room.address}/")).read()
        for _ in range(20):
            assert await joker.join("wrong1") == 403
        assert await joker.join(room.room.code) == 429
        assert await honest.join(room.room.code) == 303
        for number in range(20):  # without a cookie every guess would come from a new browser
            stranger = await room.browser()
            assert await stranger.join("wrong1") == 403, number
        assert await (await room.browser()).join("wrong1") == 429


async def test_a_browser_that_has_a_seat_is_asked_who_wants_another(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser = await room.browser()
        assert await browser.join(room.room.code, "Ann", 0) == 303
        form = {"code": room.room.code, "name": "Ann", "side": "1"}
        for more, seats in (({}, 1), ({"another": "1"}, 2)):
            async with browser.session.post(
                f"{room.address}/join", data=form | more, headers=browser.origin, allow_redirects=False
            ) as answer:
                page = await answer.text()
            assert len(room.room.seats) == seats
            assert ("Ann already has a seat" in page) == (seats == 1)
        assert sorted(seat.name for seat in room.room.seats.values()) == ["Ann", "Ann 2"]


async def test_nothing_is_taken_from_another_page_or_under_another_name(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        student, _ = await room.student("Ann")
        form = {"code": room.room.code}
        for headers in ({"Origin": "http://evil.example"}, {}, {"Origin": "null"}):
            async with student.session.post(f"{room.address}/join", data=form, headers=headers) as answer:
                assert answer.status == 403
            with pytest.raises(WSServerHandshakeError) as refused:
                await student.session.ws_connect(f"{room.address}/seat/ws", headers=headers)
            assert refused.value.status == 403
        async with student.session.get(f"{room.address}/", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        assert len(room.room.seats) == 1


async def test_a_student_cannot_reach_what_the_teacher_has(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        student, _ = await room.student("Ann")
        for path in ("/facilitator", "/facilitator/board"):
            async with student.session.get(f"{room.address}{path}") as answer:
                assert answer.status == 401
                assert room.room.code not in await answer.text()
        with pytest.raises(WSServerHandshakeError):
            await student.attach("/facilitator/ws")
        assert await student.enter(room.secret[:-1]) == 403


async def test_the_newest_browser_has_the_seat_and_finds_what_was_written(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        side = room.room.tables[0].match.session.state.mover
        first, seat = await room.student("Ann", side)
        await first.type(ESCAPE)
        await until(lambda: "What do you do?" in first.text)
        for key, then in (("o", "in your own words"), (ENTER, "forceful"), (ENTER, "Written line")):
            await first.type(key)
            await until(lambda then=then: then in first.text)  # type: ignore[misc]
        await first.type("We came to lis")
        await until(lambda: "We came to lis" in first.text)
        second = await room.browser()
        assert await second.enter(first.secret) == 200, "the link opens the seat on another device"
        await second.attach(size=(100, 30))
        await until(lambda: "We came to lis" in second.text)
        await until(lambda: first.closed == lines.ELSEWHERE)
        await second.type("ten." + ENTER)
        await until(lambda: bool(seat.table.match.session.log))
        assert seat.table.match.session.log[0].words == "We came to listen."
        await second.leave()
        await until(lambda: not seat.present)


async def _play(room: Class, browsers: list[Browser], number: int) -> None:
    """Let personas speak for the students, some of them by their own keys."""
    table = room.room.tables[number]
    session = table.match.session
    for _ in range(400):
        if session.over:
            return
        side, ply = session.state.mover, session.state.ply
        browser = browsers[side]
        if ply % 7 == 3:  # look about on the way: every page that a seat has
            for key in ("b", "r", "m", "c", "s", "?", "w"):
                await browser.type(key)
                await asyncio.sleep(0)
                await browser.type(ESCAPE)
        move = make("bridge-builder", 7 + side).choose(session.view(side))
        words = "In my own words." if ply % 5 == 0 else ""
        assert table.choose(table.members(side)[0], ply, move, words) == "sent"
        for one in browsers:
            await one.type(ESCAPE)
            await asyncio.sleep(0.01)


def _runs(text: str, length: int = 6) -> set[str]:
    """Every few words that follow one another."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def _hidden(scenario: Scenario) -> tuple[list[set[str]], set[str]]:
    """What each side keeps to itself, and what everybody may see, a few words at a time."""
    secrets = []
    for delegation in scenario.delegations.values():
        hidden = [delegation.instructions, *(one.text for one in delegation.red_lines.values())]
        hidden += [one.text for one in delegation.objectives.values() if one.confidential]
        secrets.append(set().union(*(_runs(text) for text in hidden)))
    delegations, claims = scenario.delegations.values(), scenario.claims.values()
    shown = [
        *(one.brief for one in delegations),
        *(one.text for one in scenario.proposals.values()),
        *(one.text for side in delegations for one in side.objectives.values() if not one.confidential),
        *(line for claim in claims for line in claim.lines.model_dump().values() if line),
    ]
    return secrets, _runs(" ".join(shown))


async def test_no_byte_of_the_other_sides_secrets_reaches_a_seat_in_a_whole_game(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        seats = [await room.student("Ann", 0), await room.student("Bo", 1)]
        browsers = [browser for browser, _ in seats]
        table = room.room.tables[0]
        secrets, public = _hidden(table.match.session.game.scenario)
        await _play(room, browsers, 0)
        assert table.match.session.over
        for side, browser in enumerate(browsers):
            own, other = secrets[side], secrets[1 - side] - secrets[side] - public
            drawn = _runs(browser.text)
            assert own & drawn, "the own brief was drawn, so the search works"
            assert not other & drawn
        for browser, seat in seats:
            await room.back_to_the_table(browser, seat)
            browser.received.clear()
            await browser.type(ENTER)
        await until(lambda: all("Communiqué" in one.text for one in browsers))


async def test_what_a_delegation_has_to_itself_is_never_drawn_for_the_other(tmp_path: Path) -> None:
    settings = Settings("majority", choose=True)
    async with a_class(tmp_path, settings=settings) as room:
        pairs = [await room.student(f"S{number}", number % 2) for number in range(4)]
        watcher = await room.browser()
        assert await watcher.join(room.room.code, "Rita", "reporter") == 303
        await watcher.attach()
        table = room.room.tables[0]
        for browser, seat in pairs:
            await room.back_to_the_table(browser, seat)
        for _ in range(30):
            side, ply = table.match.session.state.mover, table.match.session.state.ply
            one, two = table.members(side)
            moves = table.match.session.view(side).moves()
            table.choose(one, ply, moves[ply % len(moves)], f"unsaid of side {side}")
            table.comment(two, table.journal.drafts[0].id, f"aside of side {side}")
            table.say(one, f"channel of side {side}")
            for browser, seat in pairs:
                if seat.side == side:
                    for key in ("d", ESCAPE, "t", ESCAPE):
                        await browser.type(key)
                        await asyncio.sleep(0.15 if ply < 4 else 0)
            table.choose(two, ply, moves[0])
            table.vote(one, table.journal.drafts[-1].id)
            assert table.match.session.state.ply == ply + 1
            if table.over:
                break
            await asyncio.sleep(0.02)
        for side in (0, 1):
            hidden = [f"{what} of side {side}" for what in ("unsaid", "aside", "channel")]
            for text in hidden:
                assert any(text in browser.text for browser, seat in pairs if seat.side == side), text
                assert not any(text in browser.text for browser, seat in pairs if seat.side != side)
                assert text not in watcher.text
        secrets, public = _hidden(table.match.session.game.scenario)
        assert not _runs(watcher.text) & (set().union(*secrets) - public), "who watches sees neither brief"


async def test_a_whole_class_moves_on_together_and_the_teacher_sees_it(tmp_path: Path) -> None:
    async with a_class(tmp_path, tables=2) as room:
        teacher = await room.teacher()
        one, seat = await room.student("Ann", 0)
        other, _ = await room.student("Bo", 1)
        colleague, same = await room.student("Cy", 0)
        assert (seat.table.number, same.table.number) == (0, 1), "the emptiest delegation is filled first"
        await until(lambda: "3 seats taken, 3 here" in teacher.text)
        table = room.room.tables[0]
        for browser in (one, other, colleague):
            await browser.type(ESCAPE)
        await teacher.type(" ")
        await until(lambda: "stopped the table" in one.text)
        mover = table.match.session.state.mover
        move = table.match.session.view(mover).moves()[0]
        assert table.choose(table.members(mover)[0], 0, move) == "late"
        await teacher.type(" ")
        await until(lambda: not table.paused)
        await teacher.type("a")
        await until(lambda: len(table.match.session.log) == 1)
        await teacher.type("m")
        await until(lambda: "What you want to say" in teacher.text)
        await teacher.type("Two minutes left." + ENTER)
        await until(lambda: "Two minutes left." in one.text and "Two minutes left." in other.text)
        assert "Two minutes left." not in colleague.text
        await one.type("k")
        await until(lambda: "Ann" in teacher.text)
        assert seat.hand
        await teacher.type(DOWN)
        await teacher.type("w")
        await until(lambda: "Cy (head of delegation)" in teacher.text)
        await teacher.type(ESCAPE)
        await asyncio.sleep(0.3)  # an escape is the key only if nothing follows it at once
        for key in ("1", "2"):  # the computer takes both of its sides
            await teacher.type(key)
        second = room.room.tables[1].match.session
        await until(lambda: second.over)
        await until(lambda: "the meeting is over" in teacher.text)
        assert "played by the computer" in colleague.text, "it is always said"


BAD_FRAMES: list[str | bytes] = [
    *("", "no json", "[]", '["stdin"]', '["stdin", 5]', '["resize", {"width": "1e9"}]', '["boom", 1]'),
    *("[" * 4000, '{"stdin": "x"}', b"\x00\xff"),
]


async def test_a_bad_frame_closes_its_own_socket_and_no_other(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        bad, _ = await room.student("Ann", 0)
        good, _ = await room.student("Bo", 1)
        assert good.socket is not None
        for number, frame in enumerate(BAD_FRAMES):
            assert bad.socket is not None
            await (bad.socket.send_bytes(frame) if isinstance(frame, bytes) else bad.socket.send_str(frame))
            await until(lambda: bad.closed is not None)
            assert bad.closed == lines.REFUSED, frame
            await good.socket.send_str(f'["ping", {number}]')
            await until(lambda number=number: ["pong", number] in good.pongs)  # type: ignore[misc]
            bad.closed = None
            await bad.attach()
            await until(lambda: "Your brief" in bad.text)


async def test_what_is_too_much_is_refused_and_what_is_fast_slows_nobody_else(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        bad, _ = await room.student("Ann", 0)
        good, _ = await room.student("Bo", 1)
        assert bad.socket is not None
        assert good.socket is not None
        for number in range(300):
            await bad.socket.send_str(json.dumps(["ping", number]))
        await good.socket.send_str('["ping", "me"]')
        await until(lambda: ["pong", "me"] in good.pongs)
        assert len(bad.pongs) < 300, "the other was answered first"
        await bad.type("\x1b[200~" + "x" * 20_000 + "\x1b[201~")
        await until(lambda: bad.closed is not None)


async def test_whatever_is_typed_the_table_is_unharmed(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser, seat = await room.student("Ann", 0)

        @given(
            st.lists(
                st.text(max_size=40) | st.sampled_from(["\x1b", "\x1b[", "\x1b[<0;5;5M", "\x1b[99999999A"])
            )
        )
        @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
        def typed(texts: list[str]) -> None:
            wild.extend(texts)

        wild: list[str] = []
        typed()
        for text in wild:
            if browser.closed is not None:
                browser.closed = None
                await browser.attach()
            assert browser.socket is not None
            if not browser.socket.closed:
                await browser.type(text)
        again = await room.browser()
        await again.enter(browser.secret)
        await again.attach()
        await until(lambda: len(again.received) > 200)
        state = seat.table.match.session.state
        assert state.ply == len(seat.table.match.session.log)


async def test_what_a_terminal_sends_besides_keys_closes_no_seat(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        browser, seat = await room.student("Ann", 0)
        for text in (
            "\x1b[101:69;1:2u", "\x1b[1114200u", "\x1b[1;1:3A", "\x1b[48;9999;9999;1;1t", "\x1b[48;20;70;0;0t",
            "\x1b]4;1;rgb:q\x07", "\x1bP>|q\x1b\\", "\x1b[M\ufffd\ufffd\ufffd", "\x1b[200~half", "\x1b[<0;99999;1M",
        ):  # fmt: skip
            await browser.type(text)
        received = len(browser.received)
        await browser.type("\x03")  # heard, and not obeyed at a seat
        await browser.type("?")
        await until(lambda: len(browser.received) > received)
        assert browser.closed is None
        assert not seat.table.match.session.log


async def test_a_hand_raised_elsewhere_does_not_take_the_menu_from_whoever_chooses(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        table = room.room.tables[0]
        side = table.match.session.state.mover
        chooser, seat = await room.student("Ann", side)
        other, _ = await room.student("Bo", 1 - side)
        for browser in (chooser, other):
            await browser.type(ESCAPE)
        await until(lambda: room.focused_at(seat) == "menu-acts")
        await chooser.type(ENTER)
        await until(lambda: room.focused_at(seat) == "menu-contents")
        await other.type("k")
        await until(lambda: any(one.hand for one in table.seats))
        _, newcomer = await room.student("Cy", side)
        assert newcomer.present
        assert room.focused_at(seat) == "menu-contents"


async def test_a_browser_that_does_not_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        dead, seat = await room.student("Ann")
        await dead.leave()
        mute = await dead.session.ws_connect(f"{room.address}/seat/ws", headers=dead.origin, autoclose=False)
        await until(lambda: seat.present)
        await dead.attach()
        await until(lambda: "Your brief" in dead.text)
        assert seat.present
        await mute.close()


async def test_the_teacher_is_told_when_nothing_can_be_kept(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        teacher = await room.teacher()
        room.store.database.run("PRAGMA query_only = ON")
        await teacher.type("a")
        await until(lambda: "Table 1: the store" in teacher.text)
