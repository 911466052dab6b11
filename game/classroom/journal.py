"""Everything that happens at a table besides the moves: an append-only list of events.

The kinds, with what their bodies hold:

===========  ====================================================================================
``going``    the clock runs: ``why``, which is ``teacher``, ``move`` or ``here``
``stopped``  it stands: ``why``, which is ``teacher`` or ``empty``
``away``     the server was gone ``since`` a time; that time is taken from nobody
``time``     ``seconds`` more, or less, for this turn and the meeting
``computer`` ``side`` is played by ``persona``, or by its people if that is empty; ``why``
``joined``   a seat came to ``side``
``left``     a seat left the table: ``why``
``drafted``  a move for the delegation to decide on: ``draft``, ``ply``, ``key``, ``words``
``voted``    for a ``draft``, or no longer, by ``on``
``comment``  on a ``draft``: ``text``
``turn``     a move is made: ``ply``, ``key``, ``words``, ``how``, the ``draft`` it was; the seat is who sent it
``said``     in the channel of a ``side``: ``text``
``told``     the teacher said ``text``
``news``     an event: ``title``, ``text``; with its id as ``event`` if it is one of the scenario
``press``    a dispatch of a reporter: ``text``
``asked``    to take back moves so that ``ply`` are left
``answer``   to that, from ``side``: ``yes``
``undone``   moves were taken back, or the game was played on elsewhere: the ``game`` goes on with ``ply`` moves
``ended``    before its end: ``why``
``opened``   the briefs of both sides, for the debrief
===========  ====================================================================================
"""

from __future__ import annotations

from typing import Any, NamedTuple

from game.classroom.clock import Clock

NOBODY = 0
"""In place of a seat: the teacher, the clock, or the computer."""


class Event(NamedTuple):
    """Something that happened.

    ``seq`` counts from 0 without a gap, ``at`` is in seconds of the epoch, ``seat`` the id of who did it.
    """

    seq: int
    at: float
    kind: str
    seat: int
    body: dict[str, Any]


class Line(NamedTuple):
    """A line of a channel, or a comment on a draft."""

    at: float
    seat: int
    text: str


class Draft:
    """A move that waits for its delegation.

    Attributes:
        votes: ids of the seats that are for it, in the order they came.
    """

    def __init__(self, number: int, seat: int, ply: int, key: str, words: str) -> None:
        self.id, self.seat, self.ply, self.key, self.words = number, seat, ply, key, words
        self.votes: list[int] = [seat]
        self.comments: list[Line] = []


class Journal:
    """All events of a table, and what they come to.

    Attributes:
        events: in order.
        clock: as it stands.
        stopped: why it stands although it was started: ``teacher`` or ``empty``; empty otherwise.
        computers: the persona that plays each side; empty for its people.
        stand_ins: whether that persona only stands in for people who are away.
        drafts: of the present turn, the oldest first.
        channels: what each delegation said among itself.
        news: headline and text of each event that came from the teacher or from a reporter.
        told: the ids of those that are events of the scenario.
        game: the id of the game that is played now; empty for the one the table began with.
        asked: how many moves would be left if both sides agree to take back; None if nobody asks.
        agreed: which sides agreed to that.
        ended: why the table was ended before its meeting was; empty otherwise.
        opened: whether the briefs of both sides were opened.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.clock = Clock()
        self.stopped = ""
        self.computers: tuple[str, str] = ("", "")
        self.stand_ins: tuple[bool, bool] = (False, False)
        self.drafts: list[Draft] = []
        self.channels: tuple[list[Line], list[Line]] = ([], [])
        self.news: list[tuple[float, str, str]] = []
        self.told: list[str] = []
        self.game = ""
        self.asked: int | None = None
        self.agreed: set[int] = set()
        self.ended = ""
        self.opened = False

    @property
    def next(self) -> int:
        """The number of the next event."""
        return len(self.events)

    def take(self, event: Event) -> None:
        """Take an event, the next one.

        An unknown kind is kept and does nothing, so that an older program can read a newer one's room.

        Raises:
            ValueError: it is not the next one.
        """
        if event.seq != self.next:
            raise ValueError(f"event {event.seq} comes after {self.next - 1}")
        self.events.append(event)
        take = getattr(self, f"_{event.kind}", None)
        if take is not None:
            take(event, **event.body)

    # the clock

    def _going(self, event: Event, why: str) -> None:
        self.clock, self.stopped = self.clock.go(event.at), ""

    def _stopped(self, event: Event, why: str) -> None:
        self.clock, self.stopped = self.clock.stop(event.at), why

    def _away(self, event: Event, since: float) -> None:
        if self.clock.running:
            self.clock, self.stopped = self.clock.stop(since), "empty"

    def _time(self, event: Event, seconds: float) -> None:
        self.clock = self.clock.give(seconds)

    def _ended(self, event: Event, why: str) -> None:
        self.clock, self.ended = self.clock.stop(event.at), why

    def _opened(self, event: Event) -> None:
        self.opened = True

    # the delegations

    def _computer(self, event: Event, side: int, persona: str, why: str) -> None:
        first, second = self.computers
        self.computers = (persona, second) if side == 0 else (first, persona)
        one, other = self.stand_ins
        absent = bool(persona) and why == "absent"
        self.stand_ins = (absent, other) if side == 0 else (one, absent)

    def _drafted(self, event: Event, draft: int, ply: int, key: str, words: str) -> None:
        self._withdraw(event.seat)
        self.drafts.append(Draft(draft, event.seat, ply, key, words))

    def _withdraw(self, seat: int) -> None:
        """One voice each: a vote goes over from what it was for."""
        for one in self.drafts:
            if seat in one.votes:
                one.votes.remove(seat)

    def draft(self, number: int) -> Draft | None:
        """A draft of the present turn by its number; None if there is none such."""
        return next((one for one in self.drafts if one.id == number), None)

    def _voted(self, event: Event, draft: int, on: bool) -> None:
        self._withdraw(event.seat)
        found = self.draft(draft)
        if found is not None and on:
            found.votes.append(event.seat)

    def _comment(self, event: Event, draft: int, text: str) -> None:
        found = self.draft(draft)
        if found is not None:
            found.comments.append(Line(event.at, event.seat, text))

    def _turn(self, event: Event, **_: Any) -> None:
        self._next_turn(event)

    def _next_turn(self, event: Event) -> None:
        self.clock, self.drafts = self.clock.next_turn(event.at), []
        self.asked, self.agreed = None, set()

    def _said(self, event: Event, side: int, text: str) -> None:
        self.channels[side].append(Line(event.at, event.seat, text))

    # from outside

    def _news(self, at: Event, title: str, text: str, event: str = "") -> None:
        self.news.append((at.at, title, text))
        if event:
            self.told.append(event)

    def _press(self, event: Event, text: str) -> None:
        self.news.append((event.at, "From the press", text))

    # taking back

    def _asked(self, event: Event, ply: int) -> None:
        self.asked, self.agreed = ply, set()

    def _answer(self, event: Event, side: int, yes: bool) -> None:
        if not yes:
            self.asked, self.agreed = None, set()
        elif self.asked is not None:
            self.agreed = self.agreed | {side}

    def _undone(self, event: Event, game: str, ply: int) -> None:
        self.game = game
        self._next_turn(event)
