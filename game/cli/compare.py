"""``frank compare``: two games side by side."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common, _completions

SUMMARY = "Compare two games side by side"
EXAMPLE = "frank compare k7m2q p3x9d"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the two games and the store."""
    _common.add_game(parser)
    action = parser.add_argument(
        "other", metavar="OTHER", help="another game: a branch, or one of the same scenario"
    )
    _completions.mark(action, _completions.GAME)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Print where two games part, and how each ended. Raises StoreError if their scenarios differ."""
    from game.export.documents import wrapped
    from game.match.lookup import replay_game
    from game.narration import comparison
    from game.store import StoreError

    saved, resumed = replay_game(options.game, options.store)
    other_saved, other_resumed = replay_game(options.other, options.store)
    try:
        compared = comparison.compare(resumed.session, other_resumed.session)
    except ValueError as error:
        raise StoreError(str(error)) from error
    names = (saved.id or "the first", other_saved.id or "the second")
    print(wrapped(comparison.lines(compared, names)))
    return 0
