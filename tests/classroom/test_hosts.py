"""Several servers of one room: each table is served by one of them, whatever becomes of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from game.classroom import cluster as sharing
from game.classroom import postgres
from game.classroom.cluster import Hosts
from game.classroom.notices import Rewound
from game.classroom.room import Barred, Room
from game.classroom.rows import ElsewhereError
from game.classroom.table import Seat, Table
from game.store import StoreError
from game.store.postgres import PostgresDatabase
from tests.classroom.school import TABLES, Servers, hosts_of
from tests.postgres import cluster


def _mine(room: Room) -> list[int]:
    return [table.number for table in room.tables if table.elsewhere is None]


def _move(table: Table) -> None:
    """One move, by the teacher."""
    table.advance()


def _log(table: Table) -> list[str]:
    session = table.match.session
    return [session.game.key(entry.move) for entry in session.log]


def _join(room: Room) -> Seat:
    return room.join("")[0]


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    monkeypatch.setattr(sharing, "PATIENCE", 0.2)
    with ExitStack() as stack:
        made = Servers(stack.enter_context(cluster().lent()), stack)
        yield made
        assert made.sound()


async def _until(servers: Servers, holds: Callable[[], bool]) -> None:
    for _ in range(200):
        servers.look(1)
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def test_a_table_has_one_server_and_the_others_follow_it(servers: Servers) -> None:
    one = await servers.open(most=2)
    two = await servers.open()
    assert (_mine(one), _mine(two)) == ([0, 1], [2, 3])
    servers.look()
    assert [table.elsewhere for table in one.tables] == [None, None, "http://host1", "http://host1"]
    assert [table.elsewhere for table in two.tables] == ["http://host0", "http://host0", None, None]
    here, there = one.tables[0], two.tables[0]
    heard: list[object] = []
    there.listeners.add(heard.append)
    for _ in range(3):
        _move(here)
    here.message("Well done")
    servers.look()
    assert _log(there) == _log(here)
    assert there.journal.events == here.journal.events
    assert heard[:3] == there.match.session.log
    here.ask_back()
    servers.look()
    assert len(there.match.session.log) == len(here.match.session.log) == 2
    assert there.match.autosave.id == here.match.autosave.id
    assert any(isinstance(what, Rewound) for what in heard)
    _move(here)
    servers.look()
    assert _log(there) == _log(here)


async def test_nothing_can_be_done_to_a_table_that_is_elsewhere(servers: Servers) -> None:
    await servers.open()
    two = await servers.open()
    assert _mine(two) == []
    seat = _join(two)
    table = two.tables[0]
    assert seat.table is table
    before = servers.register.events(1, 0)
    acts: list[Callable[[], object]] = [
        *(table.go, table.advance, table.end, table.ask_back, table.lower_hands, table.open_briefs),
        *(lambda: table.pause(True), lambda: table.give(5), lambda: table.message("x")),
        *(lambda: table.news("x", "y"), lambda: table.seat_computer(0, "pragmatist")),
        *(lambda: table.say(seat, "x"), lambda: table.came(seat), lambda: table.went(seat)),
        lambda: two.keep_scratch(seat, '{"words": "x"}'),
    ]
    for act in acts:
        act()
    view = table.match.session.view(seat.side)
    if table.match.session.state.mover == seat.side:
        assert table.choose(seat, 0, view.moves()[0]) == "late"
    with pytest.raises(ElsewhereError):
        two.remove(seat)
    with pytest.raises(ElsewhereError):
        two.reseat(seat, two.tables[1], 0)
    assert servers.register.events(1, 0) == before
    [kept] = servers.register.seats(1)
    assert (kept.gone, kept.scratch, kept.table) == ("", "", 0)
    assert table.match.session.log == []


async def test_the_tables_of_a_dead_server_go_on_elsewhere(servers: Servers) -> None:
    one = await servers.open(most=2)
    two = await servers.open()
    table = one.tables[0]
    side = table.match.session.state.mover
    seats = [_join(room) for room in (one, two) * 5]
    servers.look()
    first, second = table.members(side)
    for seat in (first, second):
        table.came(seat)
    drafted = table.match.session.view(side).moves()[0]
    assert table.choose(first, 0, drafted, "In our words.") == "drafted"
    one.keep_scratch(second, '{"notes": "remember"}')
    _move(one.tables[1])
    servers.time += 7
    servers.look()
    servers.die(one)
    servers.time += 60
    await _until(servers, lambda: _mine(two) == [0, 1, 2, 3])
    again = two.tables[0]
    assert [draft.words for draft in again.journal.drafts] == ["In our words."]
    assert len(two.tables[1].match.session.log) == 1
    assert {seat.id for seat in two.seats.values()} == {seat.id for seat in seats}
    same, other = again.members(side)
    assert (same.id, other.id, other.scratch) == (first.id, second.id, '{"notes": "remember"}')
    for seat in (same, other):
        again.came(seat)
    again.vote(other, again.journal.drafts[0].id)
    assert [entry.words for entry in again.match.session.log] == ["In our words."]
    joined = [event.seat for event in again.journal.events if event.kind == "joined"]
    assert sorted(joined) == sorted(seat.id for seat in again.seats)


async def test_the_time_in_which_a_table_had_no_server_is_taken_from_nobody(servers: Servers) -> None:
    one = await servers.open()
    two = await servers.open()
    one.tables[0].go()
    servers.time += 100
    servers.look()  # it is kept that the servers run
    servers.time += 3
    servers.die(one)
    servers.time += 500
    await _until(servers, lambda: _mine(two) == [0, 1, 2, 3])
    clock = two.tables[0].journal.clock
    assert not clock.running
    assert clock.played(servers.time) == 100


async def test_who_was_cut_off_can_write_nothing_any_more(servers: Servers) -> None:
    one = await servers.open()
    two = await servers.open()
    table, seat = one.tables[0], _join(one)
    _move(table)
    two.tick()
    servers.cut(one)
    await _until_only(two, lambda: _mine(two) == [0, 1, 2, 3])
    _move(two.tables[0])
    before = (servers.register.events(1, 0), [game.plies for game in servers.store.games()])
    one.keep_scratch(seat, '{"words": "late"}')
    with pytest.raises(ElsewhereError):
        one.remove(seat)
    with pytest.raises(StoreError, match="elsewhere"):
        table.rewind(table.match, 0)
    heard: list[object] = []
    table.listeners.add(heard.append)
    _move(table)
    assert "elsewhere" in table.unsaved
    assert table.elsewhere == "", "it knows now that the table is not its own"
    assert not [what for what in heard if hasattr(what, "move")], "nobody is shown what is not kept"
    for other in one.tables[1:]:
        _move(other)
    assert (servers.register.events(1, 0), [game.plies for game in servers.store.games()]) == before
    [kept] = servers.register.seats(1)
    assert (kept.gone, kept.scratch) == ("", "")
    servers.look()
    assert _mine(one) == []
    assert {table.elsewhere for table in one.tables} == {"http://host1"}
    assert _log(table) == _log(two.tables[0])


async def _until_only(room: Room, holds: Callable[[], bool]) -> None:
    for _ in range(200):
        room.tick()
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def test_a_server_that_was_cut_off_for_a_moment_goes_on_if_nobody_was_faster(servers: Servers) -> None:
    one = await servers.open()
    guard = hosts_of(one)._guard
    assert (
        guard._ask("SELECT current_setting('tcp_keepalives_idle')") == "5"
    )  # or a lost machine kept its tables
    epochs = [table.epoch for table in one.tables]
    cluster().cut(servers.database)
    servers.look()
    assert _mine(one) == [0, 1, 2, 3]
    assert [table.epoch for table in one.tables] == epochs
    _move(one.tables[0])
    assert not one.tables[0].warning


async def test_what_cannot_be_kept_does_not_happen_and_the_table_comes_back(servers: Servers) -> None:
    one = await servers.open()
    table = one.tables[0]
    _move(table)
    cluster().execute("ALTER TABLE frank_exchange.happened RENAME TO hidden", servers.database)
    _move(table)
    assert len(table.match.session.log) == 1
    assert table.elsewhere == ""
    one.tick()
    assert hosts_of(one).trouble
    cluster().execute("ALTER TABLE frank_exchange.hidden RENAME TO happened", servers.database)
    await _until(servers, lambda: _mine(one) == [0, 1, 2, 3])
    assert not hosts_of(one).trouble
    assert not table.warning
    _move(table)
    assert len(table.match.session.log) == 2


async def test_tables_are_given_back_to_a_server_that_comes_later_and_taken_again(servers: Servers) -> None:
    one = await servers.open(most=3)
    await _until(servers, lambda: _mine(one) == [0, 1, 2, 3])
    two = await servers.open()
    assert _mine(two) == []
    await _until(servers, lambda: _mine(two) == [3])
    for _ in range(5):
        servers.look()
    assert (_mine(one), _mine(two)) == ([0, 1, 2], [3])
    three = await servers.open(most=1)
    for _ in range(5):
        servers.look()
    assert _mine(three) == [], "nobody has more than it was given"
    servers.die(two)
    await _until(servers, lambda: _mine(three) == [3])
    assert _mine(one) == [0, 1, 2]
    servers.die(three)
    await _until(servers, lambda: _mine(one) == [0, 1, 2, 3])


async def test_the_tables_of_a_dead_server_are_shared_fairly(servers: Servers) -> None:
    one = await servers.open()
    two, three = await servers.open(), await servers.open()
    servers.die(one)
    await _until(servers, lambda: len(_mine(two) + _mine(three)) == TABLES)
    assert len(_mine(two)) == len(_mine(three)) == 2


async def test_seats_are_the_same_everywhere(servers: Servers) -> None:
    one = await servers.open(most=2)
    two = await servers.open()
    seats = [(one if number % 2 else two).join("Ann", device=f"d{number}") for number in range(16)]
    servers.look()
    for room in (one, two):
        assert all(len(table.members(side)) == 2 for table in room.tables for side in (0, 1))
        found = [room.seat_of(secret) for _, secret in seats]
        assert [seat and seat.id for seat in found] == [seat.id for seat, _ in seats]
        assert len({seat.name for seat in room.seats.values()}) == 16
        for table in room.tables:
            for side in (0, 1):
                assert [seat.role for seat in table.members(side)] == ["head", "legal"]
    for room in (one, two):
        for number in _mine(room):
            table = room.tables[number]
            joined = [event.seat for event in table.journal.events if event.kind == "joined"]
            assert sorted(joined) == sorted(seat.id for seat in table.seats)
    fresh, secret = two.join("")
    assert (fresh.table.number, one.seat_of(secret) is not None) == (0, True), "without waiting for a look"
    moved = one.tables[0].members(0)[1]
    one.reseat(moved, one.tables[3], 1)
    servers.look()
    there = next(seat for seat in two.seats.values() if seat.id == moved.id)
    assert (there.table.number, there.side) == (3, 1)
    assert two.tables[3].journal.events[-1].kind == "joined"
    one.give_role(one.tables[0].members(1)[1], "head")
    banned = one.tables[1].members(0)[0]
    device = next(f"d{number}" for number, (seat, _) in enumerate(seats) if seat.id == banned.id)
    one.remove(banned, ban=True)
    servers.look()
    assert [seat.role for seat in two.tables[0].members(1)] == [
        seat.role for seat in one.tables[0].members(1)
    ]
    assert banned.id not in {seat.id for seat in two.seats.values()}
    with pytest.raises(Barred):
        two.join("Eve", device=device)


async def test_people_who_come_to_two_servers_at_once_get_different_places(servers: Servers) -> None:
    one, two = await servers.open(), await servers.open()
    hosts = hosts_of(two)
    looked, later = hosts.sync, [one]

    def sync() -> None:
        looked()
        if later:  # somebody comes elsewhere between the look and the seat
            later.pop().join("")

    hosts.sync = sync  # type: ignore[method-assign]
    seat, _ = two.join("")
    kept = servers.register.seats(1)
    assert [(row.table, row.side, row.role) for row in kept] == [(0, 0, "head"), (0, 1, "head")]
    assert seat.id == kept[1].id


async def test_the_link_of_each_server_opens_all_until_the_room_is_opened_anew(servers: Servers) -> None:
    one = await servers.open()
    two = await servers.open()
    first, second = servers.secrets
    assert all(room.is_facilitator(secret) for room in (one, two) for secret in (first, second))
    assert not one.is_facilitator(first[:-1])
    servers.die(one)
    three = await servers.open()
    assert all(two.is_facilitator(secret) for secret in servers.secrets)
    servers.die(two)
    servers.die(three)
    four = await servers.open()
    assert [four.is_facilitator(secret) for secret in servers.secrets] == [False, False, False, True]


async def test_two_servers_under_one_address_are_refused(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_GHOST", 0.6)
    await servers.open()
    store, register = servers.connect()
    assert isinstance(store.database, PostgresDatabase)
    hosts = Hosts(store.database, register, "http://host0")
    with pytest.raises(StoreError, match="--lan or --address"):
        Room.reopen(store, register, lambda: servers.time, hosts)
    hosts._guard.close()


async def test_the_listener_wakes_and_survives_a_cut(servers: Servers) -> None:
    one = await servers.open()
    two = await servers.open()
    hosts = hosts_of(two)
    hosts.start()
    here, there = one.tables[0], two.tables[0]
    await asyncio.sleep(0)
    for _ in range(3):
        _move(here)
        for _ in range(250):
            if _log(there) == _log(here):
                break
            await asyncio.sleep(0.02)
        assert _log(there) == _log(here), "nobody looked: it was woken"
        cluster().execute(
            f"SELECT pg_terminate_backend({hosts._listener._database._link.info.backend_pid}, 5000)"
        )
    await hosts.stop()
