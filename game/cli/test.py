"""``frank test``: the regression tests of scenarios."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common, _completions
from game.cli._common import UsageError

SUMMARY = "Run the regression tests of scenarios, or record one"
EXAMPLE = "frank test two-days-in-beijing"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files, and what recording needs."""
    action = parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="ids, files or directories (default: all shipped scenarios)"
    )
    _completions.mark(action, _completions.SCENARIO)
    action = parser.add_argument("--record", metavar="ID", help="write a saved game as a test")
    _completions.mark(action, _completions.GAME)
    parser.add_argument("--name", default="", help="with --record: what the test is about")
    action = parser.add_argument("--out", metavar="FILE", help="with --record: the file to add the test to")
    _completions.mark(action, _completions.FILE)
    _common.add_json(parser)
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Run the tests; return 1 if one fails, a file is faulty, or there is none."""
    if options.record:
        return _record(options)
    from game.workshop.regression_files import as_dict, lines, run_files

    report = run_files(options.paths)
    if options.json:
        import json

        print(json.dumps(as_dict(report), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(report)))
    return 0 if report.passed else 1


def _record(options: Namespace) -> int:
    if options.paths:
        raise UsageError("--record takes a game; name the file with --out")
    from game.match.lookup import replay_game
    from game.scenario.text import one_line
    from game.workshop.recording import record

    saved, resumed = replay_game(options.record, options.store)
    recorded = record(saved, resumed, name=options.name, path=options.out)
    print(f"{one_line(str(recorded.path), 200)}: “{recorded.name}” added, {len(saved.moves)} moves")
    return 0
