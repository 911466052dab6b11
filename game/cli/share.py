"""``frank share``: a game as a code or a file to send to somebody."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _common, _completions

SUMMARY = "Print a share code that carries a saved game"
EXAMPLE = "frank share k7m2q --out game.frank"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the game, a file and the store."""
    _common.add_game(parser)
    action = parser.add_argument("--out", metavar="FILE", help="write a new .frank file instead")
    _completions.mark(action, _completions.FILE)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Print the share code of a game, or write it to a file."""
    from game.export.new_file import new_file
    from game.match.lookup import find_game
    from game.scenario.text import one_line
    from game.store.share import as_file, encode

    game = find_game(options.game, options.store)
    if options.out is None:
        print(encode(game))
        return 0
    text = as_file(game)
    with new_file(options.out) as stream:
        stream.write(text)
    print(f"{one_line(options.out, 120)}: written; frank replay opens it", file=sys.stderr)
    return 0
