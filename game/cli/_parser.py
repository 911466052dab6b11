"""The command line of ``frank``: its commands by group, their parsers, and the overview of all."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from game import __version__
from game.cli._common import Parser

GROUPS = {
    "Play": ("play", "scenarios"),
    "Saved games": ("sessions", "replay", "transcript", "debrief", "compare", "share", "store"),
    "Write": ("new", "schema", "check", "playtest", "test", "explain", "watch", "stats", "graph"),
    "Teach": ("host", "join"),
    "Other": ("help", "completion"),
}
"""The commands. Each is a module of this package of the same name."""

COMMANDS = tuple(name for names in GROUPS.values() for name in names)


class CommandModule(Protocol):
    """A module of this package that is a command."""

    SUMMARY: str
    """A summary that starts with a verb: ``List the scenarios``."""
    EXAMPLE: str
    """A command line that works: ``frank scenarios --json``."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the command's arguments and options to its parser."""

    def run(self, options: Namespace) -> int:
        """Run the command, and return the exit code.

        Raises:
            FrankError: the command cannot do its work; :func:`game.cli.main` reports it.
        """


def command(name: str) -> CommandModule:
    """Return a command.

    Args:
        name: one of :data:`COMMANDS`.
    """
    return cast("CommandModule", import_module(f"game.cli.{name}"))


def parser(names: Iterable[str] = COMMANDS) -> ArgumentParser:
    """Return the parser of the command line.

    Args:
        names: of the commands that it knows; fewer are built faster.
    """
    frank = Parser(prog="frank")
    frank.add_argument("--version", action="version", version=f"frank-exchange {__version__}")
    subparsers = frank.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog="frank", parser_class=Parser
    )
    for name in names:
        module = command(name)
        module.add_arguments(
            subparsers.add_parser(
                name,
                help=module.SUMMARY,
                description=f"{module.SUMMARY}.",
                epilog=f"Example: {module.EXAMPLE}",
            )
        )
    return frank


def parse(words: Sequence[str]) -> Namespace:
    """Read a command line; exit with 2 and one line on standard error if it is wrong.

    Args:
        words: after ``frank``, at least one.
    """
    name = words[0]
    if name in COMMANDS:
        return parser([name]).parse_args(words)
    if name == "--version":
        return parser().parse_args(words)
    from game.scenario.problems import nearest
    from game.scenario.text import one_line

    kind = "option" if name[:1] == "-" else "command"
    print(
        f"frank: there is no {kind} `{one_line(name, 20)}`{nearest(name, COMMANDS)} (see frank --help)",
        file=sys.stderr,
    )
    raise SystemExit(2)


def overview() -> str:
    """Return the help of ``frank`` itself."""
    lines = [
        "usage: frank [COMMAND] [-h] [--version]",
        "",
        "A debate-simulation game: will this exchange stay a dialogue?",
        "Without a command, the app opens. Run frank COMMAND --help for details, frank help for more to read.",
    ]
    for group, names in GROUPS.items():
        lines += ["", f"{group}:", *(f"  {name:10}  {command(name).SUMMARY}" for name in names)]
    lines += ["", "Example: frank play two-days-in-beijing --against pragmatist --seed 7"]
    return "\n".join(lines)
