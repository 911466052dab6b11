"""Tests of what a game leaves: transcript, communiqué, debrief, and the words that are spoken."""

from __future__ import annotations

import random
from functools import cache

from game.match.session import Session
from game.table.compiled import CompiledScenario
from game.table.moves import legal
from tests.table.scenes import pick


def scene(game: CompiledScenario, *keys: str, seed: int = 1) -> Session:
    """A session played up to some point by the text of its moves."""
    session = Session(game, seed)
    for key in keys:
        session.play(game.move(key))
    return session


@cache
def recorded(game: CompiledScenario, seed: int) -> Session:
    """A whole random game with its log; do not play on it."""
    rng = random.Random(seed)
    session = Session(game, seed)
    while not session.over:
        session.play(pick(rng, legal(session.state)))
    return session


def copy(session: Session) -> Session:
    """The same game played again: same scenario, seed, moves and words."""
    again = Session(session.game, session.seed)
    for entry in session.log:
        again.play(entry.move, entry.words)
    return again


OPENING = ("open east heard frank", "open west heard frank")
THESES = (*OPENING, "claim east-t0-0 frank", "claim west-t0-0 frank")
REASONS = ("support east-t0-0 by card-0-0-east frank", "support west-t0-0 by card-0-0-west frank")
