"""A room of tables: its code, who sits where, and what the facilitator does to all of it. It knows no web."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

from game.classroom import tokens
from game.classroom.database import RoomRow, SeatRow, TableRow
from game.classroom.journal import NOBODY, Event, Journal
from game.classroom.people import ROLES, WATCHING, Seat, head_of, next_role
from game.classroom.register import Register
from game.classroom.settings import Settings
from game.classroom.table import Table
from game.classroom.timekeeping import tick
from game.record.store import Saved, Store, StoreError
from game.record.store.content import content_hash
from game.scenario.model import Scenario
from game.scenario.text import one_line
from game.screens.seats import PERSON, Match, take_up

NAME_LIMIT = 24
MOST_SEATS = 200
"""In one room; a code that got out fills no more."""
BEAT = 5.0
"""Every so many seconds it is kept that the server runs: so much of a clock is lost when it is killed."""


class Full(Exception):  # noqa: N818 - it is what the room is
    """There is no seat left."""


class Barred(Exception):  # noqa: N818
    """With the browser somebody was banned; it may take no seat any more."""


class Room:
    """All tables of a class.

    Attributes:
        code: opens the door for a seat.
        settings: what the teacher chose.
        tables: in order.
        seats: by the hash of their secret; only those that somebody has.
    """

    def __init__(
        self, row: RoomRow, store: Store, register: Register, now: Callable[[], float] = time.time
    ) -> None:
        self.code = row.code
        self.settings = Settings.of(row.settings)
        self._row, self._store, self._register, self._now = row, store, register, now
        self.tables: list[Table] = []
        self.seats: dict[str, Seat] = {}
        self._banned: set[str] = set()
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

        Returns:
            The room, and the facilitator's secret.

        Raises:
            StoreError: the room cannot be kept.
        """
        digest, people = content_hash(scenario), (PERSON, PERSON)
        games = [
            store.begin(scenario.id, digest, seed, people, path=path, name=f"Table {number + 1}")
            for number in range(tables)
        ]
        secret, kept = tokens.draw_secret(), (settings or Settings()).kept()
        row = register.open_room(tokens.draw_code(), tokens.hashed(secret), games, now(), kept)
        register.hold(row.id)
        room = cls(row, store, register, now)
        room._fill()
        return room, secret

    @classmethod
    def reopen(
        cls, store: Store, register: Register, now: Callable[[], float] = time.time
    ) -> tuple[Room, str] | None:
        """Open the last room again, as it was: every game, seat, draft and clock.

        Returns:
            The room and a new secret for the facilitator (of the old one only its hash was kept);
            None if there never was a room.

        Raises:
            StoreError: a game is gone, the scenario was changed so that it does not fit any more, or another
                server has the room.
            ScenarioError: the scenario has an error now.
        """
        rows = register.rooms()
        if not rows:
            return None
        register.hold(rows[-1].id)
        secret = tokens.draw_secret()
        row = rows[-1]._replace(secret=tokens.hashed(secret))
        room = cls(row, store, register, now)
        room._fill()
        register.renew(row.id, row.secret)
        return room, secret

    @property
    def id(self) -> int:
        """The number of the room in its register."""
        return self._row.id

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
        return self._store.load(table.match.keeper.id)

    def now(self) -> float:
        """The time, in seconds of the epoch, as the room counts it."""
        return self._now()

    def _fill(self) -> None:
        for kept in self._register.tables(self.id):
            self.tables.append(self._table(kept))
        for seat in self._register.seats(self.id):
            if seat.gone == "banned":
                self._banned.add(seat.device)
            if not seat.gone:
                self._add(seat)

    def _table(self, kept: TableRow) -> Table:
        epoch = self._register.take_over(self.id, kept.number, "")
        append = partial(self._register.append, self.id, kept.number, epoch)
        journal = Journal()
        for event in self._register.events(self.id, kept.number):
            journal.take(event)
        if journal.clock.running:
            away = Event(journal.next, self._now(), "away", NOBODY, {"since": self._row.alive})
            append(away)
            journal.take(away)
        match, missing = take_up(self._store, self._store.load(journal.game or kept.game))
        if missing:  # going on would begin a branch, which the register would not find again
            raise StoreError(f"table {kept.number + 1} cannot go on as it was: {missing}")
        ply = match.session.state.ply
        journal.drafts = [one for one in journal.drafts if one.ply == ply]
        return Table(
            kept.number, match, self.settings, self._now, append, self._rewound, journal, epoch=epoch
        )

    def _rewound(self, match: Match, ply: int) -> Match:
        """The game as it stood after some moves, kept as a branch of what was played."""
        session, game = match.session, match.session.game
        kept = self._store.load(match.keeper.id)
        made = self._store.begin(
            game.scenario.id,
            kept.digest,
            session.seed,
            match.personas,
            path=kept.path,
            name=kept.name,
            parent=(kept.id, ply),
            moves=[(game.key(entry.move), entry.words) for entry in session.log[:ply]],
        )
        return take_up(self._store, self._store.load(made))[0]

    def _add(self, row: SeatRow) -> Seat:
        table = self.tables[row.table]
        seat = Seat(row.id, table, row.side, row.role, row.name, row.secret, row.device, scratch=row.scratch)
        seat.since = self._now()
        table.seats.append(seat)
        self.seats[row.secret] = seat
        return seat

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
        for table in self.tables:
            tick(table)
        if self.over:  # not before: an opened brief of one table tells the secrets of all
            self.open_briefs()
        if self._now() - self._beat >= BEAT:
            self._beat = self._now()
            try:
                self._register.beat(self.id, self._beat, {table.number: table.epoch for table in self.tables})
            except StoreError as error:
                self.tables[0].warn(str(error))

    def open_briefs(self) -> None:
        """Open the briefs at every table whose meeting is over."""
        for table in self.tables:
            table.open_briefs()

    # who may come in

    def is_facilitator(self, secret: str) -> bool:
        """Whether a secret is the facilitator's."""
        return tokens.same(tokens.hashed(secret), self._row.secret)

    def seat_of(self, secret: str) -> Seat | None:
        """The seat that a secret opens. What is looked up is its hash, so the time tells nothing of it."""
        return self.seats.get(tokens.hashed(secret))

    def is_code(self, text: str) -> bool:
        """Whether somebody typed the room code, in whatever letters and with whatever blanks."""
        return tokens.same("".join(text[:40].lower().split()), self.code)

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
        known = tokens.hashed(device) if device else ""
        if known in self._banned:
            raise Barred
        open_tables = [table for table in self.tables if not table.over]
        if len(self.seats) >= MOST_SEATS or not open_tables:
            raise Full
        taken = {seat.name for seat in self.seats.values()}
        called = one_line(name, NAME_LIMIT)
        if not called or called in taken:
            called = tokens.draw_name(taken)
        watches = role in ("observer", "reporter")
        sides = (WATCHING,) if watches else (0, 1) if side is None else (side,)
        places = [(len(table.members(one)), table.number, one) for table in open_tables for one in sides]
        _, number, chosen = min(places)
        given = role if watches else next_role(self.tables[number].members(chosen))
        secret = tokens.draw_secret()
        row = SeatRow(0, number, chosen, given, called, tokens.hashed(secret), known)
        kept = self._register.take_seat(self.id, row)
        table = self.tables[number]
        seat = self._add(kept)
        table.seats.remove(seat)
        table.seated(seat)
        return seat, secret

    # what the facilitator does to seats

    def _keep(self, seat: Seat, row: SeatRow | None = None) -> None:
        table = seat.table
        now = SeatRow(seat.id, table.number, seat.side, seat.role, seat.name, seat.secret, gone=seat.gone)
        self._register.keep_seat(self.id, table.number, table.epoch, row or now)

    def reseat(self, seat: Seat, table: Table, side: int) -> None:
        """Let somebody sit elsewhere. Whoever comes to a delegation gets the first role that is free there.

        Raises:
            StoreError: it cannot be kept; nothing was changed.
        """
        if (seat.table, seat.side) == (table, side):
            return
        role = next_role(table.members(side)) if side != WATCHING else "observer"
        before = seat.table
        self._keep(seat, SeatRow(seat.id, table.number, side, role, seat.name, seat.secret))
        before.unseated(seat, "reseated")
        self._heir(before, seat.side)
        seat.table, seat.side, seat.role = table, side, role
        table.seated(seat)
        if seat.present:
            table.came(seat)
        if seat.moved:
            seat.moved()

    def give_role(self, seat: Seat, role: str) -> None:
        """Give somebody another role; whoever had it takes theirs in exchange.

        Raises:
            StoreError: it cannot be kept.
        """
        if role not in ROLES or seat.watches or role == seat.role:
            return
        for other in seat.table.members(seat.side):
            if other.role == role and role != "member":
                other.role = seat.role
                self._keep(other)
        seat.role = role
        self._keep(seat)
        seat.table.lower_hands()

    def _heir(self, table: Table, side: int) -> None:
        """A delegation has a head as long as it has anybody."""
        members = table.members(side)
        if side != WATCHING and members and head_of(members) is None:
            self.give_role(members[0], "head")

    def remove(self, seat: Seat, *, ban: bool = False) -> None:
        """Take somebody's seat away; who is banned cannot take another with the same browser.

        Raises:
            StoreError: it cannot be kept.
        """
        seat.gone = "banned" if ban else "removed"
        self._keep(seat)
        self.seats.pop(seat.secret, None)
        if ban and seat.device:
            self._banned.add(seat.device)
        table, side = seat.table, seat.side
        table.unseated(seat, seat.gone)
        self._heir(table, side)
        if seat.moved:
            seat.moved()

    def merge(self, table: Table, into: Table) -> None:
        """Let all who sit at a table sit at another, on the same sides; the first table is ended.

        Raises:
            StoreError: it cannot be kept.
        """
        if table is into:
            return
        for seat in list(table.seats):
            self.reseat(seat, into, seat.side)
        table.end(f"merged into table {into.number + 1}")

    def keep_scratch(self, seat: Seat, scratch: str) -> None:
        """Keep what is half written at a seat. What cannot be kept is only lost if the server is, too."""
        seat.scratch = scratch
        try:
            self._register.keep_scratch(self.id, seat.table.number, seat.table.epoch, seat.id, scratch)
        except StoreError as error:
            seat.table.warn(str(error))

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
