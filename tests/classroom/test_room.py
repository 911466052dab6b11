"""Who sits where, and what is kept of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.classroom import room as rooms
from game.classroom import tokens
from game.classroom.hosting import open_register
from game.classroom.register import Register
from game.classroom.room import Full, Room
from game.scenario import library
from game.scenario.reading.read import load
from game.store import Store, StoreError, open_store
from tests.scenario.conftest import WELL


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Store, Register]:
    store = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")
    return store, open_register(store)


def _room(kept: tuple[Store, Register], tables: int = 2) -> tuple[Room, str]:
    return Room.open(load(library.find("the-list-on-the-table")), "", tables, 3, *kept)


def test_seats_are_spread_evenly_and_everybody_can_be_told_apart(kept: tuple[Store, Register]) -> None:
    room, _ = _room(kept)
    seats = [room.join("Ann")[0] for _ in range(8)]
    assert {(seat.table.number, seat.side) for seat in seats[:4]} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert all(len(table.members(side)) == 2 for table in room.tables for side in (0, 1))
    assert seats[0].name == "Ann"
    assert len({seat.name for seat in seats}) == 8
    wished, _ = room.join("", 1)
    assert wished.side == 1


def test_names_are_data(kept: tuple[Store, Register]) -> None:
    room, _ = _room(kept)
    seat, _ = room.join("\x1b[31m[bold]Ann[/]\u202e\n" + "x" * 900)
    assert "\x1b" not in seat.name
    assert "\u202e" not in seat.name
    assert "\n" not in seat.name
    assert len(seat.name) <= rooms.NAME_LIMIT


@pytest.mark.parametrize(
    ("first", "second", "called"),
    [
        ("Maria", "Maria", "Maria 2"),
        ("Maria", "maria\u2060", "maria 2"),  # a word joiner
        ("Jose\u0301", "Jos\u00e9", "Jos\u00e9 2"),  # one letter in two forms
        ("Kim", "\uff2b\uff49\uff4d", "\uff2b\uff49\uff4d 2"),  # full width
    ],
)
def test_two_of_one_name_keep_it_and_are_told_apart(
    kept: tuple[Store, Register], first: str, second: str, called: str
) -> None:
    room, _ = _room(kept)
    assert [room.join(name)[0].name for name in (first, second)] == [first, called]


@pytest.mark.parametrize("name", ["\u2800\u2800", "\uffa0", "\u00ad\u200d", "The Teacher", "news\u200b"])
def test_a_name_that_nobody_sees_or_that_is_not_theirs_is_drawn(
    kept: tuple[Store, Register], name: str
) -> None:
    room, _ = _room(kept)
    seat, _ = room.join(name)
    assert seat.name.isalpha()
    assert seat.name.isascii()
    assert "teacher" not in seat.name.lower()


def test_a_code_that_got_out_fills_no_more_than_a_room(
    kept: tuple[Store, Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "MOST_SEATS", 3)
    room, _ = _room(kept)
    for _ in range(3):
        room.join("")
    with pytest.raises(Full):
        room.join("")


def test_an_opened_room_is_found_again_and_no_secret_is_kept(
    kept: tuple[Store, Register], tmp_path: Path
) -> None:
    room, teacher = _room(kept)
    seat, secret = room.join("Ann")
    room.tables[1].pause(True)
    table = seat.table
    state = table.match.session.state
    mover = state.mover
    move = table.match.session.view(mover).moves()[0]
    seat = next(one for one in (seat, room.join("Bo")[0]) if one.side == mover)
    assert table.choose(seat, state.ply, move) == "sent"
    assert table.choose(seat, state.ply, move) == "late", "the table has gone on"
    found = Room.reopen(*kept)
    assert found is not None
    again, new_teacher = found
    assert again.code == room.code
    for old, new in zip(room.tables, again.tables, strict=True):
        session, same_session = old.match.session, new.match.session
        assert same_session.state == session.state.replace(game=same_session.game)
    assert [one.paused for one in again.tables] == [False, True]
    same = again.seat_of(secret)
    assert same is not None
    assert (same.name, same.table.number) == ("Ann", 0)
    assert again.is_facilitator(new_teacher)
    assert not again.is_facilitator(teacher), "an old link opens nothing"
    disk = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    for word in (secret, teacher, new_teacher):
        assert word.encode() not in disk
    assert tokens.hashed(secret).encode() in disk
    assert [game.personas for game in kept[0].games()] == [("person", "person")] * 2


def test_the_room_code_is_taken_as_people_type_it(kept: tuple[Store, Register]) -> None:
    room, _ = _room(kept)
    assert room.is_code(f" {room.code[:3].upper()} {room.code[3:]}\n")
    assert not room.is_code(room.code[:-1])
    assert not room.is_code("")


def test_a_room_whose_scenario_was_changed_is_not_opened_half(
    kept: tuple[Store, Register], tmp_path: Path
) -> None:
    store, register = kept
    path = tmp_path / "well.yaml"
    path.write_bytes(WELL.read_bytes())
    room, secret = Room.open(load(path), str(path), 1, 3, store, register)
    session = room.tables[0].match.session
    move = session.view(session.state.mover).moves()[0]
    seats = [room.join("")[0] for _ in range(2)]
    [mover] = [seat for seat in seats if seat.side == session.state.mover]
    assert room.tables[0].choose(mover, 0, move) == "sent"
    # The wish that was named at the opening has another id now.
    path.write_text(WELL.read_text(encoding="utf-8").replace("-heard", "-said"), encoding="utf-8")
    with pytest.raises(StoreError, match="table 1 cannot go on"):
        Room.reopen(store, register)
    assert room.is_facilitator(secret)
    assert len(register.rooms()) == 1
