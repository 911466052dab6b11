"""Small charts of text, one for each track over a whole meeting: small multiples (Tufte 1983)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_TOP = 100


def columns(values: Sequence[T], width: int) -> list[T]:
    """Return the values at ``width`` moments, evenly spread over the meeting.

    Args:
        values: one value before the first move, and one after each.
        width: the number of columns, at least 2.
    """
    last = len(values) - 1
    return [values[round(n * last / (width - 1))] for n in range(width)]


def rows(values: Sequence[int], width: int, height: int = 3) -> list[str]:
    """Return the rows of a track's chart, from the top down.

    Args:
        values: 0 to 100, one before the first move, and one after each.
        width: the width of the chart in columns.
        height: its height in rows, of eight steps each.
    """
    steps = [min(height * 8, round(value * height * 8 / _TOP)) for value in columns(values, width)]
    return [
        "".join(_EIGHTHS[max(0, min(8, step - 8 * row))] for step in steps) for row in reversed(range(height))
    ]


def ruler(moments: Sequence[str], width: int) -> str:
    """Return a line of labels to put under a chart, each where it first applies.

    Args:
        moments: a label for each move, such as the number of the round; a repeated label is written once.
        width: the width of the chart in columns.
    """
    spread = columns(moments, width)
    line: list[str] = []
    for n, label in enumerate(spread):
        if (n == 0 or spread[n - 1] != label) and len(line) <= n:
            line += [" "] * (n - len(line)) + list(label)
    return "".join(line)[: len(spread)].ljust(len(spread))
