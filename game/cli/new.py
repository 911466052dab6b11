"""``frank new``: a scenario to begin with."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _completions

SUMMARY = "Write a small scenario to start from"
EXAMPLE = "frank new river-water"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the new id, and a scenario to copy."""
    parser.add_argument("id", help="the id of the new scenario; its file has the same name")
    action = parser.add_argument(
        "--from",
        dest="source",
        metavar="SCENARIO",
        help="copy another scenario with its comments (default: a skeleton)",
    )
    _completions.mark(action, _completions.SCENARIO)


def run(options: Namespace) -> int:
    """Write the scenario to the current directory."""
    from game.workshop.new import new

    return new(options.id, source=options.source, out=sys.stdout, err=sys.stderr)
