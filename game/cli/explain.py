"""``frank explain``: what a code of ``frank check`` means."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "Explain a code of frank check"
EXAMPLE = "frank explain FE401"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the code."""
    parser.add_argument("code", nargs="?", help="such as FE401, or 401 (default: list all codes)")
    _common.add_json(parser)


def run(options: Namespace) -> int:
    """Print the page of a code, or the list of all."""
    from game.scenario.explain import explain

    return explain(options.code, as_json=options.json, out=sys.stdout, err=sys.stderr)
