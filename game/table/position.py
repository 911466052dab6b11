"""The values of a state: what is true of a game now, for both sides and for each.

Claims, proposals and the rest are bits, numbered by the compiled scenario. A :class:`Field` can be read
of any state; the type checker lets only a draft be written (:mod:`game.table.state`). A state knows its
scenario, and a compiled scenario holds conditions on states: so the values that a condition reads are
declared here, below both.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar, overload

T = TypeVar("T")

if TYPE_CHECKING:
    from game.table.numbered import NumberedScenario

    T_co = TypeVar("T_co", covariant=True)

    class Fixed(Generic[T_co]):
        """A value that stays the same all game long."""

        def __get__(self, of: Values, owner: type[Values]) -> T_co: ...

    class Writable:
        """Marks the drafts: the only values that can be written."""

    class Field(Fixed[T]):
        """A value of a state, written in a draft."""

        def __set__(self, of: Writable, value: T) -> None: ...

    class Sides:
        """What belongs to each side; of a draft, to be written."""

        @overload
        def __get__(self, of: Writable, owner: type[Position]) -> tuple[SideDraft, SideDraft]: ...
        @overload
        def __get__(self, of: Position, owner: type[Position]) -> tuple[SideState, SideState]: ...
        def __get__(self, of: object, owner: type[Position]) -> tuple[SideState, SideState]: ...

        def __set__(self, of: Writable, value: tuple[SideDraft, SideDraft]) -> None: ...


class Values:
    """Named values, equal where all of them are."""

    __slots__ = ()
    fields: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash(self.values())

    def __repr__(self) -> str:
        pairs = zip(self.fields, self.values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def values(self) -> tuple[object, ...]:
        """Return all values in the order of their fields."""
        return attrgetter(*self.fields)(self)


class SideState(Values):
    """What belongs to one side."""

    drawn: Field[int]
    """Objectives in force; those of the other side are hidden from a player."""
    credibility: Field[int]
    home: Field[int]
    cards: Field[int]
    """Cards this side has used in a challenge."""
    wish: Field[int]
    """The objective named in the opening, or -1."""
    fouls: Field[int]
    called_fouls: Field[int]
    """Fouls of this side that an accusation has already named."""
    initiatives: Field[int]
    """Initiatives left in the drafting."""
    repeats: Field[int]
    """How often this side made each act in this round, up to two: two bits each."""
    reasoned: Field[bool]
    """It gave a reason in this round."""
    cooled: Field[bool]
    """Its bid was not taken up: it may bid again after a new reason."""
    recessed: Field[bool]
    """It has had its recess."""
    probed: Field[bool]
    """Its opening wish was asked about."""
    crossed: Field[int]
    """Red lines of its own that it has crossed."""

    __slots__ = fields = tuple(__annotations__)


if TYPE_CHECKING:

    class SideDraft(Writable, SideState):
        """What belongs to one side, to be written."""
else:
    SideDraft = SideState


class Position(Values):
    """Everything that is true of a game now."""

    game: Fixed[NumberedScenario]
    sides: Sides
    """What belongs to each side: ``sides[me].home``."""
    rng: Field[int]
    """State of the generator; hidden from players."""
    phase: Field[int]
    item: Field[int]
    turn: Field[int]
    """Turns made in this round, of both sides."""
    mover: Field[int]
    """The side to move."""
    opener: Field[int]
    """The side that opened the first item."""
    kind: Field[int]
    """The type of the talk."""
    ended: Field[int]
    """How the meeting ended: an :class:`~game.table.protocol.End`; 0 while it goes on."""
    blame: Field[int]
    """The side that walked out or was recalled, or -1."""
    understanding: Field[int]
    tension: Field[int]
    said: Field[int]
    """Claims that were put."""
    asked: Field[int]
    """Claims asked about: each owes a reason."""
    challenged: Field[int]
    """Claims challenged with a relevant card: each owes one reason more."""
    rebuffed: Field[int]
    """Claims closed to challenges, since one missed."""
    conceded: Field[int]
    retracted: Field[int]
    acknowledged: Field[int]
    backed: Field[int]
    """Claims that were given a reason."""
    attacked: Field[int]
    """Claims that were rebutted."""
    links: Field[int]
    """Supports, rebuttals and undercuts that somebody made."""
    stands: Field[int]
    """Claims labelled IN."""
    fallen: Field[int]
    """Claims labelled OUT."""
    owing: Field[int]
    """Claims that still owe a reason."""
    old_links: Field[int]
    """Links when the last words began: only what was old may be answered then."""
    old_attacked: Field[int]
    old_owing: Field[int]
    clash: Field[int]
    """Contradictions of a side, now."""
    called: Field[int]
    """Contradictions that were called."""
    agreed: Field[int]
    dead: Field[int]
    """Proposals demanded and declined."""
    parked: Field[int]
    """Proposals sent to a working group."""
    tabled: Field[int]
    """Packages that were on the table."""
    disclosed: Field[int]
    """Interests that were disclosed."""
    offer_probed: Field[bool]
    """The interest behind the proposals on the table was asked for."""
    open_act: Field[int]
    """The act of the last move if it may be answered, else -1."""
    open_what: Field[int]
    """What it was about."""
    open_to: Field[int]
    """Its ``to``; for an offer that was kept open, the act that answered the question about it."""
    open_tone: Field[int]
    held: Field[int]
    """What is on the table while its interest is asked for: its number, or -1."""
    held_act: Field[int]
    """The act that put it there."""
    bid: Field[int]
    """The type the last move bid for, or -1."""
    charges: Field[int]
    """Charges that were made."""
    events: Field[int]
    """Events that are known."""
    downs: Field[int]
    """Steps down so far; coming back costs more after each."""
    shifts: Field[int]
    illicit: Field[int]
    in_exchange: Field[int]
    """Turns spent in an exchange; the next two, in the other types."""
    in_negotiation: Field[int]
    in_quarrel: Field[int]
    holds: Field[int]
    """Holds in a row."""
    priced: Field[int]
    """Fallen claims for which a sentence was asked."""
    sentenced: Field[int]
    """Fallen claims that the communiqué has a sentence about."""
    fired: Field[tuple[int, ...]]
    """Triggers of the two machines that the last move fired."""
    ply: Field[int]
    """Moves made."""

    __slots__ = fields = tuple(__annotations__)
