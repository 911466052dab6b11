"""``frank store``: verify, export, import and tidy the store of games."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable

from game.cli import _common, _completions
from game.cli._common import Parser

SUMMARY = "Look after the store of games"
EXAMPLE = "frank store check"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the subcommands."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True, parser_class=Parser)
    _add(acts, _check, "check", "Verify every game by replaying it", "--store sqlite:///games.sqlite")

    export = _add(acts, _export, "export", "Write all games as JSON lines", "games.jsonl")
    action = export.add_argument(
        "path", nargs="?", metavar="FILE", help="a new file (default: standard output)"
    )
    _completions.mark(action, _completions.FILE)

    import_ = _add(acts, _import, "import", "Read the games of an export", "games.jsonl")
    action = import_.add_argument("path", metavar="FILE", help="an export; - for standard input")
    _completions.mark(action, _completions.FILE)

    rename = _add(acts, _rename, "rename", "Give a game a name", "k7m2q 'The second try'")
    rename.add_argument("game", metavar="ID", help="a game's id")
    rename.add_argument("name", metavar="NAME", help="the new name; an empty one removes it")

    delete = _add(acts, _delete, "delete", "Delete a game; its branches stay", "k7m2q")
    delete.add_argument("game", metavar="ID", help="a game's id")

    purge = _add(acts, _purge, "purge", "Delete rooms of classes: seats, answers, games", "--days 30")
    purge.add_argument(
        "--days",
        type=_common.between(0, 36_500, "days"),
        default=0,
        metavar="N",
        help="only rooms that were last open N days ago or more",
    )
    purge.add_argument(
        "--yes", action="store_true", help="delete them (default: only report how much there is)"
    )

    _add(acts, _vacuum, "vacuum", "Reclaim the disk space of deleted games", "")


def _add(
    acts: _SubParsersAction[Parser], run: Callable[[Namespace], int], name: str, summary: str, example: str
) -> ArgumentParser:
    """Add a subcommand, and return its parser."""
    parser = acts.add_parser(
        name,
        help=summary,
        description=f"{summary}.",
        epilog=f"Example: frank store {name} {example}".rstrip(),
    )
    parser.set_defaults(run=run)
    _common.add_store(parser)
    return parser


def run(options: Namespace) -> int:
    """Run the subcommand; return 1 if it found problems."""
    code: int = options.run(options)
    return code


def _check(options: Namespace) -> int:
    """Check the store's file, and every game by replaying it.

    A game whose scenario was edited or is missing cannot be verified; that is reported, but is no problem.
    """
    from game.match.lookup import use_store
    from game.match.verify import verify
    from game.scenario.text import counted

    with use_store(options.store) as store:
        result = verify(store)
    for line in (*result.notes, *result.problems):
        print(line)
    verdict = counted(len(result.problems), "problem") if result.problems else "nothing wrong"
    left = f", {len(result.notes)} not verified" if result.notes else ""
    print(f"{counted(result.games, 'game')}: {verdict}{left}")
    return 1 if result.problems else 0


def _export(options: Namespace) -> int:
    from game.export.new_file import new_file
    from game.match.lookup import use_store
    from game.scenario.text import counted, one_line

    with use_store(options.store) as store:
        if options.path in (None, "-"):
            store.export(sys.stdout)
            return 0
        with new_file(options.path, 0o600) as stream:  # other people's words: for the owner alone
            number = store.export(stream)
    print(f"{counted(number, 'game')} exported to {one_line(options.path, 120)}", file=sys.stderr)
    return 0


def _import(options: Namespace) -> int:
    from game.export.new_file import file_error
    from game.match.lookup import use_store
    from game.scenario.text import counted
    from game.scenario.text_files import open_text

    with use_store(options.store) as store:
        try:
            stream = open_text(sys.stdin.buffer if options.path == "-" else open(options.path, "rb"))  # noqa: SIM115
        except (OSError, ValueError) as error:
            raise file_error(options.path, error) from error
        try:
            imported = store.import_(stream)
        finally:
            if options.path == "-":
                stream.detach()  # standard input stays open
            else:
                stream.close()
    print(f"{counted(len(imported.added), 'game')} imported, {imported.known} known already")
    return 0


def _rename(options: Namespace) -> int:
    from game.match.lookup import use_store

    with use_store(options.store) as store:
        game = store.load(options.game.strip().lower())
        store.rename(game.id, options.name)
        name = store.load(game.id).name
    print(f"{game.id}: {f'“{name}”' if name else 'without a name'}")
    return 0


def _delete(options: Namespace) -> int:
    from game.match.lookup import use_store

    with use_store(options.store) as store:
        game = store.load(options.game.strip().lower())
        store.delete(game.id)
    print(f"{game.id}: deleted")
    return 0


def _purge(options: Namespace) -> int:
    from game.classroom.hosting import purge_rooms

    return purge_rooms(days=options.days, yes=options.yes, url=options.store, out=sys.stdout)


def _vacuum(options: Namespace) -> int:
    from game.match.lookup import use_store
    from game.scenario.text import one_line

    with use_store(options.store) as store:
        store.vacuum()
        print(f"{one_line(store.place, 200)}: done")
    return 0
