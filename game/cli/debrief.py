"""``frank debrief``: the outcome of a saved game."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "Print the outcome of a saved game, with both briefs"
EXAMPLE = "frank debrief k7m2q --format html --out debrief.html"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the game, the format of the document and the store."""
    _common.add_game(parser)
    _common.add_format(parser)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Print the debrief; return 1 if some of its moves do not fit its scenario any more."""
    from game.export.documents import debrief

    return _common.print_document(debrief, options)
