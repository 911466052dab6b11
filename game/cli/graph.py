"""``frank graph``: the arguments of a scenario as a graph, or the rules."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _common
from game.cli._common import UsageError

SUMMARY = "Draw the arguments of a scenario, or the rules"
EXAMPLE = "frank graph well.yaml --format argdown"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the scenario and the format, or one of the rules."""
    _common.add_scenario(parser, required=False)
    parser.add_argument(
        "--format",
        choices=("mermaid", "dot", "argdown", "svg"),
        default="mermaid",
        help="the format of a scenario's graph (default: mermaid); svg needs Graphviz's program dot",
    )
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument(
        "--machine", action="store_true", help="draw the two state machines of a meeting (Markdown)"
    )
    rules.add_argument("--replies", action="store_true", help="print what may answer what (Markdown)")


def run(options: Namespace) -> int:
    """Print the drawing."""
    rules = options.machine or options.replies
    if bool(options.scenario) == rules:
        raise UsageError("name a scenario, or one of --machine and --replies")
    sys.stdout.write(_rules(options) if rules else _scenario(options))
    return 0


def _rules(options: Namespace) -> str:
    from game.export.diagram import mermaid, replies

    return mermaid() if options.machine else replies()


def _scenario(options: Namespace) -> str:
    from game.scenario import library
    from game.scenario.reading import read
    from game.workshop.graph import argument_graph, draw

    return draw(argument_graph(read.load(library.find(options.scenario))), options.format)
