"""Measuring: many short spells in turns, and the median of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import NamedTuple

Play = Callable[[], int]
"""Plays one game to its end and tells how many moves it had."""


class Subject(NamedTuple):
    """Something to measure."""

    name: str
    prepare: Callable[[], Play]
    """Called before each spell, outside the time measured."""
    most: int = 0
    """How many games a spell has at the most; 0 for as many as fit into the time."""


class Speed(NamedTuple):
    """What was measured of a subject."""

    games: float
    """Games a second: the median of all spells."""
    moves: float
    """Moves a second: the median."""
    slowest: float
    """Moves a second in the slowest spell."""
    fastest: float
    length: float
    """Moves of a game, on average."""


class _Spell(NamedTuple):
    games: int
    moves: int
    seconds: float


def _spell(subject: Subject, seconds: float) -> _Spell:
    play = subject.prepare()
    games = moves = 0
    most = subject.most or 1_000_000_000
    begin = now = process_time()
    end = begin + seconds
    while now < end and games < most:
        moves += play()
        games += 1
        now = process_time()
    return _Spell(games, moves, max(now - begin, 1e-9))


def measure(subjects: Sequence[Subject], seconds: float, repeats: int) -> list[Speed]:
    """Measure subjects in turns.

    Args:
        subjects: what to measure.
        seconds: of processor time for one spell.
        repeats: how many spells each gets, at least 1.

    Returns:
        The speed of each, in the order given.
    """
    spells: list[list[_Spell]] = [[] for _ in subjects]
    for _ in range(repeats):
        for subject, its in zip(subjects, spells, strict=True):
            its.append(_spell(subject, seconds))
    return [_speed(its) for its in spells]


def _speed(spells: list[_Spell]) -> Speed:
    rates = [spell.moves / spell.seconds for spell in spells]
    games = sum(spell.games for spell in spells)
    return Speed(
        games=median(spell.games / spell.seconds for spell in spells),
        moves=median(rates),
        slowest=min(rates),
        fastest=max(rates),
        length=sum(spell.moves for spell in spells) / games,
    )


def one_core() -> None:
    """Stay on one core, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
