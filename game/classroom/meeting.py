"""A meeting at a table: one game and its seats. Each event is saved first, then announced."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic

from game.classroom import clock
from game.classroom.draw_queue import Pace
from game.classroom.journal import NOBODY, Event, Journal
from game.classroom.notices import Listener, Notice, Rewound
from game.classroom.people import WATCHING, PersonT
from game.classroom.settings import Settings
from game.delegates import make
from game.match.match import Match
from game.match.session import Entry
from game.store import StoreError
from game.table.catalogue import Move
from game.table.protocol import Phase

LOG = logging.getLogger("frank.classroom")

COMPUTER = "pragmatist"
"""The persona that takes a side in place of people."""


@dataclass(eq=False)
class Meeting(Generic[PersonT]):
    """One game, who sits at it, and what happened there.

    Attributes:
        number: from 0.
        match: the game.
        settings: of the room.
        now: gives the time, in seconds of the epoch.
        record: writes the events and moves that are not on the disk yet.
        rewind: gives the game as it stood after some moves, kept as a branch.
        journal: what happened besides the moves.
        seats: who sits here, in the order they came.
        listeners: who is told what happens.
        epoch: how often the table was taken over by a server.
        elsewhere: the address of the server that has the table, empty if nobody knows it; None if it is served here.
        shared: whether other servers may take it: then nothing goes on here that cannot be kept.
        unsaved: why what happened last is not on the disk; empty if it is.
        shown: what the clock showed last.
        pace: in what order all screens of the room show what happens.
    """

    number: int
    match: Match
    settings: Settings
    now: Callable[[], float]
    record: Callable[[Journal, Match], None]
    rewind: Callable[[Match, int], Match]
    journal: Journal = field(default_factory=Journal)
    seats: list[PersonT] = field(default_factory=list)
    listeners: set[Listener] = field(default_factory=set)
    epoch: int = 0
    elsewhere: str | None = None
    shared: bool = False
    _warning: str = ""
    unsaved: str = ""
    _thinking: asyncio.Task[None] | None = None
    shown: str = ""
    pace: Pace = field(default_factory=Pace)

    @property
    def title(self) -> str:
        """As people call it."""
        return f"Table {self.number + 1}"

    @property
    def over(self) -> bool:
        """Whether nobody moves any more."""
        return self.match.session.over or bool(self.journal.ended)

    @property
    def warning(self) -> str:
        """A warning about this table for the teacher; empty if all is well."""
        if self.unsaved:
            return f"{self.unsaved}. People can play on; what happens is saved as soon as that is possible"
        return self._warning

    def warn(self, text: str) -> None:
        """Something could not be kept, of which the teacher has to know."""
        LOG.error("%s", text)
        self._warning = text

    def members(self, side: int) -> list[PersonT]:
        """Who sits on a side, in the order they came."""
        return [seat for seat in self.seats if seat.side == side]

    def present(self, side: int) -> list[PersonT]:
        """Who of a side is here, or was a moment ago."""
        return [seat for seat in self.members(side) if seat.present or self._just_left(seat)]

    def _just_left(self, seat: PersonT) -> bool:
        return seat.since > 0 and self.now() - seat.since < self.grace / 2

    @property
    def grace(self) -> float:
        """How many seconds somebody who has gone is waited for, in this phase."""
        return clock.GRACE.get(Phase(self.match.session.state.phase), clock.USUAL_GRACE)

    def may_move(self, side: int) -> bool:
        """Whether people of a side can move now."""
        journal = self.journal
        if self.over or self.elsewhere is not None or journal.stopped or journal.computers[side]:
            return False
        return self.match.session.state.mover == side

    def tell(self, what: Entry | Notice) -> None:
        """Tell everybody at the table."""
        for listener in list(self.listeners):
            listener(what)

    def happen(self, kind: str, seat: int = NOBODY, **body: Any) -> None:
        """Take in what happened, and save it. At a table that is served elsewhere nothing happens."""
        if self.elsewhere is None:
            self._take(kind, seat, body)
            self.save()

    def _take(self, kind: str, seat: int, body: dict[str, Any]) -> None:
        self.journal.take(Event(self.journal.next, self.now(), kind, seat, body))

    def save(self) -> None:
        """Save what is not on the disk yet, in order. If it fails, the next call tries again.

        A table that other servers may take is left to them then, since they would not find what goes on here.
        """
        if not self._saved() and self.shared:
            self.leave()

    def _saved(self) -> bool:
        """Try to save what is not on the disk yet, and return whether all of it is."""
        try:
            self.record(self.journal, self.match)
        except StoreError as error:
            if str(error) != self.unsaved:
                LOG.error("%s: %s", self.title, error)
            self.unsaved = str(error)
            return False
        if self.unsaved:
            LOG.warning("%s: everything is saved again", self.title)
            self.unsaved = ""
            self.tell(Notice())
        return True

    def leave(self) -> None:
        """Serve it no longer: another server has it, or would not find what goes on here."""
        self.elsewhere = ""
        self.tell(Notice())

    def become(self, other: Meeting[PersonT]) -> None:
        """Adopt a restored table's game and journal; keep its seats."""
        self.match, self.journal = other.match, other.journal
        self.record, self.rewind = other.record, other.rewind
        self.epoch, self.elsewhere, self._warning, self.unsaved = other.epoch, other.elsewhere, "", ""
        self.tell(Rewound())

    def make(self, move: Move, words: str, how: str, seat: int = NOBODY, draft: int | None = None) -> None:
        """Make a move: save it together with who made it, then announce it.

        Args:
            move: one that is possible, or the lapse of a turn.
            words: own words; empty for the written line.
            how: ``said``, ``sent`` or ``voted`` by people; ``time``, ``lapsed`` or ``absent`` by the clock;
                ``advanced`` by the teacher; ``computer``.
            seat: whose it is.
            draft: the number of the draft it was.
        """
        session = self.match.session
        move = move._replace(news=self._news_to_come())
        if how in ("said", "sent", "voted") and not self.journal.clock.running:
            self.happen("going", why="move")
        key = session.game.key(move)
        if self.elsewhere is not None:
            return
        ply, entry = session.state.ply, session.play(move, words)
        self._take("turn", seat, {"ply": ply, "key": key, "words": words, "how": how, "draft": draft})
        if not self._saved() and self.shared:
            self.match = self.match.back_to(ply)  # nobody is shown what is not saved
            self.leave()
            return
        self.tell(entry)
        if self.over:
            self.happen("stopped", why="")
        self.let_think()

    def knows(self, event: str) -> bool:
        """Whether an event of the scenario is known at the table, drawn or told."""
        state = self.match.session.state
        number = state.game.event_number.get(event, -1)
        return event in self.journal.told or (number >= 0 and bool(state.events >> number & 1))

    def _news_to_come(self) -> int:
        """The event that was told and has moved no track yet; -1 if there is none."""
        state = self.match.session.state
        numbers = (state.game.event_number.get(event, -1) for event in self.journal.told)
        return next((one for one in numbers if one >= 0 and not state.events >> one & 1), -1)

    def changed(self) -> None:
        """Something changed besides a move."""
        self.tell(Notice())
        self.let_think()

    # who is here

    def came(self, seat: PersonT) -> None:
        """A browser shows the seat."""
        seat.present, seat.since = True, self.now()
        if self.journal.stopped == "empty":
            self.happen("going", why="here")
        self.tell(Notice())
        self.let_think()

    def went(self, seat: PersonT) -> None:
        """The browser has gone; the seat stays."""
        seat.present, seat.since = False, self.now()
        self.tell(Notice())

    # computers

    def _choose(self, persona: str) -> Callable[[], Move]:
        """What a persona would do now, to be thought out: of the game as it is at this moment."""
        session = self.match.session
        side = session.state.mover
        return partial(make(persona, session.seed * 2 + side).choose, session.view(side))

    def let_think(self) -> None:
        """If a computer is to move, let it think beside the event loop, and move."""
        if not self._computer_to_move():
            return
        if self._thinking is None or self._thinking.done():
            self._thinking = asyncio.get_running_loop().create_task(self._think())

    def _computer_to_move(self) -> str:
        """The persona whose turn it is; empty if it is nobody's, or people's."""
        journal = self.journal
        if self.over or self.elsewhere is not None or journal.stopped:
            return ""
        return journal.computers[self.match.session.state.mover]

    async def _think(self) -> None:
        while persona := self._computer_to_move():
            match, ply = self.match, self.match.session.state.ply
            move = await asyncio.to_thread(self._choose(persona))
            if match is self.match and ply == match.session.state.ply and persona == self._computer_to_move():
                self.make(move, "", "computer")

    # who sits here

    def seated(self, seat: PersonT) -> None:
        """Somebody came to the table."""
        self.seats.append(seat)
        self.happen("joined", seat.id, side=seat.side, role=seat.role)
        self.tell(Notice())

    def unseated(self, seat: PersonT, why: str) -> None:
        """Somebody left it for good."""
        self.seats.remove(seat)
        self.happen("left", seat.id, why=why)
        self.tell(Notice())

    def watchers(self) -> Iterator[PersonT]:
        """Who watches here."""
        return (seat for seat in self.seats if seat.side == WATCHING)
