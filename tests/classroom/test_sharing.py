"""The real program several times on one PostgreSQL: one is killed, one is frozen, and the class goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, WSServerHandshakeError
from playwright.async_api import Browser as Chromium

from game.classroom.hosting import open_register
from game.classroom.notices import Notice
from game.classroom.tokens import hashed
from game.classroom.web.messages import ELSEWHERE, REFUSED
from game.cli import main
from game.match.match import resume_match
from game.match.verify import verify
from game.store import open_store
from tests.classroom.pages import in_a_browser
from tests.classroom.school import Host, School
from tests.classroom.seats import DOWN, ENTER, Browser, a_class, start, until
from tests.postgres import cluster

SCENARIO = "the-list-on-the-table"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with _school(tmp_path) as made:
        yield made


@asynccontextmanager
async def _school(place: Path) -> AsyncIterator[School]:
    with cluster().lent() as database:
        store = open_store(cluster().url(database))
        register = open_register(store)
        made = School(place, database, store, register)
        try:
            yield made
            assert verify(store).problems == []
            for row in register.tables(1):
                made.journal(row.number)
        finally:
            for host in made.hosts:
                if host.process.returncode is None:
                    with suppress(ProcessLookupError):
                        os.kill(host.process.pid, signal.SIGCONT)
                        host.process.kill()
                await host.process.communicate()
            for browser in made.browsers:
                with suppress(ConnectionError, asyncio.TimeoutError):
                    await browser.leave()
                await browser.session.close()
            store.close()


async def _arrive(browser: Browser, others: list[Host]) -> str:
    """Find one's seat, as the pages do: show the secret, go where the answer says; gives the address."""
    places = [browser.address, *(host.address for host in others)]
    for tries in range(600):
        try:
            async with browser.session.post(
                f"{browser.address}/enter", data=browser.secret, headers=browser.origin
            ) as answer:
                assert answer.status == 200
                leads = (await answer.text()).removesuffix("/seat")
            if leads:
                assert leads in {host.address for host in others}
                browser.address = leads
                continue
            async with browser.session.get(f"{browser.address}/seat", allow_redirects=False) as page:
                if page.status == 200:
                    await browser.attach()
                    return browser.address
                assert page.status in (303, 503), page.status
        except (ClientError, OSError):
            browser.address = places[tries % len(places)]
        await asyncio.sleep(0.05)
    raise AssertionError("nobody was let in")


def _place_of(school: School, browser: Browser) -> tuple[int, int]:
    """Table and side of a seat, as it is kept."""
    [row] = [row for row in school.register.seats(1) if row.secret == hashed(browser.secret)]
    return row.table, row.side


async def test_the_tables_of_a_killed_server_go_on_at_another_with_all_that_was_there(school: School) -> None:
    one = await school.host(SCENARIO, "--tables", "4", "--most", "2", "--seed", "7", "--no-clock")
    two = await school.host("--resume")
    hosts = [one, two]
    await until(lambda: sorted(school.owners()) == sorted([one.address, two.address] * 2))
    students = [school.browser(hosts[number % 2]) for number in range(10)]
    for number, student in enumerate(students):
        assert await student.join(one.code, f"S{number}") == 303
    places = [_place_of(school, student) for student in students]
    tables = [table for table, _ in places]
    assert sorted(tables) == [0, 0, 0, 0, 1, 1, 2, 2, 3, 3], "they sit evenly, wherever they came in"
    owners = school.owners()
    for student, table in zip(students, tables, strict=True):
        assert await _arrive(student, hosts) == owners[table]
    await until(lambda: all("Your brief" in student.text for student in students))
    for student in students:
        await student.type(ENTER)

    # Somebody at a table of each server drafts, says something to the delegation, and makes notes.
    full = next(table for table in range(4) if tables.count(table) == 4)
    game = resume_match(None, school.store.load(school.register.tables(1)[full].game))[0].session
    drafters = [students[at] for at, place in enumerate(places) if place == (full, game.state.mover)]
    await until(lambda: all("What do you do?" in one.text for one in drafters))
    first, second = drafters
    for key, then in (("o", "in your own words"), (ENTER, "forceful"), (ENTER, "Written line")):
        await first.type(key)
        await until(lambda then=then: then in first.text)  # type: ignore[misc]
    await first.type(f"We came to listen.{ENTER}")
    await until(lambda: [draft.words for draft in school.journal(full).drafts] == ["We came to listen."])
    for number, student in enumerate(students):
        if student not in drafters:
            await student.type("t")
            await until(lambda student=student: "nobody else reads it" in student.text)  # type: ignore[misc]
            await student.type(f"line {number}{ENTER}")
    await until(lambda: sum(len(school.said(table)) for table in range(4)) == 8)

    # The teacher's screen at each server moves its own tables, and tells where the others are.
    killed, left = (one, two) if owners[full] == one.address else (two, one)
    for host in hosts:
        teacher = await school.teacher(host)
        before = school.moves()
        away = next(each for each in hosts if each is not host).address
        await until(lambda away=away, teacher=teacher: away.partition("://")[2] in teacher.text)  # type: ignore[misc]
        await teacher.type("x")
        await until(lambda teacher=teacher: "all tables" in teacher.text)  # type: ignore[misc]
        if host is killed:
            continue  # a move would take the draft away
        await teacher.type("a")
        await until(lambda: f"served by {away}" in teacher.text)  # noqa: B023 - it is called before the next
        mine = [table for table in range(4) if owners[table] == host.address]
        await until(lambda: all(school.moves()[table] > before[table] for table in mine))  # noqa: B023
        assert [school.moves()[table] for table in range(4) if table not in mine] == [0, 0]

    said, moves = [sorted(school.said(table)) for table in range(4)], school.moves()
    killed.process.kill()
    await killed.process.wait()
    await until(lambda: set(school.owners()) == {left.address})
    for student in students:
        await student.leave()
        student.received.clear()
    for student in students:
        assert await _arrive(student, hosts) == left.address
    await until(
        lambda: all("Your brief" in one.text or "nobody else reads it" in one.text for one in students)
    )
    assert [sorted(school.said(table)) for table in range(4)] == said
    assert school.moves() == moves
    for key, then in ((ENTER, "1 draft"), ("d", "We came to listen")):
        await second.type(key)
        await until(lambda then=then: then in second.text)  # type: ignore[misc]
    await second.type(ENTER)
    await until(lambda: school.moves()[full] == 1)
    saved = school.store.load(school.register.tables(1)[full].game)
    assert [move.words for move in saved.moves] == ["We came to listen."]
    moves = school.moves()
    teacher = await school.teacher(left, killed.secret)  # the link of the dead server opens this one
    await teacher.type("a")  # to all tables still, as it was chosen
    await until(lambda: all(now > before for now, before in zip(school.moves(), moves, strict=True)))


