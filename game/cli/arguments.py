"""The options of the commands, which :mod:`game.cli.overview` lists."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from game import __version__
from game.cli.overview import COMMANDS

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
    """The parser of the command line; :mod:`game.cli.overview` has the help of ``frank`` itself."""
    frank = _Parser(prog="frank")
    frank.add_argument("--version", action="version", version=f"frank-exchange {__version__}")
    commands = frank.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for group in COMMANDS.values():
        for name, (says, example) in group.items():
            _DECLARED[name](
                commands.add_parser(name, description=_described(says), epilog=f"Example: {example}")
            )
    return frank


def _described(says: str) -> str:
    return f"{says[0].upper()}{says[1:]}."


# what each command takes


def _play(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", nargs="?", help="a scenario's id, or the path of a file")
    parser.add_argument(
        "--as", dest="side", metavar="SIDE", help="the delegation you play (default: the first)"
    )
    parser.add_argument(
        "--against", choices=(*_PERSONAS, "person"), default="pragmatist", help="who plays the other"
    )
    parser.add_argument("--seed", type=_seed, help="makes the game repeatable (default: a new one)")
    parser.add_argument("--plain", action="store_true", help="numbered lines instead of the app")
    parser.add_argument("--watch", action="store_true", help="let the computer play your side too")
    parser.add_argument(
        "--resume", metavar="ID", help="go on with a kept game; without a scenario and other choices"
    )
    parser.add_argument(
        "--played-by", choices=_PERSONAS, default="pragmatist", help="with --watch: who plays it"
    )
    _where(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="of the new scenario; the file is named after it")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="SCENARIO",
        help="copy another with its comments (default: a skeleton)",
    )


def _nothing(parser: argparse.ArgumentParser) -> None:
    """A command without options."""


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, directories or ids (default: all shipped)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="how it is told (default: text, each line with a caret)",
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--strict", action="store_true", help="a warning counts as an error")
    parser.add_argument(
        "--play",
        type=_games,
        metavar="GAMES",
        help="also play so many games, and tell what none of them reached (400 take some seconds)",
    )


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", help="such as FE401, or 401 (default: a list of all)")
    _json(parser)


def _playtest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", help="a scenario's id, or the path of a file")
    parser.add_argument("--games", type=_games, default=40, help="games of each pair (default: 40)")
    parser.add_argument("--seed", type=_seed, default=1, help="of the first game (default: 1)")
    parser.add_argument(
        "--personas", nargs="+", choices=_PERSONAS, help="who plays (default: all, and two probes)"
    )
    _json(parser)


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", nargs="?", help="its arguments: a scenario's id, or the path of a file")
    parser.add_argument(
        "--format",
        choices=("mermaid", "dot", "argdown", "svg"),
        default="mermaid",
        help="of the arguments (default: mermaid); svg needs Graphviz's program dot",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--machine", action="store_true", help="the two state machines of a meeting (Markdown)")
    what.add_argument("--replies", action="store_true", help="what may answer what (Markdown)")


def _watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", help="a scenario's id, or the path of a file")
    parser.add_argument("--seed", type=_seed, default=1, help="of the game (default: 1)")


def _stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", help="a scenario's id, or the path of a file")
    parser.add_argument(
        "--play", type=_games, default=0, metavar="GAMES", help="also play, and give a game for each ending"
    )
    _json(parser)


def _test(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="ids, files or directories (default: all shipped)"
    )
    parser.add_argument("--record", metavar="ID", help="write a kept game as a test")
    parser.add_argument("--name", default="", help="with --record: what the test is about")
    parser.add_argument("--out", metavar="FILE", help="with --record: the file it is added to")
    _json(parser)
    _where(parser)


def _sessions(parser: argparse.ArgumentParser) -> None:
    _json(parser)
    _where(parser)


def _transcript(parser: argparse.ArgumentParser) -> None:
    _game(parser)
    _format(parser)
    _where(parser)


def _replay(parser: argparse.ArgumentParser) -> None:
    _game(parser)
    parser.add_argument("--plain", action="store_true", help="print it instead of showing it in the app")
    _where(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    _game(parser)
    parser.add_argument("other", metavar="OTHER", help="another game: a branch, or one of the same scenario")
    _where(parser)


def _share(parser: argparse.ArgumentParser) -> None:
    _game(parser)
    parser.add_argument("--out", metavar="FILE", help="write a new .frank file instead")
    _where(parser)


def _between(least: float, most: float, name: str) -> Callable[[str], float]:
    """A type for a number within limits."""

    def read(text: str) -> float:
        number = float(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    read.__name__ = f"{name} from {least:g} to {most:g}"
    return read


_days = _between(0, 36_500, "days")


def _store(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True, parser_class=_Parser)

    def act(name: str, says: str, example: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=says, description=_described(says), epilog=f"Example: {example}")
        _where(one)
        return one

    act("check", "verify every game by replaying it", "frank store check --store sqlite:///games.sqlite")
    export = act("export", "write all games as JSON lines", "frank store export games.jsonl")
    export.add_argument("path", nargs="?", metavar="FILE", help="a new file (default: the output)")
    import_ = act("import", "read the games of an export", "frank store import games.jsonl")
    import_.add_argument("path", metavar="FILE", help="an export; - for the input")
    rename = act("rename", "give a game a name", "frank store rename k7m2q 'The second try'")
    rename.add_argument("game", metavar="ID", help="a game's id")
    rename.add_argument("name", metavar="NAME", help="its new name; an empty one takes it away")
    delete = act("delete", "delete a game; its branches stay", "frank store delete k7m2q")
    delete.add_argument("game", metavar="ID", help="a game's id")
    purge = act(
        "purge", "delete what is kept of classes: rooms, seats, answers, games", "frank store purge --days 30"
    )
    purge.add_argument(
        "--days",
        type=_days,
        default=0,
        metavar="N",
        help="only of rooms that were last open N days ago or more",
    )
    purge.add_argument("--yes", action="store_true", help="really delete; without it you are told how much")
    act("vacuum", "give back the disk that deleted games took", "frank store vacuum")


def _game(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("game", metavar="ID", help="a game's id, a share code, or a .frank file")


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("txt", "md", "html", "json"),
        default="txt",
        help="how it is written (default: txt)",
    )
    parser.add_argument("--out", metavar="FILE", help="write a new file (default: the output)")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", metavar="URL", help="sqlite:///path (default: FRANK_STORE, or your data directory)"
    )


def _tables(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 50:
        raise ValueError(text)
    return number


_tables.__name__ = "number of tables"


_minutes = _between(1, 600, "minutes")
_seconds = _between(0, 3600, "seconds")
_speed = _between(1, 1000, "speed")


def _host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", nargs="?", help="a scenario's id, or the path of a file")
    parser.add_argument("--tables", type=_tables, default=1, metavar="N", help="how many tables (default: 1)")
    parser.add_argument("--lan", action="store_true", help="let other machines of your network come in")
    parser.add_argument("--port", type=int, default=8000, help="of this machine (default: 8000)")
    parser.add_argument(
        "--choose", action="store_true", help="let students choose their delegation (default: it is drawn)"
    )
    parser.add_argument(
        "--send",
        choices=("majority", "head", "anyone"),
        default="majority",
        help="who decides what a delegation says: more than half of those who are there (default), "
        "its head, or whoever speaks first",
    )
    parser.add_argument(
        "--stand-in",
        action="store_true",
        help="let the computer stand in for a delegation of which nobody is there (default: its turn passes)",
    )
    parser.add_argument(
        "--minutes", type=_minutes, metavar="M", help="of play (default: what the scenario says)"
    )
    parser.add_argument(
        "--lesson", type=_minutes, metavar="M", help="until the bell; a third of it is kept for the debrief"
    )
    parser.add_argument(
        "--turn",
        type=_seconds,
        default=120,
        metavar="S",
        help="seconds for a turn (default: 120; 0: no limit)",
    )
    parser.add_argument("--no-clock", dest="clock", action="store_false", help="nothing is timed")
    parser.add_argument(
        "--speed", type=_speed, default=1, metavar="X", help="let the clock run X times as fast, to rehearse"
    )
    parser.add_argument("--seed", type=_seed, help="of all tables (default: a new one)")
    parser.add_argument("--cert", metavar="FILE", help="serve over https with this certificate; with --key")
    parser.add_argument("--key", metavar="FILE", help="the key of the certificate")
    parser.add_argument("--resume", action="store_true", help="open the last room again, as it was")
    parser.add_argument(
        "--most",
        type=_tables,
        metavar="N",
        help="with a store in PostgreSQL: serve no more than N tables here as long as another frank host is there",
    )
    parser.add_argument(
        "--address",
        metavar="URL",
        help="what students type to come here, if it is not an address of this machine (behind a reverse proxy)",
    )
    parser.add_argument(
        "--keep-days",
        type=_days,
        metavar="N",
        help="delete rooms that were last open N days ago or more, with their games (default: all are kept)",
    )
    _where(parser)


def _join(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="of the room, such as 192.168.1.5:8000, or your personal link")
    parser.add_argument("--name", help="at the table (default: one is drawn for you)")
    parser.add_argument("--code", default="", help="of the room (default: you are asked)")
    parser.add_argument(
        "--watch",
        choices=("observer", "reporter"),
        default="",
        help="speak for nobody: watch a table, as a reporter with dispatches",
    )
    parser.add_argument("--trust", metavar="FILE", help="the room's certificate, if nobody vouches for it")


_DECLARED = {
    "play": _play,
    "scenarios": _json,
    "sessions": _sessions,
    "replay": _replay,
    "transcript": _transcript,
    "debrief": _transcript,
    "compare": _compare,
    "share": _share,
    "store": _store,
    "new": _new,
    "schema": _nothing,
    "check": _check,
    "explain": _explain,
    "playtest": _playtest,
    "graph": _graph,
    "stats": _stats,
    "watch": _watch,
    "test": _test,
    "host": _host,
    "join": _join,
}
