"""The game is about no country: what it plays is written in scenarios, and none of that in its code."""

from __future__ import annotations

import re
from pathlib import Path

from game.scenario import library
from game.scenario.reading import read

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for path in (ROOT / "game").rglob("*")
    if path.is_file() and path.suffix in (".py", ".tcss", ".html", ".j2", ".css", ".yaml", ".md")
    and "_scenarios" not in path.parts
)  # fmt: skip

_NAMES = re.compile(
    r"United States|Americans?\b|Washington|White House|State Department|\bU\.?S\.?A?\b(?!-ASCII)"
    r"|China|Chinese|Beijing|Peking|Global Times|(?:--as|by:|\{) *(?:us|china)\b|[\"'`](?:us|china)[\"'`]",
)
_IDS = re.compile(r"\btwo-days-in-beijing\b|\bthe-list-on-the-table\b|\byour-first-exchange\b")


def test_no_country_is_named_in_the_code() -> None:
    named = {}
    for path in FILES:
        text = _IDS.sub("", path.read_text(encoding="utf-8"))  # a shipped scenario may be named as an example
        if found := _NAMES.findall(text):
            named[str(path.relative_to(ROOT))] = found
    assert FILES
    assert not named


def test_the_pattern_knows_the_sides_of_what_is_shipped() -> None:
    sides = [side for one in library.headings() for side in read.load(one.path).delegations.values()]
    assert sides
    assert all(_NAMES.search(side.name) for side in sides)
