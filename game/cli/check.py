"""``frank check``: the problems of scenario files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial

from game.cli import _common, _completions

SUMMARY = "Check scenario files: every problem with its line and column"
EXAMPLE = "frank check my-scenario.yaml"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files, the format of the report, and how strict to be."""
    action = parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, directories or ids (default: all shipped scenarios)"
    )
    _completions.mark(action, _completions.SCENARIO)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="the format of the report (default: text, with a caret under each place)",
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--strict", action="store_true", help="treat a warning as an error")
    parser.add_argument(
        "--play",
        type=_common.games,
        metavar="GAMES",
        help="also simulate this many games and report what was never reached (400 take some seconds)",
    )


def run(options: Namespace) -> int:
    """Print every problem and a summary; return 1 for an error, or with ``--strict`` for a warning."""
    from game.scenario.reading.batch import read_all
    from game.scenario.report import count, render

    more = None
    if options.play:
        from game.workshop.coverage import problems as unreached

        more = partial(unreached, games=options.play)
    batch = read_all(options.paths, more)
    report = render("json" if options.json else options.format, *batch)
    if report:
        print(report)
    numbers = count(batch.problems)
    return 1 if numbers["error"] or (options.strict and numbers["warning"]) else 0
