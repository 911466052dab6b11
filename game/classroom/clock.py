"""The clock of a table, as arithmetic: time left for a turn, for a part of the meeting, for the lesson.

All times are seconds. *Now* is always given by the caller, and *played* are the seconds in which the clock
ran: whatever stops it (the teacher, an empty table, a server that was down) takes nothing from anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from game.table.protocol import Phase
from game.table.state import State

_OPENING, _ROUNDS = 0.08, 0.72
"""What share of the play the openings and all rounds together get; drafting and closing have the rest."""

GRACE = {Phase.OPENING: 90.0, Phase.DRAFTING: 60.0, Phase.CLOSING: 30.0}
"""By phase: how many seconds a delegation is waited for of which nobody is there."""
USUAL_GRACE = 40.0
"""In the rounds. Telephones drop their sockets when they are put down, for half a minute and more."""


class Plan(NamedTuple):
    """What a meeting may take, in seconds."""

    turn: float
    """A turn; 0 for as long as one likes."""
    play: float
    """From the first word to the last; 0 if it may take as long as it does."""
    reserve: float
    """Kept for the debrief."""
    lesson: float
    """From the start to the bell; 0 if nothing rings. Play ends so early that the reserve is left."""

    def ends(self, rounds: int) -> tuple[float, ...]:
        """When each part has to be over, in seconds of play: the openings, each round, the drafting and the end.

        What a part leaves unused is there for the next.
        """
        shares = [_OPENING + _ROUNDS * number / rounds for number in range(rounds + 1)]
        return tuple(self.play * share for share in (*shares, 1.0))


def part_of(state: State) -> int:
    """The part of a meeting a state is in, as :meth:`Plan.ends` counts them."""
    if state.phase == Phase.OPENING:
        return 0
    rounds = len(state.game.items)
    return rounds + 1 if state.phase in (Phase.DRAFTING, Phase.CLOSING) else state.item + 1


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that was started, or waits to be.

    Attributes:
        begun: when it was started; None before.
        since: since when it runs; None while it stands.
        before: seconds played before that.
        turn: seconds played when this turn began.
        extra: seconds the teacher gave to the meeting, perhaps less than none.
        given: of them, those given during this turn.
    """

    begun: float | None = None
    since: float | None = None
    before: float = 0
    turn: float = 0
    extra: float = 0
    given: float = 0

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.since is not None

    def played(self, now: float) -> float:
        """Seconds played."""
        return self.before + (max(0.0, now - self.since) if self.since is not None else 0)

    def go(self, now: float) -> Clock:
        """Let it run."""
        if self.running:
            return self
        return replace(self, since=now, begun=now if self.begun is None else self.begun)

    def stop(self, now: float) -> Clock:
        """Let it stand."""
        return replace(self, before=self.played(now), since=None)

    def next_turn(self, now: float) -> Clock:
        """A turn begins."""
        return replace(self, turn=self.played(now), given=0)

    def give(self, seconds: float) -> Clock:
        """More time for this turn and for the meeting, or less."""
        return replace(self, extra=self.extra + seconds, given=self.given + seconds)

    def turn_left(self, plan: Plan, now: float) -> float | None:
        """Seconds left of the turn; None if turns are not timed."""
        return None if not plan.turn else self.turn + plan.turn + self.given - self.played(now)

    def play_left(self, plan: Plan, now: float) -> float | None:
        """Seconds of play that are left before the debrief must begin; None if it is not timed."""
        if not plan.play:
            return None
        left = plan.play + self.extra - self.played(now)
        if plan.lesson and self.begun is not None:
            left = min(left, self.begun + plan.lesson - plan.reserve - now)
        return left

    def part_left(self, plan: Plan, state: State, now: float) -> float | None:
        """Seconds left of the part of the meeting a state is in; None if it is not timed."""
        left = self.play_left(plan, now)
        if left is None:
            return None
        end = plan.ends(len(state.game.items))[part_of(state)]
        return min(end + self.extra - self.played(now), left)

    def lesson_left(self, plan: Plan, now: float) -> float | None:
        """Seconds until the bell; None if nothing rings, or the clock was never started."""
        return self.begun + plan.lesson - now if plan.lesson and self.begun is not None else None


def shown(seconds: float) -> str:
    """A time that is left, as ``2:40``: coarser the more there is, so that nothing is drawn anew each second."""
    step = 1 if seconds <= 10 else 5 if seconds <= 60 else 10
    whole = max(0, -int(-seconds // step) * step)
    return f"{whole // 60}:{whole % 60:02}"
