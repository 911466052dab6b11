"""What can be typed after ``frank``: the commands, their options, and an example of each."""

from __future__ import annotations

import argparse

from game import __version__

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NoReturn

_PERSONAS = ("pragmatist", "hardliner", "bridge-builder", "random")


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


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    frank = _Parser(
        prog="frank",
        description="A debate-simulation game: will this exchange stay a dialogue? "
        "Without a command, the app opens.",
        epilog="Example: frank play two-days-in-beijing --as us --against pragmatist --seed 7",
    )
    frank.add_argument("--version", action="version", version=f"frank-exchange {__version__}")
    commands = frank.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

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
    return frank


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
    commands.add_parser(
        "replay",
        parents=[game, where],
        help="print a kept game as it went",
        epilog="Example: frank replay k7m2q",
    )
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
