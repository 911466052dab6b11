"""The personas, as data: what each cares about, and how it behaves. Nothing here names a country."""

from __future__ import annotations

from typing import NamedTuple

from game.table.acts import Act
from game.table.outcome import CREDIBILITY, HOME, OBJECTIVES


class Persona(NamedTuple):
    """A persona. Weights are points of a score from 0 to 100."""

    name: str
    title: str
    says: str
    """One sentence a player reads before choosing this opponent."""
    objectives: float = OBJECTIVES
    """All of its objectives met."""
    credibility: float = CREDIBILITY
    home_band: float = HOME
    """Home kept between the floors and ceilings."""
    home: float = 0
    """Home at 100: applause for its own sake."""
    understanding: float = 0
    calm: float = 0
    agreed: float = 0
    """Enough rungs agreed, :data:`game.table.outcome.ENOUGH_RUNGS`."""
    theirs: float = 0
    """The other side content at home."""
    standing: float = 1.5
    """Each own thesis that stands; half of it lost for each that has fallen."""
    rivalry: float = 0
    """The other side's credibility at 0."""
    fear: float = 1
    """How much a recall or a suspension counts, 1 being a lost game."""
    patience: float = 0.6
    """How much of a deal's worth it leaves for later while bargaining would still be a foul."""
    courtesy: float = 0.6
    """Points for an answer to what was just said, instead of a change of subject."""
    leaves: int = 101
    """From this tension on it may walk out of a quarrel; 101 for never."""
    stray: float = 1.5
    """The most that chance adds to a move, in points."""
    avoids: frozenset[Act] = frozenset()
    """Acts it makes only when nothing else is legal."""


PERSONAS: dict[str, Persona] = {
    persona.name: persona
    for persona in (
        Persona(
            name="hardliner",
            title="The hardliner",
            says="Speaks to the cameras at home, gives nothing away, answers a charge with a charge and may leave the room.",
            objectives=34,
            credibility=8,
            home_band=0,
            home=52,
            standing=1.5,
            rivalry=10,
            fear=0.2,
            patience=0.3,
            leaves=95,
        ),
        Persona(
            name="pragmatist",
            title="The pragmatist",
            says="Wants its list of objectives, by whatever road is open, and keeps an eye on home.",
            understanding=6,
            agreed=4,
            standing=2,
            patience=0.9,
            courtesy=1.5,
        ),
        Persona(
            name="bridge-builder",
            title="The bridge-builder",
            says="Wants both sides to understand each other and to sign something; grants points early.",
            objectives=30,
            credibility=12,
            understanding=42,
            calm=10,
            agreed=26,
            theirs=8,
            standing=0.8,
            patience=0.8,
        ),
    )
}
"""The personas by name."""

_ARGUER = PERSONAS["bridge-builder"]._replace(
    name="arguer",
    title="The debater",
    says="Never bargains: what cannot be agreed by argument waits for the drafting.",
    avoids=frozenset({Act.DEMAND, Act.OFFER, Act.COUNTER}),
)
_DEALER = PERSONAS["bridge-builder"]._replace(
    name="dealer",
    title="The dealer",
    says="Never asks why, never grants a point: every round is for a deal.",
    avoids=frozenset({Act.ASK, Act.CHALLENGE, Act.CONCEDE, Act.ACKNOWLEDGE, Act.REFRAME}),
)
PROBES: dict[str, Persona] = {persona.name: persona for persona in (_ARGUER, _DEALER)}
"""Players that keep to one type of dialogue: they measure whether each can pay."""
