"""Helpers that several commands share: options, the terminal, the app and the store."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from game import FrankError
from game.cli import _completions

if TYPE_CHECKING:
    from game.match.replay import Resumed
    from game.screens.app import FrankApp
    from game.store import Saved, Store

SEEDS = 1 << 32
"""A new game draws its seed below this number."""


class UsageError(FrankError):
    """A command was used wrongly; the exit code is 2."""


class Parser(ArgumentParser):
    """A parser that reports wrong use in one line that says what to do, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2 and one line on standard error."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def seed(text: str) -> int:
    """Read a seed: a whole number that a save can hold."""
    number = int(text)
    if not 0 <= number < 1 << 63:
        raise ValueError(text)
    return number


def games(text: str) -> int:
    """Read how many games are to be played."""
    number = int(text)
    if not 1 <= number <= 100_000:
        raise ValueError(text)
    return number


games.__name__ = "number of games"  # as argparse has it in "invalid … value"


def between(least: float, most: float, name: str) -> Callable[[str], float]:
    """Return a reader of numbers within limits."""

    def read(text: str) -> float:
        number = float(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    read.__name__ = f"{name} from {least:g} to {most:g}"
    return read


def add_scenario(parser: ArgumentParser, *, required: bool = True) -> None:
    """Add the argument that names a scenario."""
    action = parser.add_argument(
        "scenario", nargs=None if required else "?", help="a scenario's id, or the path of a file"
    )
    _completions.mark(action, _completions.SCENARIO)


def add_game(parser: ArgumentParser) -> None:
    """Add the argument that names a saved game."""
    action = parser.add_argument(
        "game",
        metavar="ID",
        help="a game's id, a share code, a .frank file, or - to read a code from standard input",
    )
    _completions.mark(action, _completions.GAME)


def add_format(parser: ArgumentParser) -> None:
    """Add the options of a document: its format, and a file for it."""
    parser.add_argument(
        "--format",
        choices=("txt", "md", "html", "json"),
        default="txt",
        help="the format of the document (default: txt)",
    )
    action = parser.add_argument("--out", metavar="FILE", help="a new file (default: standard output)")
    _completions.mark(action, _completions.FILE)


def add_json(parser: ArgumentParser) -> None:
    """Add the option that prints for programs."""
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def add_store(parser: ArgumentParser) -> None:
    """Add the option that names a store."""
    parser.add_argument(
        "--store",
        metavar="URL",
        help="where games are saved: sqlite:///path or postgresql://… (default: FRANK_STORE, or your data directory)",
    )


def print_document(make: Callable[[Saved, Resumed, str], str], options: Namespace) -> int:
    """Print a saved game as a document, or write it to a new file.

    Args:
        make: returns the document in a format.
        options: of the command; see :func:`add_game`, :func:`add_format` and :func:`add_store`.

    Returns:
        1 if some of the game's moves do not fit its scenario any more, else 0.
    """
    from contextlib import nullcontext

    from game.export.new_file import new_file
    from game.match.lookup import replay_game

    with new_file(options.out) if options.out else nullcontext(sys.stdout) as target:
        saved, resumed = replay_game(options.game, options.store)
        print(make(saved, resumed, options.format), file=target)
    if resumed.missing:
        print(resumed.missing, file=sys.stderr)
    return 0 if resumed.complete else 1


def in_terminal() -> bool:
    """Return whether the app can be shown: Textual hangs where there is no terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def run_app(command: str = "", url: str | None = None, **options: Any) -> int:
    """Run the app, and return its exit code: 1 if something failed, 128 and its number after a signal.

    Args:
        command: the name of the command, for the report of a crash.
        url: the store's URL, if one was named.
        options: those of :class:`game.screens.app.FrankApp`.
    """
    if os.environ.get("NO_COLOR"):
        # no-color.org. Textual's own greys are hard to read; the terminal's colours are not.
        os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")
    from game.screens.app import FrankApp
    from game.store.preferences import default_path

    app = FrankApp(preferences_path=default_path(), **options)
    try:
        app.run()
    except Exception as error:  # while the app was ending
        app.failure, app.failed = app.failure or error, True
    for text in app.farewells():
        print(text, file=sys.stderr)
    if app.failed:
        print(_crash_line(app, command, url), file=sys.stderr)
        return 1
    return 1 if app.return_code is None else app.return_code


def _crash_line(app: FrankApp, command: str, url: str | None) -> str:
    """Write the report of a crash, and return one line: what happened, what is saved, where the report is."""
    from game.store import crash

    try:
        report = f"A report is in {crash.write_report(app.failure, command)}."
    except OSError as error:
        report = f"No report could be written: {error.strerror}."
    name = f"frank {command}".strip()
    return (
        f"{name}: an error ended the app: {crash.summary(app.failure)}. {_what_is_saved(app, url)} {report}"
    )


def _what_is_saved(app: FrankApp, url: str | None) -> str:
    import shlex

    from game.store.address import SCHEME

    match = app.last_match
    if match is None or not match.autosave.id:
        return "Saved games are unharmed; frank sessions lists them."
    how = f"frank play --resume {match.autosave.id}"
    if url is not None:  # the address of a server may contain a password
        how += f" --store {shlex.quote(url)}" if url.startswith(SCHEME) else ", with the same --store,"
    kept = "is saved in part" if match.autosave.unsaved else "is saved"
    return f"Your game {kept}; {how} resumes it."


def open_store(url: str | None = None) -> Store:
    """Open the store of games; see :func:`game.store.open_store`. Raises StoreError."""
    from game.store import open_store

    return open_store(url)


def store_or_warning(url: str | None) -> tuple[Store | None, str]:
    """Return the store, or None and why there is none: the game can be played all the same."""
    from game.store import StoreError

    try:
        return open_store(url), ""
    except StoreError as error:
        return None, f"{error} (this game will not be saved)"


def own_path(name: str) -> str:
    """Return the absolute path of a scenario that is not shipped, as a save holds it, else an empty string.

    With it, a game can be resumed from any directory.
    """
    from game.scenario import library
    from game.store.paths import saved_form

    path = library.find(name)
    return "" if path.parent == library.directory() else saved_form(os.path.abspath(path))
