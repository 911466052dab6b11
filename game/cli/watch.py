"""``frank watch``: a scenario in the app while it is being written."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from game.cli import _common
from game.cli._common import UsageError

if TYPE_CHECKING:
    from game.screens.app import FrankApp

SUMMARY = "Play a scenario while you write it"
EXAMPLE = "frank watch my-scenario.yaml"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the scenario and the seed."""
    _common.add_scenario(parser)
    parser.add_argument("--seed", type=_common.seed, default=1, help="the seed of the game (default: 1)")


def run(options: Namespace) -> int:
    """Open the app on a scenario; its file may have errors, or not exist yet."""
    if not _common.in_terminal():
        raise UsageError("this needs a terminal; frank check reports the problems of a file")
    from game.scenario import library
    from game.workshop.rehearsal import Rehearsal
    from game.workshop.watch import WatchScreen

    rehearsal = Rehearsal(library.find(options.scenario), options.seed)

    def start(app: FrankApp) -> None:
        app.push_screen(WatchScreen(rehearsal))

    return _common.run_app("watch", start=start)
