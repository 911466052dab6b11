"""What is kept of a room, asked alike of the register in SQLite and of the one in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from game.classroom.hosting import open_register
from game.classroom.journal import Event
from game.classroom.register import Register
from game.classroom.room import Room
from game.classroom.rows import ElsewhereError, MeanwhileError, SeatRow
from game.classroom.settings import Settings
from game.scenario import library
from game.scenario.reading.read import load
from game.store import Store, StoreError, open_store
from tests.postgres import cluster
from tests.store.test_postgres import _Wire


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'games.sqlite'}"
        else:
            yield cluster().url(stack.enter_context(cluster().lent()))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def _open(url: str, stack: ExitStack) -> tuple[Store, Register]:
    store = open_store(url)
    stack.callback(store.close)
    register = open_register(store)
    return store, register


def _event(seq: int, **body: object) -> Event:
    return Event(seq, 5.5, "said", 3, body)


def test_rooms_seats_and_events_are_found_again(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    assert register.rooms() == []
    room = register.open_room("abc234", "hash", lambda: ["g1", "g2"], 10.5, {"send": "head"})
    epoch = register.take_over(room.id, 0, "http://here")
    register.append(room.id, 0, epoch, [_event(0, text="Ünïcode ∀ 你好 \u202e")])
    register.append(room.id, 0, epoch, [_event(1, side=1)])
    seat = register.take_seat(room.id, SeatRow(0, 0, 1, "head", "Ann", "secret", "device"))
    register.keep_scratch(room.id, 0, epoch, seat.id, '{"notes": "x"}')
    register.keep_seat(room.id, 0, epoch, seat._replace(side=0, role="legal"))
    register.beat(room.id, 99.0, {0: epoch})
    register.renew(room.id, "other")
    _, again = _open(url, stack)
    [found] = again.rooms()
    assert (found.code, found.secret, found.made, found.alive) == ("abc234", "other", 10.5, 99.0)
    assert found.settings == {"send": "head"}
    assert [(table.number, table.game) for table in again.tables(room.id)] == [(0, "g1"), (1, "g2")]
    assert again.events(room.id, 0) == [_event(0, text="Ünïcode ∀ 你好 \u202e"), _event(1, side=1)]
    assert again.events(room.id, 0, 1) == [_event(1, side=1)]
    assert again.events(room.id, 1) == []
    [kept] = again.seats(room.id)
    assert (kept.side, kept.role, kept.name, kept.device) == (0, "legal", "Ann", "device")
    assert kept.scratch == '{"notes": "x"}'


def test_events_come_in_order_and_only_from_who_has_the_table(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    old = register.take_over(room.id, 0, "a")
    register.append(room.id, 0, old, [_event(0)])
    for seq in (0, 2, 7):
        with pytest.raises(StoreError):
            register.append(room.id, 0, old, [_event(seq)])
    new = register.take_over(room.id, 0, "b")
    assert new == old + 1
    with pytest.raises(StoreError, match="elsewhere"):
        register.append(room.id, 0, old, [_event(1)])
    register.append(room.id, 0, new, [_event(1)])
    assert [event.seq for event in register.events(room.id, 0)] == [0, 1]


def _write(url: str, room: int, epoch: int, number: int, most: int) -> list[tuple[int, int]]:
    """Another program: writes events and seats, whoever else does; gives number and place of each event."""
    kept: list[tuple[int, int]] = []
    with ExitStack() as own:
        _, register = _open(url, own)
        while len(kept) < most:
            seq = len(register.events(room, 0))
            try:
                register.append(room, 0, epoch, [_event(seq, by=number, nth=len(kept))])
            except StoreError:
                continue  # another was faster
            kept.append((seq, number))
            register.take_seat(room, SeatRow(0, 0, 0, "member", "Ann", f"{number} {len(kept)}", ""))
        register.open_room("abc234", f"hash {number}", lambda: ["g"], 0, {})
    return kept


def test_writers_in_three_processes_leave_no_gap_and_nothing_twice(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    epoch = register.take_over(room.id, 0, "a")
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_write, url, room.id, epoch, number, 20) for number in range(3)]
        kept = [one for done in running for one in done.result(timeout=120)]
    events = register.events(room.id, 0)
    assert [event.seq for event in events] == list(range(60))
    assert [(event.seq, event.body["by"]) for event in events] == sorted(kept)
    assert [seat.id for seat in register.seats(room.id)] == list(range(1, 61))
    assert [one.id for one in register.rooms()] == [1, 2, 3, 4]


def test_whoever_lost_a_table_changes_nothing_there_any_more(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1", "g2"], 0, {})
    old = register.take_over(room.id, 0, "a")
    seat = register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "s", ""))
    register.append(room.id, 0, old, [_event(0)])
    register.beat(room.id, 7.0, {0: old})
    new = register.take_over(room.id, 0, "b")
    refused = partial(pytest.raises, ElsewhereError, match="table 1 is served from elsewhere now")
    with refused():
        register.append(room.id, 0, old, [_event(1)])
    with refused():
        register.keep_seat(room.id, 0, old, seat._replace(gone="removed"))
    with refused():
        register.keep_scratch(room.id, 0, old, seat.id, "late")
    register.beat(room.id, 9.0, {0: old})
    [first, second] = register.tables(room.id)
    assert (first.epoch, first.address, first.alive) == (new, "b", 7.0)
    assert (second.epoch, second.address, second.alive) == (0, "", 0)
    assert register.seats(room.id) == [seat]
    assert register.heads(room.id) == {0: 1}
    with pytest.raises(StoreError, match="no table 3"):
        register.take_over(room.id, 2, "b")


def test_a_seat_that_was_chosen_too_long_ago_is_not_given(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    other = register.open_room("abc234", "hash2", lambda: ["g1"], 0, {})
    row = SeatRow(0, 0, 0, "head", "Ann", "s", "")
    first = register.take_seat(room.id, row, 0)
    register.take_seat(other.id, row._replace(secret="t"), 0)
    with pytest.raises(MeanwhileError):
        register.take_seat(room.id, row._replace(secret="u"), 0)
    second = register.take_seat(room.id, row._replace(secret="u"), first.id)
    assert second.id == 3
    assert register.has_seat(room.id, "u")
    assert not register.has_seat(other.id, "u")
    assert [seat.id for seat in register.seats(room.id)] == [1, 3]


def test_the_facilitator_has_one_link_or_several(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "one", lambda: ["g1"], 0, {})
    register.renew(room.id, "two", beside=True)
    [found] = register.rooms()
    assert [found.opened_by(secret) for secret in ("one", "two", "one two", "", "on")] == [
        *(True, True),
        *(False, False, False),
    ]
    register.renew(room.id, "three")
    assert [register.rooms()[0].opened_by(secret) for secret in ("one", "two", "three")] == [
        *(False, False),
        True,
    ]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 3_000_000, "\U0001f600\u202e", "%s ? $1 '; --"])
def test_any_text_is_kept_or_refused_in_a_sentence(url: str, stack: ExitStack, text: str) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {"choice": text})
    epoch = register.take_over(room.id, 0, "a")
    register.append(room.id, 0, epoch, [_event(0, text=text)])
    register.reflect(room.id, [text])
    assert register.rooms()[0].settings == {"choice": text}
    assert register.events(room.id, 0) == [_event(0, text=text)]
    assert register.reflections(room.id) == [[text]]
    seat = register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "s", ""))
    why, kept = "", text
    try:
        register.keep_scratch(room.id, 0, epoch, seat.id, text)
    except StoreError as error:
        why, kept = str(error), ""
    assert why.isprintable()
    assert register.seats(room.id) == [seat._replace(scratch=kept)]
    register.append(room.id, 0, epoch, [_event(1)])


def test_what_cannot_be_kept_is_told_in_a_sentence_and_changes_nothing(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "same", ""))
    with pytest.raises(StoreError):
        register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Bo", "same", ""))
    with pytest.raises(StoreError):
        register.take_seat(room.id + 5, SeatRow(0, 0, 0, "head", "Bo", "other", ""))
    assert [seat.name for seat in register.seats(room.id)] == ["Ann"]


def test_reflections_have_no_order_and_a_room_is_forgotten_whole(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    other = register.open_room("def567", "hash", lambda: ["g2"], 0, {})
    given = [[f"answer {number}", ""] for number in range(8)]
    for answers in given:
        register.reflect(room.id, answers)
    found = register.reflections(room.id)
    assert sorted(found) == given
    register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "s", ""))
    assert register.games(room.id) == ["g1"]
    register.forget(room.id)
    assert [one.id for one in register.rooms()] == [other.id]
    assert [register.seats(room.id), register.reflections(room.id), register.tables(room.id)] == [[], [], []]
    assert register.heads(room.id) == {}
    assert [table.game for table in register.tables(other.id)] == ["g2"]


async def test_a_room_is_opened_again_as_it_was(url: str, stack: ExitStack) -> None:
    store, register = _open(url, stack)
    scenario = load(library.find("the-list-on-the-table"))
    room, _ = Room.open(scenario, "", 2, 3, store, register, Settings("majority"))
    seats = [room.join("")[0] for _ in range(8)]
    for seat in seats:
        seat.table.came(seat)
    table = room.tables[1]
    side = table.match.session.state.mover
    one, two = table.members(side)
    moves = table.match.session.view(side).moves()
    table.choose(one, 0, moves[0], "Ours.")
    table.vote(two, table.journal.drafts[0].id)
    other, _ = table.members(1 - side)
    table.choose(other, 1, table.match.session.view(1 - side).moves()[0])
    assert not table.warning
    again = Room.reopen(*_open(url, stack))
    assert again is not None
    found = again[0].tables[1]
    assert [entry.words for entry in found.match.session.log] == ["Ours."]
    assert len(found.journal.drafts) == 1
    assert {seat.name for seat in again[0].seats.values()} == {seat.name for seat in seats}


def _old_rooms(path: Path, *games: str) -> None:
    """Write a file of rooms as the first version did: a room for each game, with a seat and an event."""
    with closing(sqlite3.connect(path)) as file:
        for table in (
            "rooms (id INTEGER PRIMARY KEY, code, secret, made, alive, settings)",
            "tables (room, number, game, epoch DEFAULT 3, address DEFAULT '', alive DEFAULT 0)",
            "seats (id INTEGER PRIMARY KEY, room, number, side, role, name, secret, device, gone, scratch)",
            "happened (room, number, seq, at, kind, seat, body)",
            "reflections (room, id, answers)",
        ):
            file.execute(f"CREATE TABLE {table}")
        for room, game in enumerate(games, 5):
            file.execute("INSERT INTO rooms VALUES (?, 'abc234', ?, 1, 2, '{}')", (room, f"hash {game}"))
            file.execute("INSERT INTO tables (room, number, game) VALUES (?, 0, ?)", (room, game))
            seat = (10 * room, room, f"Ann of {game}", f"secret {game}")
            file.execute("INSERT INTO seats VALUES (?, ?, 0, 1, 'head', ?, ?, '', '', 'half a w')", seat)
            file.execute(
                """INSERT INTO happened VALUES (?, 0, 0, 5.5, 'said', 3, '{"text": "Ünï"}')""", (room,)
            )
            file.execute("INSERT INTO reflections VALUES (?, ?, '[\"yes\"]')", (room, game))
        file.execute("PRAGMA user_version = 2")
        file.commit()


def _begun(store: Store) -> str:
    return store.begin("mirror", "0" * 64, 1, ("person", "person"))


def test_two_stores_in_one_directory_do_not_see_each_others_rooms(tmp_path: Path, stack: ExitStack) -> None:
    _, first = _open(f"sqlite:///{tmp_path / 'monday.sqlite'}", stack)
    _, second = _open(f"sqlite:///{tmp_path / 'tuesday.sqlite'}", stack)
    first.open_room("abc234", "one", lambda: ["g1"], 0, {})
    second.open_room("def567", "two", lambda: ["g2"], 0, {})
    assert [room.code for room in first.rooms()] == ["abc234"]
    assert [room.code for room in second.rooms()] == ["def567"]
    for register in (first, second):  # each may be served, though both rooms have the same number
        register.database.hold(register.rooms()[0].id)


def test_rooms_of_the_first_version_are_taken_over_once_by_their_own_store(
    tmp_path: Path, stack: ExitStack
) -> None:
    urls = [f"sqlite:///{tmp_path / name}.sqlite" for name in ("monday", "tuesday")]
    stores = [open_store(url) for url in urls]
    games = [_begun(store) for store in stores]
    old = tmp_path / "rooms.sqlite"
    _old_rooms(old, *games)
    before = old.read_bytes()
    for number, game in enumerate(games):
        for _ in range(2):
            _, register = _open(urls[number], stack)
            [room] = register.rooms()
            assert (room.id, room.secret) == (5 + number, f"hash {game}")
            [seat] = register.seats(room.id)
            assert (seat.name, seat.scratch) == (f"Ann of {game}", "half a w")
            assert [event.body for event in register.events(room.id, 0)] == [{"text": "Ünï"}]
            assert register.reflections(room.id) == [["yes"]]
            assert [table.epoch for table in register.tables(room.id)] == [3]
        register.forget(5 + number)
        assert _open(urls[number], stack)[1].rooms() == []  # what was deleted does not come back
        stores[number].close()
    assert old.read_bytes() == before


def test_a_file_of_rooms_that_cannot_be_read_is_named_and_tried_again(
    tmp_path: Path, stack: ExitStack
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")
    stack.callback(store.close)
    game = _begun(store)
    old = tmp_path / "rooms.sqlite"
    old.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(StoreError, match=r"rooms\.sqlite is damaged or is not a store"):
        open_register(store)
    old.unlink()
    _old_rooms(old, game)
    with closing(sqlite3.connect(old)) as file:
        file.execute("PRAGMA user_version = 9")
    with pytest.raises(StoreError, match=r"rooms\.sqlite does not hold rooms"):
        open_register(store)
    with closing(sqlite3.connect(old)) as file:
        file.execute("PRAGMA user_version = 2")
    assert [room.code for room in open_register(store).rooms()] == ["abc234"]


def test_rooms_of_the_first_version_in_postgresql_stay_where_they_are(stack: ExitStack) -> None:
    name = stack.enter_context(cluster().lent())
    store, register = _open(cluster().url(name), stack)
    room = register.open_room("abc234", "hash", lambda: [_begun(store)], 0, {})
    # The first version counted the steps of the rooms in a table of their own.
    cluster().execute("UPDATE frank_exchange.store SET version = 1", name)
    cluster().execute("CREATE TABLE frank_exchange.register (version INTEGER)", name)
    _, again = _open(cluster().url(name), stack)
    assert again.rooms() == [room]
    assert cluster().execute("SELECT MAX(version) FROM frank_exchange.store", name) == [(2,)]
    assert cluster().execute("SELECT to_regclass('frank_exchange.register')", name) == [(None,)]


@pytest.mark.parametrize("cut", ["unheard", "unanswered", "late"])
def test_a_wire_cut_at_a_commit_loses_nothing_and_does_nothing_twice(stack: ExitStack, cut: str) -> None:
    name = stack.enter_context(cluster().lent())
    _, there = _open(cluster().url(name), stack)
    wire = _Wire(cluster().port)
    stack.callback(wire.close)
    _, register = _open(f"postgresql://frank@127.0.0.1:{wire.port}/{name}", stack)
    wire.cuts[:] = [cut]
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    epoch = register.take_over(room.id, 0, "a")
    row = SeatRow(0, 0, 0, "head", "Ann", "s", "")
    wire.cuts[:] = [cut]
    seat = register.take_seat(room.id, row)
    for seq in range(3):
        wire.cuts[:] = [cut]
        register.append(room.id, 0, epoch, [_event(seq)])
    wire.cuts[:] = [cut]
    register.reflect(room.id, ["yes"])
    wire.cuts[:] = [cut]
    again = register.take_over(room.id, 0, "b")
    assert wire.cuts == []
    assert [one.id for one in there.rooms()] == [room.id]
    assert there.seats(room.id) == [seat]
    assert [event.seq for event in there.events(room.id, 0)] == [0, 1, 2]
    assert there.reflections(room.id) == [["yes"]]
    assert there.tables(room.id)[0].epoch == again


def test_another_event_at_the_same_place_is_not_taken_for_ours(stack: ExitStack) -> None:
    name = stack.enter_context(cluster().lent())
    _, there = _open(cluster().url(name), stack)
    wire = _Wire(cluster().port)
    stack.callback(wire.close)
    _, register = _open(f"postgresql://frank@127.0.0.1:{wire.port}/{name}", stack)
    room = register.open_room("abc234", "hash", lambda: ["g1"], 0, {})
    epoch = register.take_over(room.id, 0, "a")
    wire.cuts[:] = ["unheard"]
    wire.meanwhile = lambda: there.append(room.id, 0, epoch, [_event(0, text="theirs")])
    with pytest.raises(StoreError, match="is not the next one"):
        register.append(room.id, 0, epoch, [_event(0, text="ours")])
    assert [event.body for event in there.events(room.id, 0)] == [{"text": "theirs"}]
