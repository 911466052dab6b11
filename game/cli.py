"""The command ``frank``: thin; each command imports its room when it is entered."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from game import __version__

_PERSONAS = ("pragmatist", "hardliner", "bridge-builder", "random")
_SEEDS = 1 << 32


class _Parser(argparse.ArgumentParser):
    """Wrong use is exit code 2 and one line that says what to do."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _seed(text: str) -> int:
    number = int(text)
    if not 0 <= number < 1 << 63:
        raise ValueError(text)
    return number


def _games(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise ValueError(text)
    return number


_seed.__name__, _games.__name__ = "seed", "number of games"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="frank",
        description="A debate-simulation game: will this exchange stay a dialogue? "
        "Without a command, the app opens.",
        epilog="Example: frank play two-days-in-beijing --as us --against pragmatist --seed 7",
    )
    parser.add_argument("--version", action="version", version=f"frank-exchange {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    play = commands.add_parser(
        "play",
        help="play a scenario, or watch one",
        description="Play a scenario in the app, or as numbered lines.",
        epilog="Example: frank play two-days-in-beijing --watch --plain --seed 7",
    )
    play.add_argument("scenario", help="a scenario's id, or the path of a file")
    play.add_argument(
        "--as", dest="side", metavar="SIDE", help="the delegation you play (default: the first)"
    )
    play.add_argument(
        "--against", choices=(*_PERSONAS, "person"), default="pragmatist", help="who plays the other"
    )
    play.add_argument("--seed", type=_seed, help="makes the game repeatable (default: a new one)")
    play.add_argument("--plain", action="store_true", help="numbered lines instead of the app")
    play.add_argument("--watch", action="store_true", help="let the computer play your side too")
    play.add_argument(
        "--played-by", choices=_PERSONAS, default="pragmatist", help="with --watch: who plays it"
    )

    shelf = commands.add_parser(
        "scenarios", help="list the scenarios", epilog="Example: frank scenarios --json"
    )
    shelf.add_argument("--json", action="store_true", help="for programs")

    check = commands.add_parser(
        "check",
        help="check scenario files; every problem at once, with line and column",
        epilog="Example: frank check my-scenario.yaml",
    )
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, directories or ids (default: all shipped)"
    )
    check.add_argument("--json", action="store_true", help="for programs")

    test = commands.add_parser(
        "playtest",
        help="let computers play many games and print what they show",
        epilog="Example: frank playtest two-days-in-beijing --games 100 --seed 1",
    )
    test.add_argument("scenario", help="a scenario's id, or the path of a file")
    test.add_argument("--games", type=_games, default=40, help="games of each pair (default: 40)")
    test.add_argument("--seed", type=_seed, default=1, help="of the first game (default: 1)")
    test.add_argument(
        "--personas", nargs="+", choices=_PERSONAS, help="who plays (default: all, and two probes)"
    )
    test.add_argument("--json", action="store_true", help="for programs")

    graph = commands.add_parser(
        "graph", help="print a diagram of the rules", epilog="Example: frank graph --machine"
    )
    what = graph.add_mutually_exclusive_group(required=True)
    what.add_argument("--machine", action="store_true", help="the two state machines of a meeting (Mermaid)")
    what.add_argument("--replies", action="store_true", help="what may answer what (Markdown)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``frank``; those of the process if None.

    Returns:
        The exit code: 0 good, 1 found problems, 2 wrong use, 130 interrupted.
    """
    _open_streams()
    try:
        try:
            return _run(_parser().parse_args(arguments))
        finally:
            sys.stdout.flush()  # here, where a reader that has left can still be forgiven
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except OSError as error:
        # What was written may still wait in a buffer: it goes nowhere, or the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # the reader has left, as `frank … | head` does
        print(f"frank: {error.strerror or error}", file=sys.stderr)
        return 1


def _open_streams() -> None:
    """A stream that was closed, or cannot say a character, is no reason for a traceback."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(options: argparse.Namespace) -> int:
    from game.scenario.problems import ScenarioError

    try:
        if options.command == "scenarios":
            from game.scenario.commands import scenarios

            return scenarios(as_json=options.json, out=sys.stdout)
        if options.command == "check":
            from game.scenario.commands import check

            return check(options.paths, as_json=options.json, out=sys.stdout)
        if options.command == "playtest":
            from game.playtest.commands import playtest

            return playtest(
                options.scenario,
                games=options.games,
                seed=options.seed,
                personas=options.personas,
                as_json=options.json,
                out=sys.stdout,
            )
        if options.command == "graph":
            from game.record.diagram import mermaid, replies

            sys.stdout.write(mermaid() if options.machine else replies())
            return 0
        return _play(options) if options.command == "play" else _home()
    except ScenarioError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1


def _terminal() -> bool:
    """Whether an app can be shown: a Textual app hangs where there is no terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _colourless() -> None:
    """Under NO_COLOR (no-color.org) Textual's own greys are hard to read; the terminal's colours are not."""
    if os.environ.get("NO_COLOR"):
        os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")


def _home() -> int:
    if not _terminal():
        print("The app needs a terminal. To play here, as numbered lines:")
        print("  frank play two-days-in-beijing --plain")
        print("Scenarios:")
        from game.scenario.commands import scenarios

        return scenarios(as_json=False, out=sys.stdout)
    _colourless()
    from game.screens.app import FrankApp

    app = FrankApp()
    app.run()
    return app.return_code or 0


def _play(options: argparse.Namespace) -> int:
    import random

    from game.scenario import read, shelf
    from game.screens.seats import PERSON, set_up

    scenario = read.load(shelf.find(options.scenario))
    sides = list(scenario.delegations)
    side = options.side or sides[0]
    if side not in sides:
        print(f"frank play: --as {side}: this scenario has {' and '.join(sides)}", file=sys.stderr)
        return 2
    seed = options.seed if options.seed is not None else random.randrange(_SEEDS)
    mine = options.played_by if options.watch else PERSON
    if options.watch and options.against == PERSON:
        print("frank play: --watch lets computers play; leave out --against person", file=sys.stderr)
        return 2
    personas = (mine, options.against) if side == sides[0] else (options.against, mine)
    match = set_up(scenario, seed, personas)
    if options.plain or not _terminal():
        from game.screens.plain import PlainGame

        print(f"(seed {seed})")
        return PlainGame(match, sys.stdin, sys.stdout).run()
    _colourless()
    from game.screens.app import FrankApp

    app = FrankApp(match)
    app.run()
    return app.return_code or 0
