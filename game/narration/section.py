"""A section of a page: a heading and its paragraphs. No Textual here: plain mode shows sections, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Section(NamedTuple):
    """A heading and its paragraphs, perhaps with a second column beside them."""

    title: str
    lines: Sequence[str]
    kind: str = ""
    """``secret`` for the delegation only, ``never`` for red lines; empty for the rest."""
    beside_title: str = ""
    beside: Sequence[str] = ()
    """The second column, kept apart so that nobody takes it for the delegation's own words."""
