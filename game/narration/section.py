"""A part of a page: a heading and what stands under it. No Textual here: the numbered lines show it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Section(NamedTuple):
    """A heading and its paragraphs; with a second column where something stands beside."""

    title: str
    lines: Sequence[str]
    kind: str = ""
    """How a brief marks it: ``secret``, only this delegation reads it; ``never``, a red line."""
    beside_title: str = ""
    beside: Sequence[str] = ()
    """What stands beside it, so that nobody takes the one for the other."""
