"""What is kept of a room, asked alike of the register in SQLite and of the one in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from game.classroom.commands import open_register
from game.classroom.database import SeatRow
from game.classroom.journal import Event
from game.classroom.register import Register
from game.classroom.room import Room
from game.classroom.settings import Settings
from game.record.store import Store, StoreError, open_store
from game.scenario import shelf
from game.scenario.read import load
from tests.postgres import cluster


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
    stack.callback(register.close)
    return store, register


def _event(seq: int, **body: object) -> Event:
    return Event(seq, 5.5, "said", 3, body)


def test_rooms_seats_and_events_are_found_again(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    assert register.rooms() == []
    room = register.open_room("abc234", "hash", ["g1", "g2"], 10.5, {"send": "head"})
    epoch = register.take_over(room.id, 0, "http://here")
    register.append(room.id, 0, epoch, _event(0, text="Ünïcode ∀ 你好 \u202e"))
    register.append(room.id, 0, epoch, _event(1, side=1))
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
    room = register.open_room("abc234", "hash", ["g1"], 0, {})
    old = register.take_over(room.id, 0, "a")
    register.append(room.id, 0, old, _event(0))
    for seq in (0, 2, 7):
        with pytest.raises(StoreError):
            register.append(room.id, 0, old, _event(seq))
    new = register.take_over(room.id, 0, "b")
    assert new == old + 1
    with pytest.raises(StoreError, match="elsewhere"):
        register.append(room.id, 0, old, _event(1))
    register.append(room.id, 0, new, _event(1))
    assert [event.seq for event in register.events(room.id, 0)] == [0, 1]


def test_writers_at_once_leave_no_gap_and_nothing_twice(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", ["g1"], 0, {})
    epoch = register.take_over(room.id, 0, "a")
    kept: list[tuple[int, int]] = []

    def write(number: int) -> None:
        with ExitStack() as own:
            _, mine = _open(url, own)
            done = 0
            while done < 20:
                seq = len(mine.events(room.id, 0))
                try:
                    mine.append(room.id, 0, epoch, _event(seq, by=number, nth=done))
                except StoreError:
                    continue  # another was faster
                kept.append((number, done))
                done += 1

    writers = [Thread(target=write, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events = register.events(room.id, 0)
    assert [event.seq for event in events] == list(range(60))
    assert sorted((event.body["by"], event.body["nth"]) for event in events) == sorted(kept)


def test_what_cannot_be_kept_is_told_in_a_sentence_and_changes_nothing(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", ["g1"], 0, {})
    register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "same", ""))
    with pytest.raises(StoreError):
        register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Bo", "same", ""))
    with pytest.raises(StoreError):
        register.take_seat(room.id + 5, SeatRow(0, 0, 0, "head", "Bo", "other", ""))
    assert [seat.name for seat in register.seats(room.id)] == ["Ann"]


def test_reflections_have_no_order_and_a_room_is_forgotten_whole(url: str, stack: ExitStack) -> None:
    _, register = _open(url, stack)
    room = register.open_room("abc234", "hash", ["g1"], 0, {})
    other = register.open_room("def567", "hash", ["g2"], 0, {})
    given = [[f"answer {number}", ""] for number in range(8)]
    for answers in given:
        register.reflect(room.id, answers)
    found = register.reflections(room.id)
    assert sorted(found) == given
    register.take_seat(room.id, SeatRow(0, 0, 0, "head", "Ann", "s", ""))
    assert register.games(room.id) == ["g1"]
    register.forget(room.id)
    assert [one.id for one in register.rooms()] == [other.id]
    assert register.seats(room.id) == register.reflections(room.id) == register.tables(room.id) == []


async def test_a_room_is_opened_again_as_it_was(url: str, stack: ExitStack) -> None:
    store, register = _open(url, stack)
    scenario = load(shelf.find("the-list-on-the-table"))
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