def _written(school: School) -> list[object]:
    """All that a server could have written, but that it runs."""
    return [
        [tuple(row)[:4] for row in school.register.tables(1)],
        [school.register.events(1, row.number) for row in school.register.tables(1)],
        school.register.seats(1),
        school.register.reflections(1),
        [(game.id, game.plies, game.ending) for game in school.store.games()],
    ]


@pytest.mark.parametrize("cut", ["guard", "all"])
async def test_a_frozen_server_that_comes_back_can_write_nothing_any_more(school: School, cut: str) -> None:
    words = (SCENARIO, "--tables", "2", "--seed", "7", "--no-clock")
    before = {pid for (pid,) in cluster().execute("SELECT pid FROM pg_stat_activity")}
    old = await school.host(*words)
    of_old = {pid for (pid,) in cluster().execute(_BACKENDS.format(school.database)) if pid not in before}
    [(guard,)] = cluster().execute("SELECT pid FROM frank_exchange.hosts", school.database)
    assert guard in of_old
    new = await school.host("--resume")
    assert set(school.owners()) == {old.address}
    student = school.browser(old)
    assert await student.join(old.code, "Ann") == 303
    assert await _arrive(student, [old, new]) == old.address
    await until(lambda: "Your brief" in student.text)
    await student.type(ENTER)
    teacher = await school.teacher(old)
    await teacher.type("xa")
    await until(lambda: school.moves() == [1, 1])
    await student.type("t")
    await until(lambda: "nobody else reads it" in student.text)

    old.process.send_signal(signal.SIGSTOP)
    await teacher.type("aaa")
    await student.type(f"too late{ENTER}half a sen")
    for pid in {guard} if cut == "guard" else of_old:
        cluster().execute(f"SELECT pg_terminate_backend({pid}, 5000)")
    await until(lambda: set(school.owners()) == {new.address})
    there = await school.teacher(new)
    await there.type("xaa")
    await until(lambda: school.moves() == [3, 3])
    written = _written(school)

    old.process.send_signal(signal.SIGCONT)
    await until(lambda: student.closed is not None)
    assert student.closed != 4001, "the page comes again by itself"
    async with student.session.get(f"{old.address}/seat", allow_redirects=False) as answer:
        assert answer.status == 303
        assert answer.headers["Location"] == f"{new.address}/seat#{student.secret}"
    assert await _arrive(student, [old, new]) == new.address
    await until(lambda: "served by" in await_text(teacher, new))
    assert school.said(0) == []
    assert _written(school) == written
    await teacher.type("a")
    await until(lambda: f"served by {new.address}" in teacher.text)
    assert _written(school) == written


_BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid() "
    "AND application_name = 'frank-exchange'"
)


def await_text(browser: Browser, host: Host) -> str:
    """What a browser shows once the address of a server stands in it."""
    return "served by" if host.address.partition("://")[2] in browser.text else ""


