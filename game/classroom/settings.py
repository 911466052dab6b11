"""The teacher's choices for a room."""

from __future__ import annotations

from typing import Any, NamedTuple

from game.classroom.clock import Plan

SENDING = {
    "majority": "a move is sent when more than half of the delegation are for it",
    "head": "the head of the delegation sends what was drafted",
    "anyone": "whoever speaks first has spoken",
}
"""Who decides what a delegation says."""


class Settings(NamedTuple):
    """What a teacher chooses for a room."""

    send: str = "majority"
    """One of :data:`SENDING`."""
    stand_in: bool = False
    """Whether a computer takes the place of a delegation of which nobody is there."""
    choose: bool = False
    """Whether people choose their delegation; otherwise it is drawn."""
    plan: Plan = Plan(0, 0, 0, 0)

    def kept(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return self._asdict() | {"plan": list(self.plan)}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Settings:
        """From what :meth:`kept` gave."""
        return cls(**(kept | {"plan": Plan(*kept["plan"])}))


def planned(
    scenario_minutes: float,
    *,
    turn: float = 120,
    minutes: float | None = None,
    lesson: float | None = None,
) -> Plan:
    """A plan of the time, from what a teacher typed.

    A third of the lesson is for the debrief, which play cannot eat.

    Args:
        scenario_minutes: what the scenario says a game takes.
        turn: seconds for a turn; 0 for as long as one likes.
        minutes: of play; None for what the scenario says, or two thirds of the lesson if that is less.
        lesson: minutes from the start to the bell; None if nothing rings.
    """
    play = scenario_minutes if minutes is None else minutes
    reserve = play / 2
    if lesson is not None:
        play = min(play, lesson * 2 / 3) if minutes is None else min(play, lesson)
        reserve = min(lesson / 3, lesson - play) if minutes is not None else lesson / 3
    return Plan(turn, 60 * play, 60 * reserve, 60 * (lesson or 0))
