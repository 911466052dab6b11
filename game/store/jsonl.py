"""The export format: JSON lines, a heading and then one game a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, TextIO

from game.scenario.text_files import checked
from game.store.saved import Saved, StoreError, as_dict, from_dict

KIND = "frank-exchange games"
VERSION = 1
LINE_LIMIT = 4_000_000
"""The longest line accepted, in characters."""


class ImportPlan(NamedTuple):
    """The changes that an import will make."""

    new: list[Saved]
    """The games to add, with the ids they will have."""
    known: int
    """The number of games that are in the store already."""


def write(games: Iterable[Saved], out: TextIO) -> int:
    """Write games with their moves and return how many there are.

    Args:
        games: the games of a store.
        out: the stream to write to.
    """
    number = 0
    print(json.dumps({"kind": KIND, "version": VERSION}), file=out)
    for number, saved in enumerate(games, 1):  # noqa: B007 - the last number is the count
        print(json.dumps(as_dict(saved), ensure_ascii=False, separators=(",", ":")), file=out)
    return number


def read(lines: TextIO) -> list[Saved]:
    """Read the games of an export, which may come from anywhere.

    Args:
        lines: the export, as :func:`game.scenario.text_files.open_text` gives it.

    Raises:
        StoreError: a line is faulty; the message gives its number.
    """
    games: list[Saved] = []
    ids: set[str] = set()
    number = 0
    try:
        headed = False
        while line := lines.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise ValueError(f"a line has at most {LINE_LIMIT} characters")
            if not checked(line).strip():
                continue
            if not headed:
                _heading(_parsed(line))
                headed = True
            else:
                saved = from_dict(_parsed(line))
                if not saved.id or saved.id in ids:
                    raise ValueError("every game must have an id of its own")
                ids.add(saved.id)
                games.append(saved)
    except UnicodeDecodeError as error:
        raise StoreError("the export is not text; re-save it as UTF-8; nothing was imported") from error
    except ValueError as error:
        raise StoreError(f"line {max(number, 1)} of the export: {error}; nothing was imported") from error
    if not headed:
        raise StoreError("the export is empty")
    return games


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is not JSON") from error


def _heading(data: object) -> None:
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ValueError("this was not written by `frank store export`")
    if data.get("version") != VERSION:
        raise ValueError("it was written by a newer Frank Exchange")


def plan_import(
    games: list[Saved], find: Callable[[str], Saved | None], new_id: Callable[[], str]
) -> ImportPlan:
    """Plan an import: skip games that are there already, and give taken ids anew.

    Branches follow their game to its new id.

    Args:
        games: the games that were read.
        find: returns the game of an id in the store, with its moves, or None.
        new_id: returns an id that is free in the store.
    """
    ids: dict[str, str] = {}
    taken = {saved.id for saved in games}
    new: list[Saved] = []
    known = 0
    for saved in games:
        stored = find(saved.id)
        ids[saved.id] = saved.id
        if stored is None:
            new.append(saved)
        elif _includes(stored, saved):
            known += 1
        else:
            free = new_id()
            while free in taken:
                free = new_id()
            taken.add(free)
            ids[saved.id] = free
            new.append(replace(saved, id=free))
    return ImportPlan([replace(saved, parent=_parent(saved.parent, ids, find)) for saved in new], known)


def _parent(parent: str, ids: dict[str, str], find: Callable[[str], Saved | None]) -> str:
    if parent in ids:
        return ids[parent]
    return parent if parent and find(parent) else ""


def _includes(stored: Saved, imported: Saved) -> bool:
    """Return True if a game of the store is the imported one, with the same moves or more."""
    heads = [
        (game.scenario, game.digest, game.seed, game.personas, game.path, game.started, game.branch_ply)
        for game in (imported, stored)
    ]
    return heads[0] == heads[1] and stored.moves[: len(imported.moves)] == imported.moves
