"""The state of a game: one immutable value of small integers.

Claims, proposals and the rest are bits of the compiled scenario (:mod:`game.table.compiled`).
Rules work on ``list(state)`` through the field numbers below and freeze it again: copying some
sixty integers costs less than any cleverness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from game.table.compiled import CompiledScenario


class State(NamedTuple):
    """Everything that is true of a game now. Fields with a 0 or 1 at the end belong to that side."""

    game: CompiledScenario
    rng: int
    """State of the generator; hidden from players."""
    phase: int
    item: int
    turn: int
    """Turns made in this round, of both sides."""
    mover: int
    opener: int
    """The side that opened the first item."""
    kind: int
    """The type of the talk."""
    ended: int
    """0 no, 1 completed, 2 suspended, 3 walked out, 4 recalled."""
    blame: int
    """The side that walked out or was recalled, or -1."""
    drawn0: int
    """Objectives in force; those of the other side are hidden from a player."""
    drawn1: int
    understanding: int
    tension: int
    credibility0: int
    credibility1: int
    home0: int
    home1: int
    said: int
    """Claims that were put."""
    asked: int
    """Claims asked about: each owes a reason."""
    challenged: int
    """Claims challenged with a card that bears: each owes one reason more."""
    rebuffed: int
    """Claims closed to challenges, since one missed."""
    conceded: int
    retracted: int
    acknowledged: int
    backed: int
    """Claims that were given a reason."""
    attacked: int
    """Claims that were rebutted."""
    links: int
    """Supports, rebuttals and undercuts that somebody made."""
    stands: int
    """Claims labelled IN."""
    fallen: int
    """Claims labelled OUT."""
    owing: int
    """Claims that still owe a reason."""
    cards0: int
    """Cards this side has used in a challenge."""
    cards1: int
    old_links: int
    """Links when the last words began: only what was old may be answered then."""
    old_attacked: int
    old_owing: int
    clash: int
    """Contradictions of a side, now."""
    called: int
    """Contradictions that were called."""
    agreed: int
    dead: int
    """Proposals demanded and declined."""
    parked: int
    """Proposals sent to a working group."""
    tabled: int
    """Packages that were on the table."""
    disclosed: int
    """Interests told."""
    wish0: int
    """The objective named in the opening, or -1."""
    wish1: int
    probed: int
    """Bit of each side whose opening wish was asked about; and :data:`PACKAGE_PROBED`."""
    open_act: int
    """The act of the last move if it may be answered, else -1."""
    open_what: int
    """What it was about."""
    open_to: int
    """For an accusation: 0 if a foul on record founds it."""
    open_tone: int
    held: int
    """A package kept open while its interest is asked for: its number, or -1."""
    held_act: int
    bid: int
    """The type the last move bid for, or -1."""
    cooled: int
    """Bit of each side whose bid was not taken up: it may bid again after a new reason."""
    fouls0: int
    fouls1: int
    used_fouls: int
    """Fouls an accusation has already named; bits of side 0, then of side 1."""
    charges: int
    """Charges that were made."""
    recessed: int
    """Bit of each side that had its recess."""
    events: int
    """Events that were drawn."""
    repeats: int
    """How often each side made each act in this round: two bits each."""
    reasoned: int
    """Bit of each side that gave a reason in this round."""
    downs: int
    """Steps down so far; coming back costs more after each."""
    shifts: int
    illicit: int
    in_exchange: int
    """Turns spent in each type."""
    in_negotiation: int
    in_quarrel: int
    holds: int
    """Holds in a row."""
    left0: int
    """Initiatives left in the drafting."""
    left1: int
    priced: int
    """Fallen claims for which a sentence was asked."""
    sentenced: int
    """Fallen claims that the communiqué has a sentence about."""
    crossed: int
    """Red lines crossed, bits of side 0, then of side 1."""
    fired: tuple[int, ...]
    """Triggers of the two machines that the last move fired."""
    ply: int
    """Moves made."""

    @property
    def over(self) -> bool:
        """Nobody moves any more."""
        return self.ended != 0


_FIELD = {name: number for number, name in enumerate(State._fields)}

RNG, PHASE, ITEM, TURN, MOVER, OPENER, KIND, ENDED, BLAME = (
    _FIELD[name] for name in ("rng", "phase", "item", "turn", "mover", "opener", "kind", "ended", "blame")
)
DRAWN, UNDERSTANDING, TENSION, CREDIBILITY, HOME = (
    _FIELD[name] for name in ("drawn0", "understanding", "tension", "credibility0", "home0")
)
SAID, ASKED, CHALLENGED, REBUFFED, CONCEDED, RETRACTED, ACKNOWLEDGED, BACKED, ATTACKED, LINKS = (
    _FIELD[name]
    for name in (
        "said",
        "asked",
        "challenged",
        "rebuffed",
        "conceded",
        "retracted",
        "acknowledged",
        "backed",
        "attacked",
        "links",
    )
)
STANDS, FALLEN, OWING, CARDS, OLD_LINKS, OLD_ATTACKED, OLD_OWING, CLASH, CALLED = (
    _FIELD[name]
    for name in (
        "stands",
        "fallen",
        "owing",
        "cards0",
        "old_links",
        "old_attacked",
        "old_owing",
        "clash",
        "called",
    )
)
AGREED, DEAD, PARKED, TABLED, DISCLOSED, WISH, PROBED = (
    _FIELD[name] for name in ("agreed", "dead", "parked", "tabled", "disclosed", "wish0", "probed")
)
OPEN_ACT, OPEN_WHAT, OPEN_TO, OPEN_TONE, HELD, HELD_ACT, BID, COOLED, FOULS, USED_FOULS, CHARGES = (
    _FIELD[name]
    for name in (
        "open_act",
        "open_what",
        "open_to",
        "open_tone",
        "held",
        "held_act",
        "bid",
        "cooled",
        "fouls0",
        "used_fouls",
        "charges",
    )
)
RECESSED, EVENTS, REPEATS, REASONED, DOWNS, SHIFTS, ILLICIT, IN_TYPE, HOLDS = (
    _FIELD[name]
    for name in (
        "recessed",
        "events",
        "repeats",
        "reasoned",
        "downs",
        "shifts",
        "illicit",
        "in_exchange",
        "holds",
    )
)
LEFT, PRICED, SENTENCED, CROSSED, FIRED, PLY = (
    _FIELD[name] for name in ("left0", "priced", "sentenced", "crossed", "fired", "ply")
)
"""Field numbers; a pair's number is that of side 0, and side 1 follows it."""

PACKAGE_PROBED = 0b100
"""Bit of ``probed``: what is on the table was asked about."""

COMPLETED, SUSPENDED, WALKED_OUT, RECALLED = 1, 2, 3, 4
"""Values of ``ended``."""

_MASK = (1 << 64) - 1


def draw(rng: int, below: int) -> tuple[int, int]:
    """One draw of the seeded generator (SplitMix64, Steele et al. 2014).

    Args:
        rng: the generator's state, 64 bits.
        below: how many outcomes there are, at least 1.

    Returns:
        A number from 0 to ``below - 1`` and the generator's next state.
    """
    rng = (rng + 0x9E3779B97F4A7C15) & _MASK
    z = rng
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return (z ^ (z >> 31)) % below, rng


def bits(mask: int) -> list[int]:
    """The numbers of the bits set, lowest first."""
    numbers = []
    while mask:
        low = mask & -mask
        numbers.append(low.bit_length() - 1)
        mask ^= low
    return numbers
