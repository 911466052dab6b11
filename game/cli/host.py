"""``frank host``: a room for a class."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _common, _completions
from game.cli._common import UsageError

SUMMARY = "Open a room for a class, whose students sit in browsers"
EXAMPLE = "frank host two-days-in-beijing --tables 6 --lan"


def _tables(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 50:
        raise ValueError(text)
    return number


_tables.__name__ = "number of tables"  # as argparse has it in "invalid … value"
_days = _common.between(0, 36_500, "days")
_minutes = _common.between(1, 600, "minutes")
_seconds = _common.between(0, 3600, "seconds")
_speed = _common.between(1, 1000, "speed")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the scenario, and the options of the room, its clock and its server."""
    _common.add_scenario(parser, required=False)
    parser.add_argument("--tables", type=_tables, default=1, metavar="N", help="how many tables (default: 1)")
    parser.add_argument("--resume", action="store_true", help="open the last room again, as it was")
    _add_room(parser)
    _add_clock(parser)
    _add_server(parser)
    _common.add_store(parser)


def _add_room(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--choose", action="store_true", help="let students choose their delegation (default: assign them)"
    )
    parser.add_argument(
        "--send",
        choices=("majority", "head", "anyone"),
        default="majority",
        help="who decides what a delegation says: more than half of those present (default), "
        "its head, or whoever speaks first",
    )
    parser.add_argument(
        "--stand-in",
        action="store_true",
        help="let the computer replace a delegation when nobody in it is present (default: its turn is skipped)",
    )
    parser.add_argument(
        "--seed", type=_common.seed, help="the seed of all tables (default: a new one each time)"
    )
    parser.add_argument(
        "--keep-days",
        type=_days,
        metavar="N",
        help="delete rooms that were last open N days ago or more, with their games (default: keep all)",
    )


def _add_clock(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--minutes", type=_minutes, metavar="M", help="minutes of play (default: those of the scenario)"
    )
    parser.add_argument(
        "--lesson",
        type=_minutes,
        metavar="M",
        help="minutes until the bell; a third is reserved for the debrief",
    )
    parser.add_argument(
        "--turn",
        type=_seconds,
        default=120,
        metavar="S",
        help="seconds for a turn (default: 120; 0: no limit)",
    )
    parser.add_argument("--no-clock", dest="clock", action="store_false", help="play without a clock")
    parser.add_argument(
        "--speed", type=_speed, default=1, metavar="X", help="run the clock X times as fast, to rehearse"
    )


def _add_server(parser: ArgumentParser) -> None:
    parser.add_argument("--lan", action="store_true", help="let other machines of your network connect")
    parser.add_argument("--port", type=int, default=8000, help="the port of this machine (default: 8000)")
    cert = parser.add_argument(
        "--cert", metavar="FILE", help="serve over https with this certificate; needs --key"
    )
    key = parser.add_argument("--key", metavar="FILE", help="the key of the certificate")
    for action in (cert, key):
        _completions.mark(action, _completions.FILE)
    parser.add_argument(
        "--address",
        metavar="URL",
        help="the address that students type, if it is not one of this machine (behind a reverse proxy)",
    )
    parser.add_argument(
        "--most",
        type=_tables,
        metavar="N",
        help="with a store in PostgreSQL: serve at most N tables here while another frank host serves the room too",
    )


def run(options: Namespace) -> int:
    """Serve the room until it is interrupted."""
    if bool(options.scenario) == options.resume:
        raise UsageError("name a scenario, or open the last room again with --resume")
    if bool(options.cert) != bool(options.key):
        raise UsageError("--cert and --key go together")
    import random

    from game.classroom.hosting import Hosting, host

    if options.seed is None:
        options.seed = random.randrange(_common.SEEDS)
    choices = Hosting(**{name: getattr(options, name) for name in Hosting._fields})
    path = _common.own_path(options.scenario) if options.scenario else ""
    return host(options.scenario, choices, url=options.store, path=path, out=sys.stdout)
