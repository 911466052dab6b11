"""The command ``frank``: one file a command, each with SUMMARY, EXAMPLE, ``add_arguments`` and ``run``.

A command imports its room only when it runs, so that none waits for another's imports.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from game import FrankError, __version__


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
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()  # here, where a reader that has left can still be forgiven
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except OSError as error:
        # A buffer may still hold output: send it nowhere, or the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 0  # the reader has left, as `frank … | head` does
        print(f"frank: {error.strerror or error}", file=sys.stderr)
        return 1


def _open_streams() -> None:
    """Replace a closed stream, and let no character that a stream cannot write raise an error."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(words: Sequence[str]) -> int:
    if list(words) == ["--version"]:
        print(f"frank-exchange {__version__}")
        return 0
    if not words:
        return _home()
    from game.cli._parser import command, overview, parse

    if words[0] in ("-h", "--help"):
        print(overview())
        return 0
    options = parse(words)
    try:
        return command(options.command).run(options)
    except FrankError as error:
        return _failed(options.command, error)


def _failed(name: str, error: FrankError) -> int:
    from game.cli._common import UsageError
    from game.scenario.problems import ScenarioError

    # A problem of a scenario begins with its place, which editors and people look for at the start of the line.
    print(error if isinstance(error, ScenarioError) else f"frank {name}: {error}", file=sys.stderr)
    return 2 if isinstance(error, UsageError) else 1


def _home() -> int:
    """Open the app; without a terminal, say how to play."""
    from game.cli import _common

    if _common.in_terminal():
        return _common.run_app(opening=_common.open_store)
    from game.cli.scenarios import lines
    from game.scenario.library import headings

    print("The app needs a terminal. To play here, as numbered lines:")
    print("  frank play two-days-in-beijing --plain")
    print("Scenarios:", *lines(headings()), sep="\n")
    return 0
