"""The command `scenarios`, without its argument parsing; it imports next to nothing, to be there at once."""

from __future__ import annotations

from game.scenario.library import headings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


def scenarios(*, as_json: bool, out: TextIO, place: Path | None = None) -> int:
    """List the scenarios of a directory (the shipped ones): id, minutes, title. Gives the exit code, always 0."""
    shelf = headings(place)
    if as_json:
        import json

        rows = [
            {
                "id": one.id,
                "title": one.title,
                "minutes": one.minutes,
                "summary": one.summary,
                "path": str(one.path),
            }
            for one in shelf
        ]
        print(json.dumps(rows, indent=2), file=out)
        return 0
    width = max((len(one.id) for one in shelf), default=0)
    for one in shelf:
        print(f"{one.id:{width}}  {one.minutes:3} min  {one.title}", file=out)
    if not shelf:
        print("No scenarios are installed.", file=out)
    return 0
