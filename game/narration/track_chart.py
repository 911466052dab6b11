"""A track over a whole meeting, as a small chart of text: small multiples (Tufte 1983), one a track."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_TOP = 100


def columns(values: Sequence[T], width: int) -> list[T]:
    """The values at ``width`` moments, evenly spread over all of them.

    Args:
        values: one a move, the first before any.
        width: how many columns there are, at least 2.
    """
    last = len(values) - 1
    return [values[round(n * last / (width - 1))] for n in range(width)]


def rows(values: Sequence[int], width: int, height: int = 3) -> list[str]:
    """A chart of a track, from the top row down.

    Args:
        values: 0 to 100, one a move.
        width: of the chart, in columns.
        height: in rows of eight steps each.
    """
    steps = [min(height * 8, round(value * height * 8 / _TOP)) for value in columns(values, width)]
    return [
        "".join(_EIGHTHS[max(0, min(8, step - 8 * row))] for step in steps) for row in reversed(range(height))
    ]


def ruler(moments: Sequence[str], width: int) -> str:
    """A line under a chart: each change of a label is written where it happens.

    Args:
        moments: a label for each move, such as the number of the round; the same label is written once.
        width: of the chart above, in columns.
    """
    spread = columns(moments, width)
    line: list[str] = []
    for n, label in enumerate(spread):
        if (n == 0 or spread[n - 1] != label) and len(line) <= n:
            line += [" "] * (n - len(line)) + list(label)
    return "".join(line)[: len(spread)].ljust(len(spread))
