"""``frank join``: a seat of a room in a terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _completions

SUMMARY = "Take a seat of a room in this terminal"
EXAMPLE = "frank join 192.168.1.5:8000 --name Ann"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the room's address, and who wants to sit down."""
    parser.add_argument("address", help="the room's address, such as 192.168.1.5:8000, or your personal link")
    parser.add_argument("--name", help="your name at the table (default: one is drawn for you)")
    parser.add_argument("--code", default="", help="the room's code (default: you are asked for it)")
    parser.add_argument(
        "--watch",
        choices=("observer", "reporter"),
        default="",
        help="watch a table without speaking for a side; a reporter writes dispatches",
    )
    action = parser.add_argument(
        "--trust", metavar="FILE", help="the room's certificate, if no authority vouches for it"
    )
    _completions.mark(action, _completions.FILE)


def run(options: Namespace) -> int:
    """Show the seat until it is left; return 1 if there is none."""
    from game.classroom.join import Joining, join

    wish = Joining(options.address, options.name, options.code, options.trust, options.watch)
    return join(wish, out=sys.stdout, err=sys.stderr)
