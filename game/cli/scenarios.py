"""``frank scenarios``: the scenarios that are installed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.cli import _common

if TYPE_CHECKING:
    from game.scenario.library import Heading

SUMMARY = "List the scenarios"
EXAMPLE = "frank scenarios --json"


def add_arguments(parser: ArgumentParser) -> None:
    """Add ``--json``."""
    _common.add_json(parser)


def run(options: Namespace) -> int:
    """Print the scenarios; always return 0."""
    from game.scenario.library import headings

    scenarios = headings()
    if options.json:
        import json

        print(json.dumps(rows(scenarios), indent=2))
    else:
        print("\n".join(lines(scenarios)))
    return 0


def lines(scenarios: Sequence[Heading]) -> list[str]:
    """Return one line for each scenario: its id, minutes and title."""
    from game.scenario.cells import cells, padded

    width = max((cells(heading.id) for heading in scenarios), default=0)
    rows = [f"{padded(heading.id, width)}  {heading.minutes:3} min  {heading.title}" for heading in scenarios]
    return rows or ["No scenarios are installed."]


def rows(scenarios: Sequence[Heading]) -> list[dict[str, str | int]]:
    """Return one object for each scenario, for JSON."""
    return [
        {
            "id": heading.id,
            "title": heading.title,
            "minutes": heading.minutes,
            "summary": heading.summary,
            "path": str(heading.path),
        }
        for heading in scenarios
    ]
