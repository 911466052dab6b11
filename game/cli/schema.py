"""``frank schema``: the JSON Schema of scenario files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

SUMMARY = "Print the JSON Schema that editors use"
EXAMPLE = "frank schema"


def add_arguments(parser: ArgumentParser) -> None:
    """Add nothing."""


def run(options: Namespace) -> int:
    """Print the schema."""
    from game.scenario.format.schema import text

    sys.stdout.write(text())
    return 0
