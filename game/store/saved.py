"""A saved game as data, and its plain form for exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from game.scenario.text import clean, one_line

UPGRADES: list[Callable[[Saved], Saved]] = []
"""The steps that make a save of format n + 2 of one of format n + 1; never changed after a release."""

FORMAT = len(UPGRADES) + 1
"""What the fields of a save mean, wherever it is: in a store, in an export, in a share code."""

MOST_MOVES = 2000
"""More than any game has; a save with more is not read."""
MOST_SEED = (1 << 63) - 1
KEY_LIMIT, WORDS_LIMIT, NAME_LIMIT, PATH_LIMIT = 400, 2000, 80, 4096
"""How many characters a move's text, own words, a game's name and a scenario's path may have in a save."""

OPEN, FINISHED = "open", "finished"

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_TIME = re.compile(r"[0-9T:.Z+-]{0,40}")


class StoreError(Exception):
    """A store cannot do what it was asked; the text is one line for the player."""


class Kept(NamedTuple):
    """One move of a save."""

    key: str
    """The move's stable text, :meth:`game.table.compiled.CompiledScenario.key`."""
    words: str = ""
    """The player's own words; empty where the authored line was spoken."""
    at: str = ""
    """When it was kept."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved game."""

    id: str
    """Its id in its store; empty for one that comes from a share code."""
    scenario: str
    """The scenario's id."""
    digest: str
    """The scenario's content hash, or at least the first 16 digits of it."""
    seed: int
    personas: tuple[str, str]
    path: str = ""
    """The scenario's file; empty for a shipped one."""
    name: str = ""
    started: str = ""
    parent: str = ""
    """For a branch: the game it left; empty if that was deleted."""
    branch_ply: int | None = None
    """For a branch: how many moves it shares with that game."""
    format: int = FORMAT
    ending: str = ""
    """The id of the ending; empty for a game that is not over."""
    plies: int = 0
    """How many moves it has."""
    last: str = ""
    """When the last of them was kept."""
    moves: tuple[Kept, ...] = ()
    """Empty in a list of games."""

    @property
    def state(self) -> str:
        """``open`` or ``finished``."""
        return FINISHED if self.ending else OPEN


def upgrade(saved: Saved) -> Saved:
    """Return a save in the present format; the store keeps the old one.

    Args:
        saved: of this format or an older one.
    """
    for step in UPGRADES[saved.format - 1 :]:
        saved = step(saved)
    return saved


def as_dict(saved: Saved) -> dict[str, Any]:
    """The plain form of a save with its moves, for JSON."""
    return {
        "id": saved.id,
        "format": saved.format,
        "scenario": saved.scenario,
        "digest": saved.digest,
        "path": saved.path,
        "seed": saved.seed,
        "personas": list(saved.personas),
        "name": saved.name,
        "started": saved.started,
        "parent": saved.parent or None,
        "branch_ply": saved.branch_ply,
        "ending": saved.ending or None,
        "moves": [list(move) for move in saved.moves],
    }


def from_dict(data: object) -> Saved:
    """Read the plain form of a save. It may come from anywhere.

    Args:
        data: what a JSON parser gave.

    Raises:
        ValueError: it is no save, or one of a newer format; the text says what is wrong.
    """
    if not isinstance(data, dict):
        raise ValueError("this is not a game")
    version = _number(data, "format", 1 << 31)
    if version < 1:
        raise ValueError("`format` is 1 or more")
    if version > FORMAT:
        raise ValueError(f"the game has format {version}, and this Frank Exchange knows {FORMAT}: update it")
    moves = data.get("moves")
    if not isinstance(moves, list) or len(moves) > MOST_MOVES:
        raise ValueError(f"`moves` is a list of at most {MOST_MOVES}")
    personas = data.get("personas")
    if not isinstance(personas, list) or len(personas) != 2:
        raise ValueError("`personas` is a list of two names")
    kept = tuple(_kept(move) for move in moves)
    branch = data.get("branch_ply")
    return upgrade(
        Saved(
            id=_match(_SLUG, data.get("id", ""), "id", empty=True),
            scenario=_match(_SLUG, data.get("scenario"), "scenario"),
            digest=_match(_DIGEST, data.get("digest"), "digest"),
            seed=_number(data, "seed", MOST_SEED),
            personas=(_match(_SLUG, personas[0], "personas"), _match(_SLUG, personas[1], "personas")),
            path=_text(data.get("path", ""), "path", PATH_LIMIT),
            name=_text(data.get("name", ""), "name", NAME_LIMIT),
            started=_match(_TIME, data.get("started", ""), "started"),
            parent=_match(_SLUG, data.get("parent") or "", "parent", empty=True),
            branch_ply=None if branch is None else _number(data, "branch_ply", len(kept)),
            format=version,
            ending=_match(_SLUG, data.get("ending") or "", "ending", empty=True),
            plies=len(kept),
            last=kept[-1].at if kept else "",
            moves=kept,
        )
    )


def _kept(data: object) -> Kept:
    if not isinstance(data, list) or not 1 <= len(data) <= 3:
        raise ValueError("a move is a list: its text, own words, the time")
    key, words, at = (*data, "", "")[:3]
    if not key:
        raise ValueError("a move has a text")
    return Kept(
        _text(key, "move", KEY_LIMIT), _text(words, "words", WORDS_LIMIT), _match(_TIME, at, "time of a move")
    )


def _text(value: object, field: str, limit: int) -> str:
    """A text of one line that commands no terminal."""
    if not isinstance(value, str) or len(value) > limit:
        raise ValueError(f"`{field}` is a text of at most {limit} characters")
    if clean(value) != value or "\n" in value:
        raise ValueError(f"`{field}` has a character that does not belong in a text")
    return value


def _match(pattern: re.Pattern[str], value: object, field: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (pattern.fullmatch(value) or (empty and not value)):
        raise ValueError(f"`{field}` is not well formed: `{one_line(str(value)[:200], 40)}`")
    return value


def _number(data: dict[Any, Any], field: str, most: int) -> int:
    value = data.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(f"`{field}` is a whole number from 0 to {most}")
    return value
