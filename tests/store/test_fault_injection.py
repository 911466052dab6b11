"""Faults that pass, at every step of every write of a game: nothing is lost, and everything is there in order.

In SQLite each statement of a write fails once, as the operating system makes it fail. In PostgreSQL the server
refuses each table once, and a session that must not write fails at its end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.match.autosave import Autosave
from game.match.session import Session
from game.store import Store
from game.store.migrations import SCHEMA
from game.store.sqlite import SqliteDatabase
from game.table.moves import legal
from tests.postgres import cluster
from tests.store import PERSONAS, keys, new_store, ticking
from tests.worlds import mirror

KINDS = {
    "a lock": (sqlite3.SQLITE_BUSY, "55P03"),
    "a full disk": (sqlite3.SQLITE_FULL, "53100"),
    "a disk that can only be read": (sqlite3.SQLITE_READONLY, "25006"),
    "a disk that fails": (sqlite3.SQLITE_IOERR, "58030"),
}
"""What SQLite and PostgreSQL say of each fault."""


_SMALL = mirror(1, turns=3)


class Disk(sqlite3.Connection):
    """A connection whose disk fails at some statement, once."""

    armed: int = -1
    """How many statements still succeed; negative if nothing is to fail."""
    code: int = 0
    statements: int = 0

    def execute(self, *values: Any) -> sqlite3.Cursor:
        self._step()
        return super().execute(*values)

    def executemany(self, *values: Any) -> sqlite3.Cursor:
        self._step()
        return super().executemany(*values)

    def _step(self) -> None:
        self.statements += 1
        if self.armed == 0:
            self.armed = -1
            error = sqlite3.OperationalError("the operating system said no")
            error.sqlite_errorcode = self.code
            raise error
        self.armed -= self.armed > 0


def on_a_failing_disk(path: Path) -> tuple[Store, Disk]:
    """Open a store whose disk can be made to fail."""
    new_store(path).close()
    disk = sqlite3.connect(path, isolation_level=None, factory=Disk)
    return Store(SqliteDatabase(path, disk, 0.05), ticking()), disk


def statements_of(disk: Disk, job: Callable[[], object]) -> int:
    """Return how many statements a job executes."""
    before = disk.statements
    job()
    return disk.statements - before


def _play(session: Session, autosave: Autosave, words: str = "") -> None:
    session.play(legal(session.state)[0], words)
    autosave.save()


def _whole(store: Store, autosave: Autosave, session: Session) -> None:
    saved = store.load(autosave.id)
    assert [move.key for move in saved.moves] == keys(session)
    assert [move.words for move in saved.moves] == [entry.words for entry in session.log]
    assert bool(saved.ending) == session.over
    assert store.check() == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_statement_of_every_kind_of_write_may_fail_once(tmp_path: Path, kind: str) -> None:
    """The first move begins the game, the last one names its ending, the ones between are appended."""
    code = KINDS[kind][0]
    for ply in (0, 1, None):
        step = 0
        while True:
            store, disk = on_a_failing_disk(tmp_path / f"{ply}-{step}.sqlite")
            session = Session(_SMALL, 3)
            autosave = Autosave.begin(store, session, PERSONAS)
            while len(session.log) < ply if ply is not None else not _last(session):
                _play(session, autosave)
            disk.armed, disk.code = step, code
            _play(session, autosave)
            failed = disk.armed < 0
            disk.armed = -1
            news = autosave.take_news()
            if failed and news:
                assert autosave.unsaved == 1
                assert "Saving is paused" in news[0]
                autosave.save()
                assert autosave.take_news() == ["Saving goes on: every move is saved."]
            while not session.over and len(session.log) < 4:
                _play(session, autosave)
            _whole(store, autosave, session)
            store.close()
            if not failed:
                break
            step += 1
        assert step >= 3, "a write begins, writes and ends"


def _last(session: Session) -> bool:
    """Whether the next move ends the game."""
    if session.over:
        return True
    after = session.until(len(session.log))
    after.play(legal(after.state)[0])
    return after.over


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_faults_may_come_whenever_they_like(tmp_path: Path, data: st.DataObject) -> None:
    place = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
    store, disk = on_a_failing_disk(place)
    session = Session(_SMALL, data.draw(st.integers(0, 1000)))
    autosave = Autosave.begin(store, session, PERSONAS)
    while not session.over:
        disk.armed = data.draw(st.integers(-8, 6))
        disk.code = data.draw(st.sampled_from([sqlite for sqlite, _ in KINDS.values()]))
        _play(session, autosave, data.draw(st.sampled_from(["", "In my own words."])))
    disk.armed = -1
    autosave.save()
    assert autosave.warning == ""
    _whole(store, autosave, session)
    store.close()


@contextmanager
def refusing(database: str, tables: Iterable[str], state: str) -> Iterator[None]:
    """The server refuses to write to some tables."""
    function = f"CREATE OR REPLACE FUNCTION {SCHEMA}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    cluster().execute(
        f"{function} BEGIN RAISE SQLSTATE '{state}' USING MESSAGE = 'the server said no'; END $$", database
    )
    for table in tables:
        cluster().execute(
            f"CREATE TRIGGER a_fault BEFORE INSERT OR UPDATE ON {SCHEMA}.{table}"
            f" FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.refuse()",
            database,
        )
    try:
        yield
    finally:
        for table in tables:
            cluster().execute(f"DROP TRIGGER a_fault ON {SCHEMA}.{table}", database)


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_refuses_once_costs_no_move(served: Store, database: str, kind: str) -> None:
    state = KINDS[kind][1]
    session = Session(_SMALL, 3)
    autosave = Autosave.begin(served, session, PERSONAS)
    faults = 0
    while not session.over:
        last = _last(session)
        if last or len(session.log) in (0, 2, 5):
            table = "games" if last or not session.log else "moves"
            with refusing(database, [table], state):
                _play(session, autosave)
                assert autosave.unsaved == 1
            faults += 1
        else:
            _play(session, autosave)
            assert autosave.unsaved == 0
    autosave.save()
    assert faults == 4
    _whole(served, autosave, session)


def test_a_server_that_is_gone_for_a_while_costs_no_move(served: Store, database: str) -> None:
    session = Session(_SMALL, 3)
    autosave = Autosave.begin(served, session, PERSONAS)
    for number in range(6):
        if number == 2:
            cluster().execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
            cluster().cut(database)
        _play(session, autosave)
        assert autosave.unsaved == max(0, number - 1 if number < 5 else 0)
        if number == 4:
            cluster().execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    _whole(served, autosave, session)
