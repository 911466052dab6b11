"""The command ``frank``: thin; each command imports its room when it is entered."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from game import __version__

TYPE_CHECKING = False  # as type checkers know it: importing typing takes a third of the start

if TYPE_CHECKING:
    from argparse import Namespace

    from game.record.store import Store

_SEEDS = 1 << 32


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
            return _entered(sys.argv[1:] if arguments is None else arguments)
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


def _entered(words: Sequence[str]) -> int:
    """The most frequent uses need no parser, and start sooner without."""
    if not words:
        return _home()
    if words == ["--version"]:
        print(f"frank-exchange {__version__}")
        return 0
    from game.arguments import parser

    return _run(parser().parse_args(words))


def _open_streams() -> None:
    """A stream that was closed, or cannot say a character, is no reason for a traceback."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(options: Namespace) -> int:
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


def _kept(options: Namespace) -> int:
    """The commands about kept games."""
    from game.record import commands
    from game.record.store import StoreError
    from game.record.store import commands as stored
    from game.record.store.share import ShareError

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
                return stored.share(options.game, url=url, out=out)
        match options.act:
            case "check":
                return stored.store_check(url=url, out=out)
            case "export":
                return stored.store_export(options.path, url=url, out=out, err=err)
            case "import":
                return stored.store_import(options.path, url=url, stdin=sys.stdin, out=out)
        return stored.store_vacuum(url=url, out=out)
    except (StoreError, ShareError) as error:
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


def _play(options: Namespace) -> int:
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
