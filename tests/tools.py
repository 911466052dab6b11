"""Other people's programs that read what we write. Where they are missing a test is skipped, or fails if it must run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

NODE = Path(__file__).parent / "node"
"""Small programs around packages from npm; ``npm install`` in it gets those."""

REQUIRE_NODE, REQUIRE_GRAPHVIZ = "FRANK_REQUIRE_NODE", "FRANK_REQUIRE_GRAPHVIZ"
REQUIRE_BROWSER = "FRANK_REQUIRE_BROWSER"
"""Environment variables: if set, a missing program is a failure, as where all is meant to run."""


def missing(what: str, variable: str) -> NoReturn:
    """Skip the test for want of a program, or fail where the environment demands it."""
    if os.environ.get(variable):
        pytest.fail(f"{what} is missing, and {variable} is set")
    pytest.skip(f"{what} is missing")


def node(script: str, text: str) -> Any:
    """What a script of :data:`NODE` prints about a text, read as JSON."""
    program = shutil.which("node")
    if program is None or not (NODE / "node_modules").is_dir():
        missing("node, or `npm install` in tests/node", REQUIRE_NODE)
    done = subprocess.run(
        [program, str(NODE / script)], input=text, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{script} refuses it:\n{done.stderr[:2000]}"
    return json.loads(done.stdout)


def dot(text: str, form: str) -> str:
    """What Graphviz makes of a digraph."""
    program = shutil.which("dot")
    if program is None:
        missing("Graphviz", REQUIRE_GRAPHVIZ)
    done = subprocess.run(
        [program, f"-T{form}"], input=text, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"dot refuses it:\n{done.stderr[:2000]}"
    return done.stdout


_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def browser() -> str:
    """Where Chromium is."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("Chromium", REQUIRE_BROWSER)
    return program


def chromium(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page in headless Chromium with a profile of its own; it goes when this returns."""
    program = browser()
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, *_QUIET, f"--user-data-dir={profile}", *options, page.as_uri()],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
