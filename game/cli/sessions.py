"""``frank sessions``: the saved games."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "List the saved games"
EXAMPLE = "frank sessions --json"


def add_arguments(parser: ArgumentParser) -> None:
    """Add ``--json`` and the store."""
    _common.add_json(parser)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Print the saved games, oldest first."""
    from game.match.lookup import use_store
    from game.narration.sessions import lines, rows

    with use_store(options.store) as store:
        games = store.games()
    if options.json:
        import json

        print(json.dumps(rows(games), indent=2))
    else:
        print("\n".join(lines(games) or ["No game has been saved yet."]))
    return 0