async def test_a_server_that_is_closed_hands_its_tables_on_and_a_form_finds_its_way(school: School) -> None:
    one = await school.host(SCENARIO, "--tables", "2")
    two = await school.host("--resume")
    student = school.browser(two)
    assert await student.join(one.code, "Ann") == 303
    async with student.session.get(f"{two.address}/seat", allow_redirects=False) as answer:
        assert answer.status == 401, "no cookie: the page shows its secret, and is told where the table is"
    assert await student.enter(student.secret) == 200
    async with student.session.get(f"{two.address}/seat", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, f"{one.address}/seat#{student.secret}")
        assert "?" not in answer.headers["Location"]
    one.process.send_signal(signal.SIGINT)
    assert await one.process.wait() == 0
    await until(lambda: set(school.owners()) == {two.address})
    assert await _arrive(student, [one, two]) == two.address


@in_a_browser
async def test_a_page_of_a_killed_server_finds_its_seat_at_another(tmp_path: Path, browser: Chromium) -> None:
    async with _school(tmp_path) as school:
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            port = free.getsockname()[1]
        one = await school.host(SCENARIO, "--tables", "1", "--choose")
        # For a browser another name is another site, and no cookie goes along from one to the other.
        two = await school.host("--resume", "--port", str(port), "--address", f"http://127.0.0.1:{port}")
        page = await browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{two.address}/?code={one.code}")
        await page.fill("input[name=name]", "Ann")
        await page.click("button")
        await page.wait_for_url(f"{one.address}/seat#*")
        await page.wait_for_selector("body.-loaded")
        one.process.kill()
        await page.wait_for_url(f"{two.address}/seat#*", timeout=30_000)
        await page.wait_for_selector("body.-loaded")
        assert set(school.owners()) == {two.address}
        assert errors == []
        [row] = school.register.seats(1)
        assert row.name == "Ann"
        await page.close()


async def test_a_server_behind_a_proxy_goes_by_its_own_name(tmp_path: Path) -> None:
    name = "one.school.example"
    process, _, link = await start(tmp_path, SCENARIO, "--port", "0", "--address", f"https://{name}/")
    address = link.partition("/facilitator")[0]
    try:
        async with ClientSession() as session:
            for host, status in ((name, 200), ("two.school.example", 403)):
                async with session.get(address, headers={"Host": host}) as answer:
                    assert answer.status == status
    finally:
        process.terminate()
        await process.communicate()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--most", "2"), "--most is for a room that several machines share"),
        (("--address", "school"), "'school' is no address of a room"),
    ],
)
def test_what_makes_no_sense_is_told(
    tmp_path: Path, words: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = f"sqlite:///{tmp_path / 'games.sqlite'}"
    assert main(["host", SCENARIO, "--port", "0", "--store", store, *words]) == 1
    assert why in capsys.readouterr().err


async def test_what_a_browser_is_told_while_its_table_is_elsewhere(tmp_path: Path) -> None:
    async with a_class(tmp_path) as room:
        student, seat = await room.student("Ann")
        table = seat.table
        table.elsewhere = ""
        await until(lambda: student.closed is not None)
        assert student.closed not in (ELSEWHERE, REFUSED), "the page comes again"
        async with student.session.get(f"{room.address}/seat") as answer:
            assert answer.status == 503
            page = await answer.text()
        assert 'http-equiv="refresh"' in page
        assert "Nothing is lost" in page
        with pytest.raises(WSServerHandshakeError) as refused:
            await student.attach()
        assert refused.value.status == 403
        table.elsewhere = "http://other:8000"
        async with student.session.post(
            f"{room.address}/enter", data=student.secret, headers=student.origin
        ) as answer:
            assert await answer.text() == "http://other:8000/seat"
        table.elsewhere = None
        await student.attach()
        await until(lambda: "Your brief" in student.text)


async def test_the_teacher_is_told_where_a_table_is_in_place_of_what_was_asked(tmp_path: Path) -> None:
    async with a_class(tmp_path, tables=3) as room:
        await room.student("Ann", 0)
        teacher = await room.teacher()
        first, second, third = room.room.tables
        second.elsewhere, third.elsewhere = "http://other:8000", ""

        def shown() -> bool:
            second.tell(Notice())  # a grid that is being drawn for the first time may overlook one
            return "at other:8000" in teacher.text

        await until(shown)
        for key in ("x", "a"):
            await teacher.type(key)
        await until(lambda: "Table 2: served by http://other:8000" in teacher.text)
        await until(lambda: "Table 3: without a server at this moment" in teacher.text)
        await until(lambda: len(first.match.session.log) == 1)
        assert second.match.session.log == third.match.session.log == []
        await teacher.type("x" + DOWN)
        for key in ("w", "g", "m", "n", "s", " ", "+", "1", "u", "d", "z", "b"):
            await teacher.type(key)
        await teacher.type("x")
        await until(lambda: teacher.text.count("What is done next is done to all tables") >= 2)
        assert not second.journal.events
        second.elsewhere = third.elsewhere = None
