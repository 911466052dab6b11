"""A room of tables: who sits where, whose turn it is, and what the facilitator does. It knows no web."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from game.classroom import tokens
from game.classroom.register import Register, RoomRow, SeatRow, TableRow
from game.delegates import make
from game.record.session import Entry
from game.record.store import Store, StoreError
from game.record.store.content import content_hash
from game.scenario.model import Scenario
from game.scenario.text import one_line
from game.screens.seats import PERSON, Match, take_up
from game.table.catalogue import Move

COMPUTER = "pragmatist"
"""The persona that takes a side in place of people."""
NAME_LIMIT = 24
MESSAGE_LIMIT = 300
MOST_SEATS = 200
"""In one room; a code that got out fills no more."""


@dataclass(eq=False)
class Seat:
    """Somebody's place at a table.

    Attributes:
        present: whether a browser shows it now.
        hand: whether the hand is raised.
    """

    id: int
    table: Table
    side: int
    name: str
    secret: str
    """The hash of the seat's secret."""
    present: bool = False
    hand: bool = False


class Notice:
    """Something that happened at a table besides a move: the screens look at the table again."""


@dataclass(frozen=True)
class Told(Notice):
    """The facilitator said something to the table."""

    text: str


Listener = Callable[[Entry | Notice], None]
"""What is told of each move after it was kept, and of each notice."""


@dataclass(eq=False)
class Table:
    """One game of the room, and who sits at it.

    Attributes:
        number: from 0.
        match: the game.
        computers: the persona that plays each side in place of its people; empty for nobody.
        listeners: who is told what happens.
    """

    number: int
    match: Match
    keep: Callable[[TableRow], None]
    paused: bool = False
    computers: tuple[str, str] = ("", "")
    seats: list[Seat] = field(default_factory=list)
    listeners: set[Listener] = field(default_factory=set)
    _thinking: asyncio.Task[None] | None = None

    @property
    def title(self) -> str:
        """As people call it."""
        return f"Table {self.number + 1}"

    def members(self, side: int) -> list[Seat]:
        """Who sits on a side."""
        return [seat for seat in self.seats if seat.side == side]

    def may_move(self, side: int) -> bool:
        """Whether people of a side can move now."""
        session = self.match.session
        return not (session.over or self.paused or self.computers[side]) and session.state.mover == side

    def play(self, side: int, ply: int, move: Move, words: str = "") -> bool:
        """Make a move for people of a side: it is kept, then everybody at the table is told.

        Args:
            side: who moves.
            ply: the move of the game it was chosen for.
            move: the move.
            words: own words; empty for the written line.

        Returns:
            Whether it was made. It is not if the table is paused or has gone on meanwhile.

        Raises:
            IllegalMoveError: the move is not possible; nothing was changed.
        """
        if not self.may_move(side) or ply != self.match.session.state.ply:
            return False
        self._make(move, words)
        self.let_think()
        return True

    def _make(self, move: Move, words: str = "") -> None:
        """Keep a move, then tell of it. Where it cannot be kept the keeper's warning says why, for the teacher."""
        self.tell(self.match.play(move, words))

    def tell(self, what: Entry | Notice) -> None:
        """Tell everybody at the table."""
        for listener in list(self.listeners):
            listener(what)

    # what the facilitator does

    def pause(self, paused: bool) -> None:
        """Stop the table, or let it go on."""
        if paused != self.paused:
            self.paused = paused
            self._changed()

    def seat_computer(self, side: int, persona: str) -> None:
        """Let a computer play a side, which everybody at the table sees; or with no persona its people again."""
        first, second = self.computers
        self.computers = (persona, second) if side == 0 else (first, persona)
        self._changed()

    def _changed(self) -> None:
        self.keep(TableRow(self.number, self.match.keeper.id, self.paused, self.computers))
        self.tell(Notice())
        self.let_think()

    def advance(self) -> None:
        """Make one move for whoever is to move, so that nobody who is absent holds up the table."""
        if not self.match.session.over:
            self._make(self._choose(COMPUTER)())
            self.let_think()

    def _choose(self, persona: str) -> Callable[[], Move]:
        """What a persona would do now, to be thought out: of the game as it is at this moment."""
        session = self.match.session
        side = session.state.mover
        return partial(make(persona, session.seed * 2 + side).choose, session.view(side))

    # computers

    def let_think(self) -> None:
        """If a computer is to move, let it think beside the event loop, and move."""
        if not self._computer_to_move():
            return
        if self._thinking is None or self._thinking.done():
            self._thinking = asyncio.get_running_loop().create_task(self._think())

    def _computer_to_move(self) -> str:
        """The persona whose turn it is; empty if it is nobody's, or people's."""
        session = self.match.session
        return "" if session.over or self.paused else self.computers[session.state.mover]

    async def _think(self) -> None:
        session = self.match.session
        while persona := self._computer_to_move():
            ply = session.state.ply
            move = await asyncio.to_thread(self._choose(persona))
            if ply == session.state.ply and persona == self._computer_to_move():
                self._make(move)


