"""The scenarios that are shipped: what there is, and where a scenario lies.

A command that only lists them, and the first frame of the app, need nothing but this; so nothing is imported
here before it is needed, not even :mod:`dataclasses` and :mod:`pathlib`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = ("format", "id", "title", "minutes", "summary")
_ENOUGH = 1 << 13
"""How many bytes of a file the fast way looks at; a longer head is left to the slow one."""
TESTS = ".tests.yaml"
"""How the file with the tests of a scenario ends, which lies beside it."""

_TITLE = 80
"""How many characters of a title a list shows."""


class Heading:
    """What a list of scenarios shows of one of them. Its texts are clean and on one line."""

    __slots__ = ("file", "id", "minutes", "summary", "title")

    def __init__(self, id: str, title: str, minutes: int, summary: str, file: str) -> None:  # noqa: A002
        self.id = id
        self.title = title
        self.minutes = minutes
        self.summary = summary
        self.file = file

    @property
    def path(self) -> Path:
        """Where it lies."""
        from pathlib import Path

        return Path(self.file)


def directory() -> Path:
    """Give the directory of the shipped scenarios: in an installed package, else in a checkout."""
    from pathlib import Path

    return Path(_directory())


def _directory() -> str:
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    installed = os.path.join(package, "_scenarios")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "scenarios")


def files(place: Path) -> list[Path]:
    """Give the ``*.yaml`` files of a directory, sorted by name. Raises OSError."""
    from pathlib import Path

    return [Path(name) for name in _files(str(place))]


def _files(place: str) -> list[str]:
    with os.scandir(place) as found:
        return sorted(
            one.path
            for one in found
            if one.name.endswith(".yaml") and not one.name.endswith(TESTS) and one.is_file()
        )


def headings(place: Path | None = None) -> list[Heading]:
    """List the scenarios of a directory (the shipped ones), sorted by id.

    Reads the head of each file only. A file without format, id and title is no scenario and is
    left out; raises nothing.
    """
    try:
        names = _files(str(place) if place else _directory())
    except OSError:
        return []
    return sorted(filter(None, map(_heading, names)), key=lambda one: one.id)


def _heading(file: str) -> Heading | None:
    keys = _head(file)
    if keys.get("format") is None or not isinstance(keys.get("id"), str) or not keys.get("title"):
        return None
    minutes = keys.get("minutes")
    return Heading(
        id=_shown(keys["id"], 60),
        title=_shown(keys["title"], _TITLE),
        minutes=minutes if isinstance(minutes, int) else 0,
        summary=" ".join(str(keys.get("summary") or "").split()),
        file=file,
    )


def _head(file: str) -> dict[str, str | int | float | bool | None]:
    """The head of a file, by the fast way if it is written plainly."""
    from game.scenario.plain_head import plain_head

    try:
        with open(file, "rb") as stream:
            first = stream.read(_ENOUGH)
    except OSError:
        return {}
    found = plain_head(first[: first.rfind(b"\n") + 1], _HEAD)  # the last line may be cut
    if found is not None:
        return {**found}
    from game.scenario.problems import Problem
    from game.scenario.reading.file import load_bytes
    from game.scenario.reading.nodes import head

    raw = load_bytes(file)
    return {} if isinstance(raw, Problem) else head(raw, _HEAD)


def _shown(value: object, limit: int) -> str:
    text = str(value)
    if text.isprintable() and len(text) <= limit and "  " not in text:
        return text
    from game.scenario.text import one_line

    return one_line(text, limit)


def find(name: str, place: Path | None = None) -> Path:
    """Give the file of a scenario named by its id, or by a path.

    Whatever looks like a path (it has a directory or ends in ``.yaml`` or ``.yml``) or exists, with or
    without ``.yaml``, is taken as one, and may still turn out not to be readable.

    Raises:
        UnknownScenarioError: for anything else, with the nearest id and all that there are.
    """
    from pathlib import Path

    known = {one.id: one.path for one in headings(place)}
    if name in known:
        return known[name]
    if name.endswith((".yaml", ".yml")) or os.sep in name or "/" in name:
        return Path(name)
    try:
        if Path(name).exists():
            return Path(name)
        if Path(f"{name}.yaml").is_file():  # an id, typed in the folder where its file lies
            return Path(f"{name}.yaml")
    except (OSError, ValueError):  # a name too long for a file, or with a NUL
        pass
    from game.scenario.problems import UnknownScenarioError, nearest, problem
    from game.scenario.text import one_line

    listed = ", ".join(known) or "none"
    message = f"no scenario is called `{one_line(name)}`{nearest(name, known)} (there are: {listed})"
    raise UnknownScenarioError([problem("FE009", message, path=one_line(name))])
