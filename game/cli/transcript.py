"""``frank transcript``: what was said in a saved game."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "Print what was said in a saved game"
EXAMPLE = "frank transcript k7m2q --format md"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the game, the format of the document and the store."""
    _common.add_game(parser)
    _common.add_format(parser)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Print the transcript; return 1 if some of its moves do not fit its scenario any more."""
    from game.export.documents import transcript

    return _common.print_document(transcript, options)
