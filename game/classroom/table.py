"""A table of a room: a delegation's actions and the facilitator's. No web and no screens here."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.classroom.journal import NOBODY, Draft
from game.classroom.meeting import COMPUTER, Meeting
from game.classroom.notices import Notice, Rewound, Told, Within
from game.classroom.people import Person, head_of
from game.match.session import OWN_WORDS_LIMIT
from game.scenario.text import clean, one_line
from game.store import StoreError
from game.table.catalogue import Move
from game.table.moves import legal
from game.table.play import IllegalMoveError

MESSAGE_LIMIT = 300
DRAFTS, LINES = 4, 500
"""How many drafts of a turn one seat may have, and how many lines a channel."""


class Table(Meeting["Seat"]):
    """A meeting, with all that people may do to it."""

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
            words=" ".join(clean(words).split())[:OWN_WORDS_LIMIT],
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

    def news(self, title: str, text: str, event: str = "") -> None:
        """An event from outside. It is told at once and stands in the record.

        Args:
            title: its headline.
            text: more of it.
            event: its id, if it is one of the scenario, which moves the tracks with the next move; one that is made up
                moves none.
        """
        title, text = one_line(title, 120), one_line(text, 600)
        if title and not self.knows(event):
            named = {"event": event} if event else {}
            self.happen("news", NOBODY, title=title, text=text, **named)
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
        self.happen("undone", game=match.autosave.id, ply=ply)
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


@dataclass(eq=False)
class Seat(Person):
    """Somebody's place at a table."""

    table: Table = field(kw_only=True)
