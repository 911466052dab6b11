"""The command ``frank``: thin; each command imports its room when it is entered."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game import __version__

if TYPE_CHECKING:
    from typing import NoReturn

    from game.record.store import Store

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
    play.add_argument("--store", metavar="URL", help="where the game is kept: sqlite:///path")
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
    _kept_parsers(commands)
    return parser


def _kept_parsers(commands: argparse._SubParsersAction[_Parser]) -> None:
    """The commands about kept games."""
    where = _Parser(add_help=False)
    where.add_argument(
        "--store", metavar="URL", help="sqlite:///path (default: FRANK_STORE, or your data directory)"
    )
    game = _Parser(add_help=False)
    game.add_argument("game", metavar="ID", help="a game's id, or a share code")

    listed = commands.add_parser(
        "sessions", parents=[where], help="list the kept games", epilog="Example: frank sessions --json"
    )
    listed.add_argument("--json", action="store_true", help="for programs")

    said = commands.add_parser(
        "transcript",
        parents=[game, where],
        help="print what was said in a kept game",
        epilog="Example: frank transcript k7m2q --format md",
    )
    said.add_argument(
        "--format", choices=("md", "txt", "json"), default="txt", help="how it is written (default: txt)"
    )
    again = commands.add_parser(
        "replay",
        parents=[game, where],
        help="print a kept game as it went",
        epilog="Example: frank replay k7m2q --plain",
    )
    again.add_argument("--plain", action="store_true", help="lines instead of the app")
    commands.add_parser(
        "share",
        parents=[game, where],
        help="print a code that carries a kept game",
        epilog="Example: frank share k7m2q",
    )

    store = commands.add_parser(
        "store", help="look after the store of games", epilog="Example: frank store check"
    )
    acts = store.add_subparsers(dest="act", metavar="ACT", required=True, parser_class=_Parser)
    acts.add_parser(
        "check",
        parents=[where],
        help="verify every game by replaying it",
        epilog="Example: frank store check --store sqlite:///games.sqlite",
    )
    export = acts.add_parser(
        "export",
        parents=[where],
        help="write all games as JSON lines",
        epilog="Example: frank store export games.jsonl",
    )
    export.add_argument("path", nargs="?", metavar="FILE", help="a new file (default: the output)")
    import_ = acts.add_parser(
        "import",
        parents=[where],
        help="read the games of an export",
        epilog="Example: frank store import games.jsonl",
    )
    import_.add_argument("path", metavar="FILE", help="an export; - for the input")
    acts.add_parser(
        "vacuum",
        parents=[where],
        help="give back the disk that deleted games took",
        epilog="Example: frank store vacuum",
    )


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
        if options.command in ("sessions", "transcript", "replay", "share", "store"):
            return _kept(options)
        return _play(options) if options.command == "play" else _home()
    except ScenarioError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1


def _kept(options: argparse.Namespace) -> int:
    from game.record import commands

    url, out, err = options.store, sys.stdout, sys.stderr
    try:
        match options.command:
            case "sessions":
                return commands.sessions(as_json=options.json, url=url, out=out)
            case "transcript":
                return commands.transcript(options.game, form=options.format, url=url, out=out, err=err)
            case "replay":
                return commands.replay(options.game, url=url, out=out, err=err)
            case "share":
                return commands.share(options.game, url=url, out=out)
        match options.act:
            case "check":
                return commands.store_check(url=url, out=out)
            case "export":
                return commands.store_export(options.path, url=url, out=out, err=err)
            case "import":
                return commands.store_import(options.path, url=url, stdin=sys.stdin, out=out)
        return commands.store_vacuum(url=url, out=out)
    except (commands.StoreError, commands.ShareError) as error:
        print(f"frank {options.command}: {error}", file=err)
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
    from game.screens.settings import default_path

    app = FrankApp(kept=default_path(), opening=_open_store)
    app.run()
    return app.return_code or 0


def _open_store(url: str | None = None) -> Store:
    """The store of games; imported when it is wanted. Raises StoreError."""
    from game.record.store import open_store

    return open_store(url)


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
    store, warning = _store_or_warning(options.store)
    match = set_up(scenario, seed, personas, store, path=_path_of(options.scenario))
    if options.plain or not _terminal():
        from game.screens.plain import PlainGame

        if warning:
            print(f"frank play: {warning}", file=sys.stderr)
        print(f"(seed {seed})")
        return PlainGame(match, sys.stdin, sys.stdout).run()
    _colourless()
    from game.screens.app import FrankApp
    from game.screens.settings import default_path

    app = FrankApp(match, kept=default_path(), store=store, warning=warning)
    app.run()
    return app.return_code or 0


def _store_or_warning(url: str | None) -> tuple[Store | None, str]:
    """The store, or why there is none: the game is played all the same."""
    from game.record.store import StoreError

    try:
        return _open_store(url), ""
    except StoreError as error:
        return None, f"{error} (the game is not kept)"


def _path_of(name: str) -> str:
    """Where a scenario that is not shipped lies, for going on with the game from anywhere."""
    from game.scenario import shelf

    path = shelf.find(name)
    return "" if path.parent == shelf.directory() else os.path.abspath(path)
