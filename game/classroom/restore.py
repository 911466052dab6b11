"""Restore tables from the register, to serve them here or to follow another server."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, Protocol

from game.classroom.draw_queue import Pace
from game.classroom.journal import NOBODY, Event, Journal
from game.classroom.notices import Notice, Rewound
from game.classroom.register import Register
from game.classroom.rows import ElsewhereError, RoomRow, TableRow
from game.classroom.settings import Settings
from game.classroom.table import Table
from game.match.match import Match, resume_match
from game.store import Store, StoreError
from game.store.faults import RefusedError


class Servers(Protocol):
    """The servers that share a room, as far as the tables need them."""

    @property
    def address(self) -> str:
        """Where browsers reach this server."""


class Record:
    """Saves a table: all events and moves that are not on disk yet, in order, in one transaction."""

    def __init__(self, register: Register, store: Store, room: int, number: int, epoch: int) -> None:
        """The record of a table that is served here.

        Args:
            register: where the events are.
            store: where the games are, over the same database.
            room: the room.
            number: of the table.
            epoch: what :meth:`game.classroom.register.Register.take_over` gave.
        """
        self._register, self._store, self._table = register, store, (room, number, epoch)
        self._kept = 0

    def read(self) -> Journal:
        """Return what happened so far."""
        room, number, _ = self._table
        journal = _journal(self._register, room, number)
        self._kept = journal.next
        return journal

    def write(self, journal: Journal, match: Match) -> None:
        """Write what is not on the disk yet: all of it, or nothing.

        Raises:
            ElsewhereError: the table has another server now.
            StoreError: it cannot be written now; the next call tries again.
        """
        events, saved = journal.events[self._kept :], match.autosave.saved
        if not events:
            return

        def moves() -> None:
            match.autosave.saved = saved  # this may be the second attempt
            match.autosave.write()

        try:
            self._register.append(*self._table, events, moves)
        except RefusedError:
            match.autosave.saved = saved
            self._branch_off(journal, match)
            self._register.append(*self._table, journal.events[self._kept :])
        except BaseException:
            match.autosave.saved = saved
            raise
        self._kept = journal.next

    def _branch_off(self, journal: Journal, match: Match) -> None:
        """Go on with a branch: somebody played the game of this table on, outside the class."""
        autosave = match.autosave
        game, saved = autosave.id, autosave.saved
        autosave.compare()
        begins = autosave.id, autosave.saved

        def write() -> None:
            autosave.id, autosave.saved = begins  # this may be the second attempt
            autosave.write()

        try:
            self._register.fenced(*self._table, write)
        except BaseException:
            autosave.id, autosave.saved = game, saved  # the next attempt is refused again, and compares again
            raise
        if autosave.id != game:
            body = {"game": autosave.id, "ply": len(match.session.log)}
            journal.take(Event(journal.next, journal.events[-1].at, "undone", NOBODY, body))

    def rewind(self, match: Match, ply: int) -> Match:
        """Return the game as it stood after some moves, saved as a branch of what was played.

        Raises:
            ElsewhereError: the table has another server now.
            StoreError: it cannot be written.
        """
        made: list[str] = []
        self._register.fenced(*self._table, lambda: made.append(_branch(self._store, match, ply)))
        return resume_match(self._store, self._store.load(made[-1]))[0]


class Tables:
    """Makes the tables of a room."""

    def __init__(
        self,
        row: RoomRow,
        store: Store,
        register: Register,
        now: Callable[[], float],
        hosts: Servers | None = None,
    ) -> None:
        """The maker of the tables of a room.

        Args:
            row: the room.
            store: where the games are kept.
            register: where the room is kept.
            now: gives the time, in seconds of the epoch.
            hosts: the servers that share the room; None if it has one only.
        """
        self._row, self._store, self._register, self._now = row, store, register, now
        self._hosts, self._settings, self.pace = hosts, Settings.of(row.settings), Pace()

    def served(self, kept: TableRow) -> Table:
        """A table that is served from here, from now on.

        Raises:
            StoreError: its game is gone, or the scenario was changed so that it does not fit any more.
            ScenarioError: the scenario has an error now.
        """
        room, number = self._row.id, kept.number
        address = self._hosts.address if self._hosts else ""
        epoch = self._register.take_over(room, number, address)
        record = Record(self._register, self._store, room, number, epoch)
        journal = record.read()
        match = _match(self._store, journal.game or kept.game, number)
        if journal.clock.running:
            body = {"since": kept.alive or self._row.alive}
            journal.take(Event(journal.next, self._now(), "away", NOBODY, body))
            record.write(journal, match)
        ply = match.session.state.ply
        journal.drafts = [one for one in journal.drafts if one.ply == ply]
        return Table(
            number, match, self._settings, self._now, record.write, record.rewind, journal,
            epoch=epoch, shared=self._hosts is not None, pace=self.pace,
        )  # fmt: skip

    def followed(self, kept: TableRow) -> Table:
        """A table that another server has; nothing can be done to it here.

        Raises:
            StoreError: as for :meth:`served`.
            ScenarioError: as for :meth:`served`.
        """
        journal = _journal(self._register, self._row.id, kept.number)
        match = _match(self._store, journal.game or kept.game, kept.number, keeping=False)

        def refuse(*_: object) -> NoReturn:
            raise ElsewhereError(f"table {kept.number + 1} is served from elsewhere")

        return Table(
            kept.number, match, self._settings, self._now, refuse, refuse, journal,
            elsewhere="", shared=self._hosts is not None, pace=self.pace,
        )  # fmt: skip

    def follow(self, table: Table) -> None:
        """Take in what happened since at a table that another server has.

        Raises:
            StoreError: it cannot be read.
        """
        journal = table.journal
        fresh = self._register.events(self._row.id, table.number, journal.next)
        for event in fresh:
            journal.take(event)
        if journal.game and journal.game != table.match.autosave.id:
            table.match = _match(self._store, journal.game, table.number, keeping=False)
            table.tell(Rewound())
        elif fresh or awaits_move(table):
            session = table.match.session
            for kept in self._store.load(table.match.autosave.id).moves[len(session.log) :]:
                table.tell(session.play(session.game.move(kept.key), kept.words))
        if fresh:
            table.tell(Notice())


def _journal(register: Register, room: int, number: int) -> Journal:
    """Return what happened at a table."""
    journal = Journal()
    for event in register.events(room, number):
        journal.take(event)
    return journal


def awaits_move(table: Table) -> bool:
    """Whether the journal of a table tells of a move that the game has not got yet."""
    last = next((event for event in reversed(table.journal.events) if event.kind in ("turn", "undone")), None)
    return last is not None and last.kind == "turn" and last.body["ply"] >= len(table.match.session.log)


def _match(store: Store, game: str, number: int, *, keeping: bool = True) -> Match:
    """A game as it stands.

    Args:
        store: where it is, and where its moves are kept from now on.
        game: its id.
        number: of the table.
        keeping: whether they are.
    """
    match, missing = resume_match(store if keeping else None, store.load(game))
    if missing:  # going on would begin a branch, which the register would not find again
        raise StoreError(f"table {number + 1} cannot go on as it was: {missing}")
    return match


def _branch(store: Store, match: Match, ply: int) -> str:
    """Save the game as it stood after some moves, as a branch of what was played; return its id."""
    session, game = match.session, match.session.game
    kept = store.load(match.autosave.id)
    return store.begin(
        game.scenario.id,
        kept.digest,
        session.seed,
        match.personas,
        path=kept.path,
        name=kept.name,
        parent=(kept.id, ply),
        moves=[(game.key(entry.move), entry.words) for entry in session.log[:ply]],
    )
