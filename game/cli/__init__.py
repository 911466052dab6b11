"""The command ``frank``: thin; each command imports its room when it is entered."""

from __future__ import annotations

import io
import os
import sys

from game import __version__

TYPE_CHECKING = False  # as type checkers know it: importing typing takes a third of the start

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import Any

    from game.screens.app import FrankApp
    from game.store import Store

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
    if words[0] in ("-h", "--help", "help"):
        from game.cli.overview import overview

        print(overview())
        return 0
    if words in (["scenarios"], ["scenarios", "--json"]):
        return _scenarios(as_json=len(words) > 1)
    from game.cli.arguments import parser

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
            return _scenarios(as_json=options.json)
        if options.command == "check":
            return _check(options)
        if options.command == "new":
            from game.workshop.new import new

            return new(options.id, source=options.source, out=sys.stdout, err=sys.stderr)
        if options.command == "schema":
            from game.scenario.format.schema import print_schema

            return print_schema(out=sys.stdout)
        if options.command == "explain":
            from game.scenario.explain import explain

            return explain(options.code, as_json=options.json, out=sys.stdout, err=sys.stderr)
        if options.command == "watch":
            return _watch(options)
        if options.command == "stats":
            from game.cli.authoring import stats

            return stats(options.scenario, as_json=options.json, play=options.play, out=sys.stdout)
        if options.command == "playtest":
            from game.cli.playtesting import playtest

            return playtest(
                options.scenario,
                games=options.games,
                seed=options.seed,
                personas=options.personas,
                as_json=options.json,
                out=sys.stdout,
            )
        if options.command == "graph":
            return _graph(options)
        if options.command == "test":
            return _test(options)
        if options.command == "host":
            return _host(options)
        if options.command == "join":
            from game.classroom.join import Joining, join

            wish = Joining(options.address, options.name, options.code, options.trust, options.watch)
            return join(wish, out=sys.stdout, err=sys.stderr)
        if options.command == "play":
            return _resume(options) if options.resume else _play(options)
        return _kept(options) if options.command else _home()
    except ScenarioError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1


def _check(options: Namespace) -> int:
    from functools import partial

    from game.cli.checking import check

    more = None
    if options.play:
        from game.workshop.coverage import problems

        more = partial(problems, games=options.play)
    form = "json" if options.json else options.format
    return check(options.paths, form=form, strict=options.strict, more=more, out=sys.stdout)


def _watch(options: Namespace) -> int:
    if not _terminal():
        print("frank watch: this needs a terminal; frank check tells the problems of a file", file=sys.stderr)
        return 2
    _colourless()
    from game.cli.authoring import watch

    return watch(options.scenario, seed=options.seed)


def _host(options: Namespace) -> int:
    import random

    from game.classroom.hosting import HostError, Hosting, host
    from game.store import StoreError

    if bool(options.scenario) == options.resume:
        print("frank host: name a scenario, or open the last room again with --resume", file=sys.stderr)
        return 2
    if bool(options.cert) != bool(options.key):
        print("frank host: --cert and --key go together", file=sys.stderr)
        return 2
    try:
        if options.seed is None:
            options.seed = random.randrange(_SEEDS)
        wish = Hosting(**{name: getattr(options, name) for name in Hosting._fields})
        path = _path_of(options.scenario) if options.scenario else ""
        return host(options.scenario, wish, url=options.store, path=path, out=sys.stdout)
    except (HostError, StoreError) as error:
        print(f"frank host: {error}", file=sys.stderr)
        return 1


def _graph(options: Namespace) -> int:
    rules = options.machine or options.replies
    if bool(options.scenario) == rules:
        print("frank graph: name a scenario, or one of --machine and --replies", file=sys.stderr)
        return 2
    if not rules:
        from game.cli.authoring import graph

        return graph(options.scenario, form=options.format, out=sys.stdout)
    from game.export.diagram import mermaid, replies

    sys.stdout.write(mermaid() if options.machine else replies())
    return 0


def _test(options: Namespace) -> int:
    from game.cli import authoring
    from game.store import StoreError
    from game.store.share import ShareError

    if not options.record:
        return authoring.test(options.paths, as_json=options.json, out=sys.stdout)
    if options.paths:
        print("frank test: --record takes a game; the file is named with --out", file=sys.stderr)
        return 2
    try:
        return authoring.record(
            options.record, name=options.name, path=options.out, url=options.store, out=sys.stdout
        )
    except (StoreError, ShareError) as error:
        print(f"frank test: {error}", file=sys.stderr)
        return 1


