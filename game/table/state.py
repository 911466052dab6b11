"""The state of a game, one immutable value, and the draft of the next one.

A :class:`State` is never written. To make a move, ``state.edit()`` gives a :class:`Draft`, a copy whose
fields can be assigned; the finished draft is the next state. At run time both are one class; the type
checker tells them apart and refuses to write a state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.table.position import Position, SideDraft

if TYPE_CHECKING:
    from game.table.compiled import CompiledScenario
    from game.table.position import Field, Writable


class State(Position):
    """Everything that is true of a game now, and its scenario."""

    if TYPE_CHECKING:
        game: Field[CompiledScenario]

    __slots__ = ()

    @property
    def over(self) -> bool:
        """Whether the game has ended: nobody moves any more."""
        return self.ended != 0

    def edit(self) -> Draft:
        """Return a copy that can be written. Each field is copied by name: nothing else is as fast."""
        first, second = self.sides
        new, side0, side1 = Draft(), SideDraft(), SideDraft()
        new.game = self.game
        new.rng = self.rng
        new.phase = self.phase
        new.item = self.item
        new.turn = self.turn
        new.mover = self.mover
        new.opener = self.opener
        new.kind = self.kind
        new.ended = self.ended
        new.blame = self.blame
        new.understanding = self.understanding
        new.tension = self.tension
        new.said = self.said
        new.asked = self.asked
        new.challenged = self.challenged
        new.rebuffed = self.rebuffed
        new.conceded = self.conceded
        new.retracted = self.retracted
        new.acknowledged = self.acknowledged
        new.backed = self.backed
        new.attacked = self.attacked
        new.links = self.links
        new.stands = self.stands
        new.fallen = self.fallen
        new.owing = self.owing
        new.old_links = self.old_links
        new.old_attacked = self.old_attacked
        new.old_owing = self.old_owing
        new.clash = self.clash
        new.called = self.called
        new.agreed = self.agreed
        new.dead = self.dead
        new.parked = self.parked
        new.tabled = self.tabled
        new.disclosed = self.disclosed
        new.offer_probed = self.offer_probed
        new.open_act = self.open_act
        new.open_what = self.open_what
        new.open_to = self.open_to
        new.open_tone = self.open_tone
        new.held = self.held
        new.held_act = self.held_act
        new.bid = self.bid
        new.charges = self.charges
        new.events = self.events
        new.downs = self.downs
        new.shifts = self.shifts
        new.illicit = self.illicit
        new.in_exchange = self.in_exchange
        new.in_negotiation = self.in_negotiation
        new.in_quarrel = self.in_quarrel
        new.holds = self.holds
        new.priced = self.priced
        new.sentenced = self.sentenced
        new.fired = self.fired
        new.ply = self.ply
        side0.drawn = first.drawn
        side0.credibility = first.credibility
        side0.home = first.home
        side0.cards = first.cards
        side0.wish = first.wish
        side0.fouls = first.fouls
        side0.called_fouls = first.called_fouls
        side0.initiatives = first.initiatives
        side0.repeats = first.repeats
        side0.reasoned = first.reasoned
        side0.cooled = first.cooled
        side0.recessed = first.recessed
        side0.probed = first.probed
        side0.crossed = first.crossed
        side1.drawn = second.drawn
        side1.credibility = second.credibility
        side1.home = second.home
        side1.cards = second.cards
        side1.wish = second.wish
        side1.fouls = second.fouls
        side1.called_fouls = second.called_fouls
        side1.initiatives = second.initiatives
        side1.repeats = second.repeats
        side1.reasoned = second.reasoned
        side1.cooled = second.cooled
        side1.recessed = second.recessed
        side1.probed = second.probed
        side1.crossed = second.crossed
        new.sides = (side0, side1)
        return new

    @staticmethod
    def blank(game: CompiledScenario) -> Draft:
        """Return a draft for a new game, in which every number is 0, or -1 where that means none."""
        new = _BLANK.edit()
        new.game = game
        return new

    def flat(self) -> dict[str, int | tuple[int, ...]]:
        """Return every value by name, but not the scenario; those of one side as in ``home0`` and ``home1``."""
        values = {name: getattr(self, name) for name in self.fields if name not in ("game", "sides")}
        for number, side in enumerate(self.sides):
            values |= {f"{name}{number}": getattr(side, name) for name in side.fields}
        return values

    def replace(self, **changes: object) -> State:
        """Return the same state but for some values, by the names of :meth:`flat`, or ``game``.

        Raises:
            TypeError: there is no such name.
        """
        draft = self.edit()
        places: dict[str, tuple[Draft | SideDraft, str]] = {
            name: (draft, name) for name in self.fields if name != "sides"
        }
        for number, side in enumerate(draft.sides):
            places |= {f"{name}{number}": (side, name) for name in side.fields}
        for name, value in changes.items():
            if name not in places:
                raise TypeError(f"a state has no value {name!r}")
            place, field = places[name]
            setattr(place, field, value)
        return draft


if TYPE_CHECKING:

    class Draft(Writable, State):
        """The next state, to be written."""
else:
    Draft = State


_NONE = ("blame", "wish", "open_act", "open_what", "held", "bid")
_FLAGS = ("offer_probed", "reasoned", "cooled", "recessed", "probed")


def _blank() -> State:
    new, side0, side1 = Draft(), SideDraft(), SideDraft()
    for values in (new, side0, side1):
        for name in values.fields:
            setattr(values, name, -1 if name in _NONE else False if name in _FLAGS else 0)
    new.sides, new.fired = (side0, side1), ()
    return new


_BLANK = _blank()
"""Of no scenario: its ``game`` is set as soon as it is copied."""
