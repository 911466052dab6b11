"""A saved game as data, and its JSON form for exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from game import FrankError
from game.scenario.text import clean, one_line

UPGRADES: list[Callable[[Saved], Saved]] = []
"""The steps that make a save of format n + 2 of one of format n + 1; never changed after a release."""

FORMAT = len(UPGRADES) + 1
"""What the fields of a save mean, wherever it is: in a store, in an export, in a share code."""

MOST_MOVES = 2000
"""More moves than any game has; a save with more is rejected."""
MOST_SEED = (1 << 63) - 1
KEY_LIMIT, SAVED_WORDS_LIMIT, NAME_LIMIT, PATH_LIMIT = 400, 2000, 80, 4096
"""The longest move text, own words, game name and scenario path in a save, in characters.

Own words may be longer here than :data:`game.match.session.OWN_WORDS_LIMIT`, the most that a player may say,
so that a save stays valid when that limit changes.
"""

OPEN, FINISHED = "open", "finished"

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_DIGEST = re.compile(r"[0-9a-f]{16,64}")
_TIME = re.compile(r"[0-9T:.Z+-]{0,40}")


class StoreError(FrankError):
    """A store failed; the message is one line for the player."""


class SavedMove(NamedTuple):
    """One move of a save."""

    key: str
    """The move's stable text, :meth:`game.table.compiled.CompiledScenario.key`."""
    words: str = ""
    """The player's own words; empty where the authored line was spoken."""
    at: str = ""
    """When it was saved."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved game."""

    id: str
    """Its id in its store; empty for a game from a share code."""
    scenario: str
    """The scenario's id."""
    digest: str
    """The scenario's content hash, or at least its first 16 digits."""
    seed: int
    personas: tuple[str, str]
    path: str = ""
    """The scenario's file; empty for a shipped one."""
    name: str = ""
    started: str = ""
    parent: str = ""
    """For a branch: the game it left; empty if that was deleted."""
    branch_ply: int | None = None
    """For a branch: the number of moves it shares with that game."""
    format: int = FORMAT
    ending: str = ""
    """The id of the ending; empty for a game that is not over."""
    plies: int = 0
    """The number of its moves."""
    last: str = ""
    """When the last move was saved."""
    moves: tuple[SavedMove, ...] = ()
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
    """Return a save and its moves as plain data for JSON."""
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
    """Return the save in plain data, which may come from anywhere.

    Args:
        data: the result of a JSON parser.

    Raises:
        ValueError: this is not a save, or one of a newer format; the message says what is wrong.
    """
    if not isinstance(data, dict):
        raise ValueError("this is not a game")
    version = _number(data, "format", 1 << 31)
    if version < 1:
        raise ValueError("`format` must be 1 or more")
    if version > FORMAT:
        raise ValueError(f"the game has format {version}, and this Frank Exchange knows {FORMAT}: update it")
    moves = data.get("moves")
    if not isinstance(moves, list) or len(moves) > MOST_MOVES:
        raise ValueError(f"`moves` must be a list of at most {MOST_MOVES}")
    personas = data.get("personas")
    if not isinstance(personas, list) or len(personas) != 2:
        raise ValueError("`personas` must be a list of two names")
    saved_moves = tuple(_move(move) for move in moves)
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
            branch_ply=None if branch is None else _number(data, "branch_ply", len(saved_moves)),
            format=version,
            ending=_match(_SLUG, data.get("ending") or "", "ending", empty=True),
            plies=len(saved_moves),
            last=saved_moves[-1].at if saved_moves else "",
            moves=saved_moves,
        )
    )


def _move(data: object) -> SavedMove:
    if not isinstance(data, list) or not 1 <= len(data) <= 3:
        raise ValueError("a move must be a list: its text, own words, the time")
    key, words, at = (*data, "", "")[:3]
    if not key:
        raise ValueError("a move must have a text")
    return SavedMove(
        _text(key, "move", KEY_LIMIT),
        _text(words, "words", SAVED_WORDS_LIMIT),
        _match(_TIME, at, "time of a move"),
    )


def _text(value: object, field: str, limit: int) -> str:
    """Return a value if it is one line of text that cannot command a terminal."""
    if not isinstance(value, str) or len(value) > limit:
        raise ValueError(f"`{field}` must be a text of at most {limit} characters")
    if clean(value) != value or "\n" in value:
        raise ValueError(f"`{field}` contains a control character or a line break")
    return value


def _match(pattern: re.Pattern[str], value: object, field: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (pattern.fullmatch(value) or (empty and not value)):
        raise ValueError(f"`{field}` is not well formed: `{one_line(str(value)[:200], 40)}`")
    return value


def _number(data: dict[Any, Any], field: str, most: int) -> int:
    value = data.get(field)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(f"`{field}` must be a whole number from 0 to {most}")
    return value
