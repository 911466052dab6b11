"""A server that is killed: what anybody saw is on the disk, and everybody finds their seat again."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from pathlib import Path

from aiohttp import ClientError, ClientSession, CookieJar

from game.classroom.hosting import open_register
from game.delegates import make
from game.match.match import resume_match
from game.match.verify import verify
from game.narration import transcript
from game.store import open_store
from tests.classroom.seats import DOWN, ENTER, UP, Browser, start, until
from tests.cli.running import frank

KILLS = int(os.environ.get("FRANK_CLASS_KILLS", "2"))
SEATS = int(os.environ.get("FRANK_CLASS_SEATS", "6"))


async def _attach(browser: Browser, path: str, size: tuple[int, int]) -> None:
    for _ in range(200):
        try:
            await browser.attach(path, size)
        except (ClientError, OSError):
            await asyncio.sleep(0.05)  # the server is not there yet
        else:
            return
    raise AssertionError("nobody could come back")


def _kept(place: Path) -> int:
    """How many moves are on the disk."""
    store = open_store(f"sqlite:///{place / 'games.sqlite'}")
    try:
        return sum(game.plies for game in store.games())
    finally:
        store.close()


async def test_no_move_that_anybody_saw_is_lost(tmp_path: Path) -> None:
    chance = random.Random(5)
    tables = max(1, SEATS // 2)
    words = ("two-days-in-beijing", "--tables", str(tables), "--seed", "7", "--port", "0")
    process, code, link = await start(tmp_path, *words)
    address = link.partition("/facilitator")[0]
    port = address.rpartition(":")[2]
    students = [Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in range(SEATS)]
    teacher = Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True)))
    try:
        for number, student in enumerate(students):
            assert await student.join(code, f"S{number}") == 303
        before: dict[str, list[str]] = {}
        for kill in range(KILLS):
            if kill:
                process, again, link = await start(tmp_path, "--resume", "--port", port)
                assert again == code
            assert await teacher.enter(link.partition("#")[2]) == 200
            await asyncio.gather(*(_attach(one, "/seat/ws", (80, 24)) for one in students))
            await _attach(teacher, "/facilitator/ws", (120, 30))
            await until(
                lambda: all("Your brief" in one.text or "Leave your role" in one.text for one in students)
            )
            await until(lambda: f"{SEATS} seats taken" in teacher.text)
            for student in students:
                await student.type(ENTER)  # not escape, which is the key only if nothing follows it at once
            playing = [one for one in students if "Your brief" in one.text]
            talkers = chance.sample(playing, max(2, SEATS // 5))
            for number, student in enumerate(talkers):
                await student.type("t")
                await until(lambda student=student: "nobody else reads it" in student.text)  # type: ignore[misc]
                await student.type(f"line {kill} {number}{ENTER}")
            for _ in range(chance.randrange(4, 30)):
                await teacher.type("a" if chance.random() < 0.5 else chance.choice((UP, DOWN)))
                await asyncio.sleep(chance.random() / 50)
            await teacher.type("x")
            await teacher.type("a")  # at every table that is not over, so that there is something to lose
            await until(lambda: _kept(tmp_path) > sum(map(len, before.values())))
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await asyncio.gather(*(one.leave() for one in (*students, teacher)), return_exceptions=True)
            store = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")
            assert verify(store).problems == []
            assert sum(game.plies for game in store.games()) > sum(map(len, before.values()))
            for number, game in enumerate(store.games()):
                saved = store.load(game.id)
                keys = [move.key for move in saved.moves]
                assert keys[: len(before.get(game.id, []))] == before.get(game.id, []), (
                    "nothing changed behind us"
                )
                before[game.id] = keys
                session = resume_match(None, saved)[0].session
                if session.over:
                    continue
                said = {part.text for part in transcript.paragraphs(session)}
                side = session.state.mover
                entry = session.play(make("pragmatist", session.seed * 2 + side).choose(session.view(side)))
                unsaid = [
                    part.text.split(".")[0][:60]
                    for part in transcript.of_entry(session.game, entry)
                    if part.kind == transcript.SPEECH and part.text not in said
                ]
                seen = " ".join(one.text for one in students[number * 2 : number * 2 + 2])
                assert not [text for text in unsaid if text in seen], "seen before it was kept"
            register = open_register(store)
            [room] = register.rooms()
            lines = {
                event.body["text"]
                for number in range(tables)
                for event in register.events(room.id, number)
                if event.kind == "said"
            }
            for number, student in enumerate(talkers):
                shown = f": line {kill} {number}" in student.text
                assert f"line {kill} {number}" in lines or not shown, "a line was seen before it was kept"
            store.close()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        for one in (*students, teacher):
            await one.session.close()


async def test_a_room_has_one_server_and_a_second_one_is_told_so(tmp_path: Path) -> None:
    process, code, _ = await start(tmp_path, "the-list-on-the-table", "--port", "0")
    try:
        url = f"sqlite:///{tmp_path / 'games.sqlite'}"
        second = await asyncio.to_thread(frank, "host", "--resume", "--port", "0", "--store", url)
        assert second.code == 1
        assert "this room is open already" in second.err
        assert "Room code" not in second.out
    finally:
        process.terminate()
        await process.wait()
    process, again, _ = await start(tmp_path, "--resume", "--port", "0")
    process.terminate()
    await process.wait()
    assert again == code