class Full(Exception):  # noqa: N818 - it is what the room is
    """There is no seat left."""


class Room:
    """All tables of a class.

    Attributes:
        code: opens the door for a seat.
        tables: in order.
        seats: by the hash of their secret.
    """

    def __init__(self, row: RoomRow, register: Register, tables: list[Table]) -> None:
        self.code = row.code
        self._row, self._register = row, register
        self.tables = tables
        self.seats: dict[str, Seat] = {}

    @classmethod
    def open(
        cls, scenario: Scenario, path: str, tables: int, seed: int, store: Store, register: Register
    ) -> tuple[Room, str]:
        """Open a new room.

        Args:
            scenario: what is played at every table.
            path: its file, absolute; empty for a shipped one.
            tables: how many there are.
            seed: of all games: what is drawn is the same at every table, so that they can be compared.
            store: where the games are kept.
            register: where the room is kept.

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
        secret = tokens.draw_secret()
        row = register.open_room(tokens.draw_code(), tokens.hashed(secret), games)
        return cls._of(row, store, register), secret

    @classmethod
    def reopen(cls, store: Store, register: Register) -> tuple[Room, str] | None:
        """Open the last room again, as it was: every game, seat and pause.

        Returns:
            The room and a new secret for the facilitator (of the old one only its hash was kept);
            None if there never was a room.

        Raises:
            StoreError: a game is gone, or the scenario was changed so that it does not fit any more.
            ScenarioError: the scenario has an error now.
        """
        row = register.last_room()
        if row is None:
            return None
        secret = tokens.draw_secret()
        room = cls._of(row._replace(secret=tokens.hashed(secret)), store, register)
        register.renew(row.id, tokens.hashed(secret))
        return room, secret

    @classmethod
    def _of(cls, row: RoomRow, store: Store, register: Register) -> Room:
        tables = []
        for kept in register.tables(row.id):
            match, missing = take_up(store, store.load(kept.game))
            if missing:  # going on would begin a branch, which the register would not find again
                raise StoreError(f"table {kept.number + 1} cannot go on as it was: {missing}")
            keep = partial(register.keep_table, row.id)
            tables.append(Table(kept.number, match, keep, paused=kept.paused, computers=kept.computers))
        room = cls(row, register, tables)
        for seat in register.seats(row.id):
            room._add(seat)
        return room

    def _add(self, row: SeatRow) -> Seat:
        table = self.tables[row.table]
        seat = Seat(row.id, table, row.side, row.name, row.secret)
        table.seats.append(seat)
        self.seats[row.secret] = seat
        return seat

    def start(self) -> None:
        """Let computers go on that were to move when the room was left."""
        for table in self.tables:
            table.let_think()

    def is_facilitator(self, secret: str) -> bool:
        """Whether a secret is the facilitator's."""
        return tokens.same(tokens.hashed(secret), self._row.secret)

    def seat_of(self, secret: str) -> Seat | None:
        """The seat that a secret opens. What is looked up is its hash, so the time tells nothing of it."""
        return self.seats.get(tokens.hashed(secret))

    def is_code(self, text: str) -> bool:
        """Whether somebody typed the room code, in whatever letters and with whatever blanks."""
        return tokens.same("".join(text[:40].lower().split()), self.code)

    def join(self, name: str, side: int | None = None) -> tuple[Seat, str]:
        """Take the seat that is waited for most: the emptiest delegation, of the first such table.

        Args:
            name: as somebody wants to be called; a code name is drawn for an empty one.
            side: the side somebody wants to sit on; None for whichever.

        Returns:
            The seat, and its secret.

        Raises:
            Full: the room has all the seats it may have.
            StoreError: the seat cannot be kept; nobody has it.
        """
        if len(self.seats) >= MOST_SEATS:
            raise Full
        taken = {seat.name for seat in self.seats.values()}
        called = one_line(name, NAME_LIMIT)
        if not called or called in taken:
            called = tokens.draw_name(taken)
        sides = (0, 1) if side is None else (side,)
        places = [(len(table.members(one)), table.number, one) for table in self.tables for one in sides]
        _, number, chosen = min(places)
        secret = tokens.draw_secret()
        kept = self._register.take_seat(self._row.id, number, chosen, called, tokens.hashed(secret))
        seat = self._add(kept)
        seat.table.tell(Notice())
        return seat, secret
