"""The tables of keys in the README of the screens: ``python -m tests.screens.keys_page`` writes them."""

from __future__ import annotations

from pathlib import Path

from game.screens import keys

GROUPS: dict[str, tuple[str, ...]] = {
    "In a game": (
        "anywhere",
        "home",
        "table",
        "moves",
        "words",
        "watching",
        "page",
        "map",
        "shift",
        "ending",
    ),
    "Among the saved games": ("games", "timeline", "replay"),
    "Writing a scenario": ("watch",),
    "In a class, at a seat": ("seat", "watcher", "drafts", "channel", "read", "reflection"),
    "In a class, as its teacher": ("room", "live", "people", "choice"),
}
"""The places in the order of README.md."""

README = Path(keys.__file__).with_name("README.md")
HEADING = "## Keys\n\n"
NEXT_HEADING = "\n## How the screens are made\n"
"""The part of README.md between these is generated."""


def markdown() -> str:
    """Return all keys as Markdown: a table for each place, in which nothing is repeated from an earlier one."""
    parts: list[str] = []
    origins: dict[tuple[str, str], str] = {}
    for group, places in GROUPS.items():
        parts.append(f"### {group}")
        for place in places:
            parts += _table(place, origins)
    return "\n\n".join(parts) + "\n"


def _table(place: str, origins: dict[tuple[str, str], str]) -> list[str]:
    """Return the table of a place, and a line about the keys that do the same as in earlier places.

    Args:
        place: the place.
        origins: where each key with its meaning was listed first; the new ones are added.
    """
    rows: dict[str, list[str]] = {}
    repeated: dict[str, list[str]] = {}
    for command in keys.PLACES[place]:
        origin = origins.setdefault((command.key, command.help), place)
        if origin == place:
            rows.setdefault(command.help, []).append(keys.shown(command.key))
        else:
            repeated.setdefault(origin, []).append(f"`{keys.shown(command.key)}`")
    title = keys.TITLES[place]
    parts = [f"#### {title}"]
    if rows:
        table = [f"| `{', '.join(names)}` | {meaning} |" for meaning, names in rows.items()]
        parts.append("\n".join(["| key | what it does |", "|---|---|", *table]))
    if repeated:
        same = "; ".join(f"{', '.join(names)}, as {_inside(origin)}" for origin, names in repeated.items())
        parts.append(f"Also {same}." if rows else f"{same}.")
    return parts


def _inside(place: str) -> str:
    """Return the title of a place inside a sentence."""
    title = keys.TITLES[place].partition(" (`")[0]
    return f"{title[0].lower()}{title[1:]}"


def written() -> tuple[str, str, str]:
    """Return README.md up to the heading of the keys, its tables, and the rest."""
    head, heading, text = README.read_text(encoding="utf-8").partition(HEADING)
    tables, next_heading, rest = text.partition(NEXT_HEADING)
    return head + heading, tables, next_heading + rest


def write() -> None:
    """Write the tables into README.md, in place of those that are there."""
    head, _, rest = written()
    README.write_text(f"{head}{markdown()}{rest}", encoding="utf-8")


if __name__ == "__main__":
    write()
