"""A table of a room: one game, the delegations that play it, and what the facilitator does to it.

It knows no web and no screen. Whatever happens is kept first, then told to whoever listens.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from game.classroom import clock
from game.classroom.journal import NOBODY, Draft, Event, Journal
from game.classroom.people import WATCHING, Seat, head_of
from game.classroom.settings import Settings
from game.delegates import make
from game.record.session import WORDS_LIMIT, Entry
from game.record.store import StoreError
from game.scenario.text import clean, one_line
from game.screens.seats import Match
from game.table.catalogue import Move
from game.table.moves import legal
from game.table.play import IllegalMoveError
from game.table.protocol import Phase

LOG = logging.getLogger("frank.classroom")

COMPUTER = "pragmatist"
"""The persona that takes a side in place of people."""
MESSAGE_LIMIT = 300
DRAFTS, LINES = 4, 500
"""How many drafts of a turn one seat may have, and how many lines a channel."""


class Notice:
    """Something that happened at a table besides a move: the screens look at the table again."""


@dataclass(frozen=True)
class Told(Notice):
    """Something was said to all at the table."""

    who: str
    text: str


@dataclass(frozen=True)
class Within(Notice):
    """Something happened within a delegation: nobody else hears of it."""

    side: int
    text: str = ""
    """For a line of the channel, who said what."""


class Ticked(Notice):
    """The clock shows another time; nothing else changed."""


class Rewound(Notice):
    """There is another match now: moves were taken back, or the table has another server."""


Listener = Callable[[Entry | Notice], None]
"""What is told of each move after it was kept, and of each notice."""


@dataclass(eq=False)
class Table:
    """One game of the room, and who sits at it.

    Attributes:
        number: from 0.
        match: the game.
        settings: of the room.
        now: gives the time, in seconds of the epoch.
        append: keeps an event.
        rewind: gives the game as it stood after some moves, kept as a branch.
        journal: what happened besides the moves.
        seats: who sits here, in the order they came.
        listeners: who is told what happens.
        epoch: how often the table was taken over by a server.
        elsewhere: the address of the server that has the table, empty if nobody knows it; None if it is served here.
        shared: whether other servers may take it: then nothing goes on here that cannot be kept.
        shown: what the clock showed last.
    """

    number: int
    match: Match
    settings: Settings
    now: Callable[[], float]
    append: Callable[[Event], None]
    rewind: Callable[[Match, int], Match]
    journal: Journal = field(default_factory=Journal)
    seats: list[Seat] = field(default_factory=list)
    listeners: set[Listener] = field(default_factory=set)
    epoch: int = 0
    elsewhere: str | None = None
    shared: bool = False
    _warning: str = ""
    _thinking: asyncio.Task[None] | None = None
    shown: str = ""

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
        """Why something is not kept; empty if all is."""
        return self._warning or self.match.keeper.warning

    def warn(self, text: str) -> None:
        """Something could not be kept, of which the teacher has to know."""
        LOG.error("%s", text)
        self._warning = text

    def members(self, side: int) -> list[Seat]:
        """Who sits on a side, in the order they came."""
        return [seat for seat in self.seats if seat.side == side]

    def present(self, side: int) -> list[Seat]:
        """Who of a side is here, or was a moment ago."""
        return [seat for seat in self.members(side) if seat.present or self._just_left(seat)]

    def _just_left(self, seat: Seat) -> bool:
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
        """Keep what happened, and take it; where it cannot be kept, the warning says why, for the teacher.

        At a table that is served elsewhere nothing happens.
        """
        if self.elsewhere is not None:
            return
        event = Event(self.journal.next, self.now(), kind, seat, body)
        try:
            self.append(event)
        except StoreError as error:
            self.warn(str(error))
            if self.shared:
                self.leave()
                return
        self.journal.take(event)

    def leave(self) -> None:
        """Serve it no longer: another server has it, or would not find what goes on here."""
        self.elsewhere = ""
        self.tell(Notice())

    def become(self, other: Table) -> None:
        """Be served, or followed, as a table is that was made anew of what is kept; who sits here stays."""
        self.match, self.journal = other.match, other.journal
        self.append, self.rewind = other.append, other.rewind
        self.epoch, self.elsewhere, self._warning = other.epoch, other.elsewhere, ""
        self.tell(Rewound())

    # a delegation

    def choose(self, seat: Seat, ply: int, move: Move, words: str = "") -> str:
        """Choose a move at a seat: it is sent, or put before the delegation.

        Args:
            seat: whose choice it is.
            ply: the move of the game it was chosen for.
            move: the move.
            words: own words; empty for the written line.

        Returns:
            ``sent``, ``drafted``, ``late`` if the table has gone on meanwhile or stands, or ``full`` if the seat
            has put as many drafts as it may; then nothing was done.

        Raises:
            IllegalMoveError: the move is not possible; nothing was changed.
        """
        session = self.match.session
        if not self.may_move(seat.side) or ply != session.state.ply:
            return "late"
        if move not in legal(session.state):
            raise IllegalMoveError(f"{session.game.key(move)!r} is not possible now")
        if self.may_send(seat):
            self.make(move, words, "said", seat.id)
            return "sent"
        if sum(draft.seat == seat.id for draft in self.journal.drafts) >= DRAFTS:
            return "full"
        self.happen(
            "drafted",
            seat.id,
            draft=self.journal.next,
            ply=ply,
            key=session.game.key(move),
            words=" ".join(clean(words).split())[:WORDS_LIMIT],
        )
        self.decide(seat.side)
        return "drafted" if session.state.ply == ply else "sent"

    def may_send(self, seat: Seat) -> bool:
        """Whether somebody speaks for the delegation without being voted for."""
        present = self.present(seat.side)
        if self.settings.send == "anyone" or not [one for one in present if one is not seat]:
            return True
        return self.settings.send == "head" and seat.role == "head"

    def _by_head(self, side: int) -> bool:
        """Whether the head decides: it is the rule, and the head is there."""
        head = head_of(self.members(side))
        return self.settings.send == "head" and head in self.present(side)

    def needed(self, side: int) -> int:
        """How many votes send a draft: more than half of those who are there."""
        return len(self.present(side)) // 2 + 1

    def support(self, draft: Draft, side: int) -> int:
        """How many of those who are there are for a draft."""
        return sum(seat.id in draft.votes for seat in self.present(side))

    def vote(self, seat: Seat, draft: int, on: bool = True) -> None:
        """Be for a draft, and for no other; or no longer."""
        if self.journal.draft(draft) is not None and self.may_move(seat.side):
            self.happen("voted", seat.id, draft=draft, on=on)
            self.decide(seat.side)

    def comment(self, seat: Seat, draft: int, text: str) -> None:
        """Say something about a draft, to the delegation."""
        text = one_line(text, MESSAGE_LIMIT)
        found = self.journal.draft(draft)
        if text and found is not None and len(found.comments) < LINES and self.may_move(seat.side):
            self.happen("comment", seat.id, draft=draft, text=text)
            self.tell(Within(seat.side))

    def send(self, seat: Seat, draft: int) -> bool:
        """Send a draft, as who may speak for the delegation; gives whether it was."""
        found = self.journal.draft(draft)
        if found is None or not self.may_move(seat.side) or not self.may_send(seat):
            return False
        self.send_draft(found, "sent", seat.id)
        return True

    def decide(self, side: int) -> None:
        """Send what more than half are for, unless the head decides."""
        if self.over or self.match.session.state.mover != side:
            return
        if not self._by_head(side):
            for draft in self.journal.drafts:
                if self.support(draft, side) >= self.needed(side):
                    self.send_draft(draft, "voted", draft.seat)
                    return
        self.tell(Within(side))

    def send_draft(self, draft: Draft, how: str, seat: int) -> None:
        """Make the move that was drafted; see :meth:`make`."""
        move = self.match.session.game.move(draft.key)
        self.make(move, draft.words, how, seat, draft.id)

    def make(self, move: Move, words: str, how: str, seat: int = NOBODY, draft: int | None = None) -> None:
        """Make a move: who made it is kept, then the move, then it is told.

        Args:
            move: one that is possible, or the lapse of a turn.
            words: own words; empty for the written line.
            how: ``said``, ``sent`` or ``voted`` by people; ``time``, ``lapsed`` or ``absent`` by the clock;
                ``advanced`` by the teacher; ``computer``.
            seat: whose it is.
            draft: the number of the draft it was.
        """
        session = self.match.session
        if how in ("said", "sent", "voted") and not self.journal.clock.running:
            self.happen("going", why="move")
        key = session.game.key(move)
        self.happen("turn", seat, ply=session.state.ply, key=key, words=words, how=how, draft=draft)
        if self.elsewhere is not None:
            return
        entry = self.match.play(move, words)
        if self.shared and self.match.keeper.warning:
            self.leave()
            return
        self.tell(entry)
        if self.over:
            self.happen("stopped", why="")
        self.let_think()

    def say(self, seat: Seat, text: str) -> None:
        """Say something to the delegation alone."""
        text = one_line(text, MESSAGE_LIMIT)
        if text and not seat.watches and len(self.journal.channels[seat.side]) < LINES:
            self.happen("said", seat.id, side=seat.side, text=text)
            self.tell(Within(seat.side, f"{seat.name}: {text}"))

    def dispatch(self, seat: Seat, text: str) -> None:
        """Let a reporter's line be heard at the table."""
        text = one_line(text, MESSAGE_LIMIT)
        if text and seat.role == "reporter" and len(self.journal.news) < LINES:
            self.happen("press", seat.id, text=text)
            self.tell(Told(f"{seat.name}, reporter", text))

    def answer(self, seat: Seat, yes: bool) -> None:
        """Agree to what the teacher asked, for the delegation; or not."""
        if self.journal.asked is not None and not seat.watches and seat.side not in self.journal.agreed:
            self.happen("answer", seat.id, side=seat.side, yes=yes)
            if not yes:
                self.tell(Told("The teacher", f"Nothing is taken back: {seat.name} does not agree."))
            self._take_back_if_agreed()

    # who is here

    def came(self, seat: Seat) -> None:
        """A browser shows the seat."""
        seat.present, seat.since = True, self.now()
        if self.journal.stopped == "empty":
            self.happen("going", why="here")
        self.tell(Notice())
        self.let_think()

    def went(self, seat: Seat) -> None:
        """The browser has gone; the seat stays."""
        seat.present, seat.since = False, self.now()
        self.tell(Notice())

    # what the facilitator does

    def go(self) -> None:
        """Start the clock, or let it go on."""
        if not self.over and not self.journal.clock.running:
            self.happen("going", why="teacher")
            self.changed()

    def pause(self, paused: bool) -> None:
        """Stop the table, or let it go on."""
        if not paused:
            self.go()
        elif not self.over and self.journal.stopped != "teacher":
            self.happen("stopped", why="teacher")
            self.changed()

    @property
    def paused(self) -> bool:
        """Whether the teacher has stopped the table."""
        return self.journal.stopped == "teacher"

    def give(self, minutes: float) -> None:
        """More time for this turn and the meeting, or less."""
        if not self.over:
            self.happen("time", seconds=60.0 * minutes)
            self.changed()

    def seat_computer(self, side: int, persona: str, why: str = "teacher") -> None:
        """Let a computer play a side, which everybody at the table sees; or with no persona its people again."""
        if self.journal.computers[side] != persona:
            self.happen("computer", side=side, persona=persona, why=why)
            self.changed()

    def message(self, text: str) -> None:
        """Say something to the table."""
        text = one_line(text, MESSAGE_LIMIT)
        if text:
            self.happen("told", text=text)
            self.tell(Told("The teacher", text))

    def news(self, title: str, text: str) -> None:
        """An event from outside. It is told and stands in the record; it moves no track by itself."""
        title, text = one_line(title, 120), one_line(text, 600)
        if title:
            self.happen("news", title=title, text=text)
            self.tell(Told("News", f"{title}. {text}" if text else title))

    def ask_back(self) -> None:
        """Ask both sides whether the last move may be taken back. Where nobody sits, nobody is asked."""
        ply = self.match.session.state.ply
        if ply and not self.journal.ended:
            self.happen("asked", ply=ply - 1)
            self.tell(Notice())
            self._take_back_if_agreed()

    def must_answer(self, side: int) -> bool:
        """Whether a side was asked to take back a move and has not answered."""
        journal = self.journal
        return journal.asked is not None and side not in journal.agreed and bool(self.present(side))

    def _take_back_if_agreed(self) -> None:
        ply = self.journal.asked
        if ply is None or any(self.must_answer(side) for side in (0, 1)):
            return
        try:
            match = self.rewind(self.match, ply)
        except StoreError as error:
            self.warn(str(error))
            return
        self.happen("undone", game=match.keeper.id, ply=ply)
        if self.elsewhere is not None:
            return
        self.match = match
        if self.journal.clock.begun is not None and not self.journal.stopped:
            self.happen("going", why="move")
        self.tell(Rewound())
        self.let_think()

    def end(self, why: str = "teacher") -> None:
        """End the meeting before its end: the debrief tells how it stands."""
        if not self.over:
            self.happen("ended", why=why)
            self.changed()

    def open_briefs(self) -> None:
        """Open the briefs of both sides to all who sit here, once the meeting is over."""
        if self.over and not self.journal.opened:
            self.happen("opened")
            self.changed()

    def advance(self) -> None:
        """Make one move for whoever is to move, so that nobody who is absent holds up the table."""
        if not self.over and self.elsewhere is None:
            self.make(self._choose(COMPUTER)(), "", "advanced")

    def lower_hands(self) -> None:
        """Take down the hands."""
        for seat in self.seats:
            seat.hand = False
        self.tell(Notice())

    def changed(self) -> None:
        """Something changed besides a move."""
        self.tell(Notice())
        self.let_think()

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

    def seated(self, seat: Seat) -> None:
        """Somebody came to the table."""
        self.seats.append(seat)
        self.happen("joined", seat.id, side=seat.side, role=seat.role)
        self.tell(Notice())

    def unseated(self, seat: Seat, why: str) -> None:
        """Somebody left it for good."""
        self.seats.remove(seat)
        self.happen("left", seat.id, why=why)
        self.tell(Notice())

    def watchers(self) -> Iterator[Seat]:
        """Who watches here."""
        return (seat for seat in self.seats if seat.side == WATCHING)
