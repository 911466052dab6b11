"""``frank replay``: a saved game, move by move in the app, or printed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli import _common

if TYPE_CHECKING:
    from game.screens.app import FrankApp

SUMMARY = "Watch a saved game again, move by move"
EXAMPLE = "frank replay k7m2q"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the game, ``--plain`` and the store."""
    _common.add_game(parser)
    parser.add_argument("--plain", action="store_true", help="print the game instead of opening the app")
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Show a game; return 1 if some of its moves do not fit its scenario any more."""
    if not options.plain and _common.in_terminal():
        return _in_app(options.game, options.store)
    from game.export.documents import replay
    from game.match.lookup import replay_game

    _, resumed = replay_game(options.game, options.store)
    print(replay(resumed))
    if resumed.missing:
        print(resumed.missing, file=sys.stderr)
    return 0 if resumed.complete else 1


def _in_app(word: str, url: str | None) -> int:
    """Show a game in the app; a game that goes on from there is saved."""
    from game.match.lookup import find_game
    from game.match.match import resume_match

    saved = find_game(word, url)
    store, warning = _common.store_or_warning(url)
    match, missing = resume_match(store, saved)

    def start(app: FrankApp) -> None:
        app.watch_again(match)
        if missing:
            app.notify(missing, severity="warning", timeout=20, markup=False)

    return _common.run_app("replay", url, store=store, warning=warning, start=start)
