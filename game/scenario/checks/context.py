"""The input of every check (``Case``) and its output (``Finding``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from game.scenario.format.model import Claim, Scenario
from game.scenario.reading.nodes import Document, Where


@dataclass(frozen=True)
class Finding:
    """A problem that a check found: its code, the path to its place, and the message."""

    code: str
    where: Where
    message: str
    at_key: bool = False
    """True if the place is the key, such as the id of a claim, and not its value."""
    other: Where | None = None
    """The path to the key of the first occurrence, for anything that occurs twice."""


Findings = Iterator[Finding]

DRAFTING_MOVES = 4
"""The most moves that a side can make in the drafting: each initiative and each answer."""


def same(first: str, other: str) -> str:
    """Return both ids for a message."""
    return f"`{first}` and `{other}`"


@dataclass(frozen=True)
class Case:
    """A scenario of valid shape and its document. Ids in it may still be unknown."""

    scenario: Scenario
    document: Document

    @cached_property
    def sides(self) -> tuple[str, str]:
        """The ids of the two delegations."""
        first, other = self.scenario.delegations
        return first, other

    @cached_property
    def theses(self) -> dict[str, Claim]:
        """The theses, by id: claims that are neither reasons nor undercutters."""
        return {
            key: claim
            for key, claim in self.scenario.claims.items()
            if not (claim.supports or claim.undercuts)
        }

    @cached_property
    def interests(self) -> dict[str, str]:
        """The delegation of each interest, by the interest's id."""
        return {
            key: side
            for side, delegation in self.scenario.delegations.items()
            for key in delegation.interests
        }

    @cached_property
    def rebutted(self) -> dict[str, set[str]]:
        """The ids of the claims that rebut a claim, by the id of the rebutted claim."""
        attackers: dict[str, set[str]] = {}
        for key, claim in self.scenario.claims.items():
            for target in claim.rebuts:
                attackers.setdefault(target, set()).add(key)
        return attackers
