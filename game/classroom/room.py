"""A room of tables: its code, its seats, and the facilitator's actions. No web here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from game.classroom import tokens
from game.classroom.people import WATCHING, name_for, next_role
from game.classroom.register import Register
from game.classroom.restore import Servers, Tables
from game.classroom.rows import MeanwhileError, RoomRow, SeatRow
from game.classroom.seating import Seating
from game.classroom.settings import Settings
from game.classroom.table import Seat, Table
from game.classroom.timekeeping import tick
from game.match.match import PERSON
from game.scenario.format.model import Scenario
from game.scenario.text import one_line
from game.store import Saved, Store, StoreError
from game.store.digest import content_hash

NAME_LIMIT = 24
MOST_SEATS = 200
"""In one room; a code that got out fills no more."""
_TRIES = 20
BEAT = 5.0
"""Every so many seconds it is kept that the server runs: so much of a clock is lost when it is killed."""


class Full(Exception):  # noqa: N818 - it is what the room is
    """There is no seat left."""


class Barred(Exception):  # noqa: N818
    """With the browser somebody was banned; it may take no seat any more."""


class SharedRoom(Servers, Protocol):
    """The servers that share a room, as one of them sees it."""

    others: tuple[str, ...]
    """The addresses of the other servers."""
    newest: int
    """The id of the last seat that is known here."""
    trouble: str
    """Why nobody can look now which server has which table; empty if all is well."""

    def entering(self, room: int) -> AbstractContextManager[bool]:
        """Become a server of a room; yield whether it has no other, and has none until the block ends."""

    def begin(self, room: Room) -> None:
        """Claim every unclaimed table of a room."""

    def start(self) -> None:
        """Begin to listen to the other servers; within the event loop."""

    async def stop(self) -> None:
        """Let the others have all tables."""

    def tick(self) -> None:
        """Look which server has which table; to be called about once a second."""

    def sync(self) -> None:
        """Take in what other servers did to seats."""

    def look_for(self, secret: str) -> None:
        """Look whether the hash of a secret is that of a seat that another server gave out."""

    def fresh(self, row: RoomRow) -> RoomRow:
        """Return the room as it is stored now."""


class Room(Seating):
    """All tables of a class.

    Attributes:
        code: opens the door for a seat.
        settings: what the teacher chose.
        hosts: the servers that share the room; None if it has one only.
        make: makes its tables of what is kept of them.
    """

    def __init__(
        self,
        row: RoomRow,
        store: Store,
        register: Register,
        now: Callable[[], float] = time.time,
        hosts: SharedRoom | None = None,
    ) -> None:
        super().__init__(row.id, register, now)
        self.code = row.code
        self.settings = Settings.of(row.settings)
        self._row, self._store = row, store
        self.hosts, self.make = hosts, Tables(row, store, register, now, hosts)
        self.pace = self.make.pace
        self._beat = row.alive

    @classmethod
    def open(
        cls,
        scenario: Scenario,
        path: str,
        tables: int,
        seed: int,
        store: Store,
        register: Register,
        settings: Settings | None = None,
        now: Callable[[], float] = time.time,
        hosts: SharedRoom | None = None,
    ) -> tuple[Room, str]:
        """Open a new room.

        Args:
            scenario: what is played at every table.
            path: its file, absolute; empty for a shipped one.
            tables: how many there are.
            seed: of all games: what is drawn is the same at every table, so that they can be compared.
            store: where the games are kept.
            register: where the room is kept.
            settings: what the teacher chose.
            now: gives the time, in seconds of the epoch.
            hosts: the servers that share the room, if it may have several.

        Returns:
            The room, and the facilitator's secret.

        Raises:
            StoreError: the room cannot be kept.
        """
        digest, people = content_hash(scenario), (PERSON, PERSON)

        def begin() -> list[str]:
            return [
                store.begin(scenario.id, digest, seed, people, path=path, name=f"Table {number + 1}")
                for number in range(tables)
            ]

        secret, kept = tokens.draw_secret(), (settings or Settings()).kept()
        row = register.open_room(tokens.draw_code(), tokens.hashed(secret), begin, now(), kept)
        register.database.hold(row.id)
        with hosts.entering(row.id) if hosts else nullcontext():
            room = cls(row, store, register, now, hosts)
            room._fill()
        return room, secret

    @classmethod
    def reopen(
        cls,
        store: Store,
        register: Register,
        now: Callable[[], float] = time.time,
        hosts: SharedRoom | None = None,
    ) -> tuple[Room, str] | None:
        """Open the last room again, as it was: every game, seat, draft and clock.

        If other servers have it, this one takes of its tables what nobody serves, and follows the others.

        Returns:
            The room and a new secret for the facilitator (of the old one only its hash was kept, and it opens
            nothing any more unless other servers gave it out);
            None if there never was a room.

        Raises:
            StoreError: a game is gone, the scenario was changed so that it does not fit any more, or another
                server has the room.
            ScenarioError: the scenario has an error now.
        """
        rows = register.rooms()
        if not rows:
            return None
        register.database.hold(rows[-1].id)
        secret = tokens.draw_secret()
        row = rows[-1]
        with hosts.entering(row.id) if hosts else nullcontext(True) as alone:
            known = tokens.hashed(secret) if alone else f"{row.secret} {tokens.hashed(secret)}"
            room = cls(row._replace(secret=known), store, register, now, hosts)
            room._fill()
            register.renew(row.id, tokens.hashed(secret), beside=not alone)
        return room, secret

    @property
    def scenario(self) -> Scenario:
        """What is played at every table."""
        return self.tables[0].match.session.game.scenario

    @property
    def made(self) -> float:
        """When it was opened, in seconds of the epoch."""
        return self._row.made

    def roster(self) -> list[SeatRow]:
        """All seats that were ever taken, also those that nobody has any more.

        Raises:
            StoreError: the register cannot be read.
        """
        return self._register.seats(self.id)

    def saved(self, table: Table) -> Saved:
        """The game of a table, as it is kept.

        Raises:
            StoreError: it cannot be read.
        """
        return self._store.load(table.match.autosave.id)

    def _fill(self) -> None:
        for kept in self._register.tables(self.id):
            self.tables.append(self.make.followed(kept) if self.hosts else self.make.served(kept))
        for seat in self._register.seats(self.id):
            self.bar(seat)
            if not seat.gone:
                self._add(seat)
        if self.hosts:
            self.hosts.begin(self)

    @property
    def over(self) -> bool:
        """Whether nobody plays any more at any table."""
        return all(table.over for table in self.tables)

    def start(self) -> None:
        """Let computers go on that were to move when the room was left."""
        for table in self.tables:
            table.let_think()

    def tick(self) -> None:
        """Look at all clocks; to be called about once a second."""
        if self.hosts:
            self.hosts.tick()
        for table in self.tables:
            tick(table)
        if self.over:  # not before: an opened brief of one table tells the secrets of all
            self.open_briefs()
        if self._now() - self._beat >= BEAT:
            self._beat = self._now()
            try:
                here = {table.number: table.epoch for table in self.tables if table.elsewhere is None}
                self._register.beat(self.id, self._beat, here)
            except StoreError as error:
                self.tables[0].warn(str(error))

    def open_briefs(self) -> None:
        """Open the briefs at every table whose meeting is over."""
        for table in self.tables:
            table.open_briefs()

    # who may come in

    def is_facilitator(self, secret: str) -> bool:
        """Whether a secret is the facilitator's."""
        if self.hosts and not self._row.opened_by(tokens.hashed(secret)):
            self._row = self.hosts.fresh(self._row)
        return self._row.opened_by(tokens.hashed(secret))

    def seat_of(self, secret: str) -> Seat | None:
        """The seat that a secret opens. What is looked up is its hash, so the time tells nothing of it."""
        known = tokens.hashed(secret)
        if self.hosts and secret and known not in self.seats:
            self.hosts.look_for(known)
        return self.seats.get(known)

    def is_code(self, text: str) -> bool:
        """Whether somebody typed the room code, in whatever letters and with whatever blanks."""
        return tokens.same("".join(text[:40].lower().split()), self.code)

    def seats_at(self, device: str) -> list[Seat]:
        """The seats that were taken with a browser."""
        known = tokens.hashed(device)
        return [seat for seat in self.seats.values() if seat.device == known]

    def join(self, name: str, side: int | None = None, role: str = "", device: str = "") -> tuple[Seat, str]:
        """Take the seat that is waited for most: the emptiest delegation, of the first such table.

        Args:
            name: as somebody wants to be called; a code name is drawn for an empty one.
            side: the side somebody wants to sit on; None for whichever.
            role: ``observer`` or ``reporter`` for who wants to watch; else the role in the delegation is given.
            device: what the browser is known by.

        Returns:
            The seat, and its secret.

        Raises:
            Full: the room has all the seats it may have.
            Barred: somebody with this browser was banned.
            StoreError: the seat cannot be kept; nobody has it.
        """
        for _ in range(_TRIES):
            try:
                return self._join(name, side, role, tokens.hashed(device) if device else "")
            except MeanwhileError:  # at another server somebody came at the same moment
                continue
        raise Full

    def _join(self, name: str, side: int | None, role: str, known: str) -> tuple[Seat, str]:
        if self.hosts:
            self.hosts.sync()
        if known in self._banned:
            raise Barred
        open_tables = [table for table in self.tables if not table.over]
        if len(self.seats) >= MOST_SEATS or not open_tables:
            raise Full
        taken = {seat.name for seat in self.seats.values()}
        called = name_for(one_line(name, NAME_LIMIT), taken, lambda: tokens.draw_name(taken))
        watches = role in ("observer", "reporter")
        sides = (WATCHING,) if watches else (0, 1) if side is None else (side,)
        places = [(len(table.members(one)), table.number, one) for table in open_tables for one in sides]
        _, number, chosen = min(places)
        given = role if watches else next_role(self.tables[number].members(chosen))
        secret = tokens.draw_secret()
        row = SeatRow(0, number, chosen, given, called, tokens.hashed(secret), known)
        newest = self.hosts.newest if self.hosts else None
        return self.welcome(self._register.take_seat(self.id, row, newest)), secret

    # afterwards

    def reflect(self, answers: Iterable[str]) -> None:
        """Take somebody's answers to the scenario's questions, which are nobody's from then on.

        Raises:
            StoreError: they cannot be kept.
        """
        questions = self.scenario.questions
        given = [one_line(answer, 1000) for answer in answers][: len(questions) + 1]
        if any(given):
            self._register.reflect(self.id, given)

    def reflections(self) -> list[list[str]]:
        """All answers, in an order that means nothing."""
        return self._register.reflections(self.id)
