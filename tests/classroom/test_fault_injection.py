"""Faults that pass, at every step of every write of a class: the room that is opened again is whole."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from game.classroom.hosting import open_register
from game.classroom.room import Room
from game.classroom.settings import Settings
from game.classroom.table import Seat, Table
from game.match.verify import verify
from game.scenario import library
from game.scenario.reading.read import load
from game.store import Store, open_store
from tests.postgres import cluster
from tests.store.test_fault_injection import KINDS, on_a_failing_disk, refusing, statements_of


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def _room(store: Store) -> tuple[Room, list[Seat]]:
    room, _ = Room.open(
        load(library.find("the-list-on-the-table")),
        "",
        1,
        3,
        store,
        open_register(store),
        Settings("majority"),
    )
    seats = [room.join("")[0] for _ in range(4)]
    for seat in seats:
        seat.table.came(seat)
    return room, seats


def _turn(table: Table, words: str) -> None:
    """Draft a move, talk about it and vote for it: the second vote makes it."""
    session = table.match.session
    one, two = table.members(session.state.mover)
    ply = session.state.ply
    assert table.choose(one, ply, table.match.session.view(one.side).moves()[0], words) == "drafted"
    table.say(two, f"About move {ply}.")
    table.vote(two, table.journal.drafts[0].id)
    assert session.state.ply == ply + 1


def _whole(store: Store, table: Table) -> None:
    """A room that is opened again from the disk has all that this one has."""
    register = open_register(store)
    [room] = register.rooms()
    events = register.events(room.id, table.number)
    assert events == table.journal.events
    saved = store.load(table.match.autosave.id)
    session = table.match.session
    assert [(move.key, move.words) for move in saved.moves] == [
        (session.game.key(entry.move), entry.words) for entry in session.log
    ]
    assert verify(store).problems == []


@pytest.mark.parametrize("kind", KINDS)
async def test_every_statement_of_a_turn_at_a_table_may_fail_once(tmp_path: Path, kind: str) -> None:
    store, disk = on_a_failing_disk(tmp_path / "games.sqlite")
    room, _ = _room(store)
    table, disk.code = room.tables[0], KINDS[kind][0]
    _turn(table, "")  # this one started the clock as well
    steps = statements_of(disk, lambda: _turn(table, ""))
    assert steps > 10, "three events and a move, each in a transaction"
    for step in range(steps):
        disk.armed = step
        _turn(table, f"At step {step}.")
        assert disk.armed < 0, "the fault came"
        room.tick()
        assert (table.unsaved, table.warning) == ("", "")
    _whole(store, table)
    store.close()


async def test_what_waits_is_told_and_saved_without_another_move(tmp_path: Path) -> None:
    store, disk = on_a_failing_disk(tmp_path / "games.sqlite")
    room, seats = _room(store)
    table = room.tables[0]
    disk.code = KINDS["a full disk"][0]
    for _ in range(3):
        disk.armed = 1
        table.say(seats[0], "A word.")
        assert "the disk is full" in table.warning
        assert "People can play on" in table.warning
    _turn(table, "")
    await asyncio.sleep(0)
    assert table.warning == ""
    _whole(store, table)
    store.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_server_that_refuses_once_costs_a_class_nothing(stack: ExitStack, kind: str) -> None:
    name = stack.enter_context(cluster().lent())
    store = stack.enter_context(closing(open_store(cluster().url(name))))
    room, seats = _room(store)
    table = room.tables[0]
    for refused in ("happened", "moves", "happened"):
        with refusing(name, [refused], KINDS[kind][1]):
            _turn(table, "In our own words.")
            assert table.unsaved
            if refused == "moves":  # neither without the other
                kept = open_register(store).events(room.id, 0)
                assert [event.kind for event in kept].count("turn") == len(
                    store.load(table.match.autosave.id).moves
                )
        table.say(seats[0], "It works again.")
        assert table.unsaved == ""
        _turn(table, "")
    _whole(store, table)


async def test_a_class_game_that_was_played_on_elsewhere_goes_on_as_a_branch(tmp_path: Path) -> None:
    """Also if any statement of it fails once."""
    step, failed = 0, True
    while failed:
        path = tmp_path / f"{step}.sqlite"
        store, disk = on_a_failing_disk(path)
        room, _ = _room(store)
        table = room.tables[0]
        _turn(table, "")
        game = table.match.autosave.id
        state = table.match.session.state
        theirs = state.game.key(table.match.session.view(state.mover).moves()[-1])
        with closing(open_store(f"sqlite:///{path}")) as other:
            other.append(game, 1, theirs)
        disk.armed, disk.code = step, KINDS["a disk that fails"][0]
        _turn(table, "Ours.")
        failed, disk.armed = disk.armed < 0, -1
        room.tick()
        _turn(table, "")
        assert table.unsaved == ""
        assert [move.key for move in store.load(game).moves][1:] == [theirs]
        branch = store.load(table.match.autosave.id)
        assert (branch.parent, branch.branch_ply) == (game, 1)
        again = Room.reopen(store, open_register(store))
        assert again is not None
        session = again[0].tables[0].match.session
        assert [entry.words for entry in session.log] == ["", "Ours.", ""]
        store.close()
        step += 1
    assert step > 20
