"""A scenario laid out for the checks: who says what about which item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from game.scenario.format.model import Claim, Scenario
from game.scenario.reading.nodes import Document, Where


@dataclass(frozen=True)
class Finding:
    """What a check found: a code of the registry, the way to the place, and what to say."""

    code: str
    where: Where
    message: str
    at_key: bool = False
    """The place is the key, such as the id of a claim, and not what follows it."""
    other: Where | None = None
    """The way to the key of the other, for what stands twice."""


Findings = Iterator[Finding]


def same(one: str, other: str) -> str:
    """Give both ids for a message."""
    return f"`{one}` and `{other}`"


@dataclass(frozen=True)
class Case:
    """A scenario of valid shape, with its file. Ids in it may still be unknown."""

    scenario: Scenario
    document: Document

    @cached_property
    def sides(self) -> tuple[str, str]:
        """The ids of the two delegations."""
        one, other = self.scenario.delegations
        return one, other

    @cached_property
    def theses(self) -> dict[str, Claim]:
        """The claims that enter by themselves, by id."""
        return {
            key: claim
            for key, claim in self.scenario.claims.items()
            if not (claim.supports or claim.undercuts)
        }

    @cached_property
    def interests(self) -> dict[str, str]:
        """The delegation that has an interest, by the interest's id."""
        return {
            key: side
            for side, delegation in self.scenario.delegations.items()
            for key in delegation.interests
        }

    @cached_property
    def rebutted(self) -> dict[str, set[str]]:
        """The claims that rebut a claim, by the id of the rebutted."""
        found: dict[str, set[str]] = {}
        for key, claim in self.scenario.claims.items():
            for target in claim.rebuts:
                found.setdefault(target, set()).add(key)
        return found
