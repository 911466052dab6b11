"""Exports and imports: a heading, then one game a line, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, TextIO

from game.store.saved import Saved, StoreError, as_dict, from_dict

KIND = "frank-exchange games"
VERSION = 1
LINE_LIMIT = 4_000_000
"""How many characters a line may have."""


class Plan(NamedTuple):
    """What an import will do."""

    new: list[Saved]
    """The games to add, under the ids they will have."""
    known: int


def write(games: Iterable[Saved], out: TextIO) -> int:
    """Write games with their moves.

    Args:
        games: from a store.
        out: where to.

    Returns:
        How many they are.
    """
    number = 0
    print(json.dumps({"kind": KIND, "version": VERSION}), file=out)
    for number, saved in enumerate(games, 1):  # noqa: B007 - the last number is the count
        print(json.dumps(as_dict(saved), ensure_ascii=False, separators=(",", ":")), file=out)
    return number


def read(lines: TextIO) -> list[Saved]:
    """Read what :func:`write` wrote, or what somebody says it did.

    Args:
        lines: the export.

    Raises:
        StoreError: a line is not what it should be; the text names it.
    """
    games: list[Saved] = []
    ids: set[str] = set()
    number = 0
    try:
        while line := lines.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise ValueError(f"a line has at most {LINE_LIMIT} characters")
            if number == 1:
                _heading(_parsed(line))
            elif line.strip():
                saved = from_dict(_parsed(line))
                if not saved.id or saved.id in ids:
                    raise ValueError("every game has an id of its own")
                ids.add(saved.id)
                games.append(saved)
    except UnicodeDecodeError as error:
        raise StoreError("the export is not text in UTF-8; nothing was imported") from error
    except ValueError as error:
        raise StoreError(f"line {max(number, 1)} of the export: {error}; nothing was imported") from error
    if not number:
        raise StoreError("the export is empty")
    return games


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("this is not JSON") from error


def _heading(data: object) -> None:
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ValueError("this is no export of `frank store export`")
    if data.get("version") != VERSION:
        raise ValueError("it was written by a newer Frank Exchange")


def plan(games: list[Saved], find: Callable[[str], Saved | None], new_id: Callable[[], str]) -> Plan:
    """Decide what becomes of each game of an import.

    Args:
        games: what was read.
        find: the game of an id in the store, with its moves.
        new_id: an id that is free in the store.

    Returns:
        The plan: a game that is there already is left alone, another one of the same id gets a new id, and
        branches follow their game.
    """
    names: dict[str, str] = {}
    taken = {saved.id for saved in games}
    new: list[Saved] = []
    known = 0
    for saved in games:
        here = find(saved.id)
        names[saved.id] = saved.id
        if here is None:
            new.append(saved)
        elif _same(saved, here):
            known += 1
        else:
            made = new_id()
            while made in taken:
                made = new_id()
            taken.add(made)
            names[saved.id] = made
            new.append(replace(saved, id=made))
    return Plan([replace(saved, parent=_parent(saved.parent, names, find)) for saved in new], known)


def _parent(parent: str, names: dict[str, str], find: Callable[[str], Saved | None]) -> str:
    if parent in names:
        return names[parent]
    return parent if parent and find(parent) else ""


def _same(saved: Saved, here: Saved) -> bool:
    """Whether a game of the store is the imported one, as far or further on."""
    heads = [
        (one.scenario, one.digest, one.seed, one.personas, one.path, one.started, one.branch_ply)
        for one in (saved, here)
    ]
    return heads[0] == heads[1] and here.moves[: len(saved.moves)] == saved.moves
