"""The report of a crash: one file in the data directory, for whoever is to mend the game.

It has the traceback and the versions. It has no values of variables, no words of the command and no environment:
a store's address may contain a password, and a game has a player's own words.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from game import __version__
from game.scenario.text import clean, one_line

FILE = "crash.txt"
_PRIVATE_DIRECTORY, _PRIVATE_FILE = 0o700, 0o600


def summary(error: BaseException | None) -> str:
    """Return what happened and where, in one line."""
    if error is None:
        return "something in the terminal failed"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _ours(frame.filename)] or list(frames)
    where = f" in {_place(ours[-1].filename)}, line {ours[-1].lineno}" if ours else ""
    reason = one_line(str(error), 120)
    return f"{type(error).__name__}{where}{f': {reason}' if reason else ''}"


def write_report(error: BaseException | None, command: str) -> Path:
    """Write the report in place of the one before, and return its path.

    Args:
        error: the exception; None if there was none.
        command: the name of the command, without its arguments.

    Raises:
        OSError: it cannot be written.
    """
    from platformdirs import user_data_path

    path = user_data_path("frank-exchange", appauthor=False) / FILE
    path.parent.mkdir(mode=_PRIVATE_DIRECTORY, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE)
    with open(handle, "w", encoding="utf-8", errors="replace") as stream:
        stream.write(_report(error, command))
    return path


def _report(error: BaseException | None, command: str) -> str:
    lines = [
        f"Frank Exchange {__version__}, command: {command or '(none)'}",
        f"Python {platform.python_version()} on {platform.platform()}, Textual {_version('textual')}",
        f"TERM={os.environ.get('TERM', '')}, TERM_PROGRAM={os.environ.get('TERM_PROGRAM', '')}",
        "",
    ]
    if error is not None:
        lines += "".join(traceback.format_exception(error)).splitlines()
    text = clean("\n".join(lines)) + "\n"
    return text.replace(os.path.expanduser("~") + os.sep, f"~{os.sep}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _ours(name: str) -> bool:
    return os.path.abspath(name).startswith(str(Path(__file__).parents[1]) + os.sep)


def _place(name: str) -> str:
    """Return the end of a path: the package and the module."""
    for directory in sys.path:
        if directory and name.startswith(directory + os.sep):
            return name[len(directory) + 1 :]
    return os.path.basename(name)