def _scenarios(*, as_json: bool) -> int:
    from game.cli.listing import scenarios

    return scenarios(as_json=as_json, out=sys.stdout)


def _kept(options: Namespace) -> int:
    """The commands about kept games."""
    from contextlib import nullcontext

    from game.cli import kept
    from game.cli import storing as stored
    from game.export.new_file import new_file
    from game.store import StoreError
    from game.store.share import ShareError

    url, out, err = options.store, sys.stdout, sys.stderr
    try:
        match options.command:
            case "sessions":
                return kept.sessions(as_json=options.json, url=url, out=out)
            case "transcript" | "debrief":
                write = kept.transcript if options.command == "transcript" else kept.debrief
                with new_file(options.out) if options.out else nullcontext(out) as target:
                    return write(options.game, form=options.format, url=url, out=target, err=err)
            case "replay":
                if _terminal() and not options.plain:
                    return _replay(options.game, url)
                return kept.replay(options.game, url=url, out=out, err=err)
            case "compare":
                return kept.compare(options.game, options.other, url=url, out=out)
            case "share":
                return stored.share(options.game, path=options.out, url=url, out=out, err=err)
        match options.act:
            case "check":
                return stored.store_check(url=url, out=out)
            case "export":
                return stored.store_export(options.path, url=url, out=out, err=err)
            case "import":
                return stored.store_import(options.path, url=url, stdin=sys.stdin, out=out)
            case "rename":
                return stored.rename(options.game, options.name, url=url, out=out)
            case "delete":
                return stored.delete(options.game, url=url, out=out)
            case "purge":
                from game.classroom.hosting import purge_rooms

                return purge_rooms(days=options.days, yes=options.yes, url=url, out=out)
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
        return _scenarios(as_json=False)
    return _app(opening=_open_store)


def _app(**options: Any) -> int:
    """Run the app; the options are those of :class:`game.screens.app.FrankApp`."""
    _colourless()
    from game.screens.app import FrankApp
    from game.store.preferences import default_path

    app = FrankApp(kept=default_path(), **options)
    app.run()
    return app.return_code or 0


def _open_store(url: str | None = None) -> Store:
    """The store of games; imported when it is wanted. Raises StoreError."""
    from game.store import open_store

    return open_store(url)


def _play(options: Namespace) -> int:
    import random

    from game.match.match import PERSON, set_up
    from game.scenario import library
    from game.scenario.reading import read

    if not options.scenario:
        print("frank play: name a scenario, or a game with --resume (see frank play --help)", file=sys.stderr)
        return 2
    scenario = read.load(library.find(options.scenario))
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
        from game.plain.game import PlainGame

        if warning:
            print(f"frank play: {warning}", file=sys.stderr)
        print(f"(seed {seed})")
        return PlainGame(match, sys.stdin, sys.stdout).run()
    return _app(match=match, store=store, warning=warning)


def _resume(options: Namespace) -> int:
    """Go on with a kept game."""
    from game.store import StoreError

    if options.scenario:
        print("frank play: --resume goes on with a kept game; leave out the scenario", file=sys.stderr)
        return 2
    try:
        store = _open_store(options.store)
        saved = store.load(options.resume.strip().lower())
        if _terminal() and not options.plain:
            return _app(store=store, start=lambda app: app.take_up(saved.id))
        from game.match.match import resume_match
        from game.plain.game import PlainGame

        match, missing = resume_match(store, saved)
    except StoreError as error:
        print(f"frank play: {error}", file=sys.stderr)
        return 1
    if missing:
        print(f"frank play: {missing}", file=sys.stderr)
    return PlainGame(match, sys.stdin, sys.stdout).run()


def _replay(word: str, url: str | None) -> int:
    """Show a game in the app; what is played on from there is kept."""
    from game.match.lookup import find_game
    from game.match.match import resume_match

    saved = find_game(word, url)
    store, warning = _store_or_warning(url)
    match, missing = resume_match(store, saved)

    def start(app: FrankApp) -> None:
        app.watch_again(match)
        if missing:
            app.notify(missing, severity="warning", timeout=20, markup=False)

    return _app(store=store, warning=warning, start=start)


def _store_or_warning(url: str | None) -> tuple[Store | None, str]:
    """The store, or why there is none: the game is played all the same."""
    from game.store import StoreError

    try:
        return _open_store(url), ""
    except StoreError as error:
        return None, f"{error} (the game is not kept)"


def _path_of(name: str) -> str:
    """Where a scenario that is not shipped lies, for going on with the game from anywhere."""
    from game.scenario import library

    path = library.find(name)
    return "" if path.parent == library.directory() else os.path.abspath(path)
