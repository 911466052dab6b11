"""Running ``frank`` in this process."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from game.cli import main


class Output(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def frank(*words: object) -> Output:
    """Run a command line; the words after ``frank`` are turned into text."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Output(code, out.getvalue(), err.getvalue())
