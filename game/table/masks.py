"""Sets of small numbers as bits of an integer: claims, links, proposals and the rest."""

from __future__ import annotations

from collections.abc import Iterable


def mask_of(numbers: Iterable[int]) -> int:
    """Return the mask of some numbers."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask


def bits(mask: int) -> list[int]:
    """Return the numbers in a mask, lowest first."""
    numbers = []
    while mask:
        low = mask & -mask
        numbers.append(low.bit_length() - 1)
        mask ^= low
    return numbers


class Union(dict[int, int]):
    """For a mask, the union of the masks its bits stand for; remembered."""

    def __init__(self, parts: dict[int, int]) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, mask: int) -> int:
        union = 0
        for bit, part in self._parts.items():
            if mask & bit:
                union |= part
        self[mask] = union
        return union
