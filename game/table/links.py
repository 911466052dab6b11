"""Links: the supports, rebuttals and undercuts that somebody could make between claims and cards."""

from __future__ import annotations

from typing import NamedTuple

SUPPORT, REBUT, UNDERCUT = 0, 1, 2
"""The kinds of links."""


class Link(NamedTuple):
    """A connection somebody could make between what is on the table."""

    kind: int
    maker: int
    """The side that can make it."""
    item: int
    source: int
    """The claim it comes from, or -1."""
    card: int
    """For a support: the card it comes from, or -1. For an undercut: the card it hits, or -1."""
    target: int
    """The claim it goes to, or -1."""


def undercuts(cut: Link, reason: Link) -> bool:
    """Return whether a link takes the force from a reason of the other side."""
    if cut.kind != UNDERCUT or cut.maker == reason.maker:
        return False
    if reason.source >= 0:
        return cut.target == reason.source
    return cut.target < 0 and cut.card == reason.card


def undercutters(reason: Link, made: dict[Link, int]) -> tuple[tuple[int, int], ...]:
    """Return the undercuts among some links that would hit a reason.

    Args:
        reason: a support.
        made: links, with the bit of each.

    Returns:
        For each: its bit, and the bit of the claim it comes from.
    """
    return tuple((bit, 1 << link.source) for link, bit in made.items() if undercuts(link, reason))
