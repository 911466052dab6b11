"""``frank play``: a game in the app, or as numbered lines."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from game.cli import _common
from game.cli._common import UsageError

SUMMARY = "Play a game in the app or as lines, watch one, or resume one"
EXAMPLE = "frank play two-days-in-beijing --watch --plain --seed 7"


def add_arguments(parser: ArgumentParser) -> None:
    """Add what is played, by whom and how."""
    from game.delegates import PERSONA_NAMES

    _common.add_scenario(parser, required=False)
    parser.add_argument(
        "--as", dest="side", metavar="SIDE", help="the delegation you play (default: the first)"
    )
    parser.add_argument(
        "--against",
        choices=(*PERSONA_NAMES, "person"),
        default="pragmatist",
        help="who plays the other delegation (default: pragmatist)",
    )
    parser.add_argument(
        "--seed", type=_common.seed, help="makes the game repeatable (default: a new seed each time)"
    )
    parser.add_argument("--plain", action="store_true", help="play as numbered lines instead of in the app")
    parser.add_argument("--watch", action="store_true", help="let the computer play your side too")
    parser.add_argument(
        "--played-by",
        choices=PERSONA_NAMES,
        default="pragmatist",
        help="with --watch: who plays your side (default: pragmatist)",
    )
    parser.add_argument(
        "--resume", metavar="ID", help="resume a saved game; takes no scenario and no other choices"
    )
    _common.add_store(parser)


def run(options: Namespace) -> int:
    """Play; return 1 if the game was left unfinished."""
    return _resume(options) if options.resume else _play(options)


def _play(options: Namespace) -> int:
    import random

    from game.match.match import PERSON, set_up
    from game.scenario import library
    from game.scenario.reading import read

    if not options.scenario:
        raise UsageError("name a scenario, or a game with --resume (see frank play --help)")
    scenario = read.load(library.find(options.scenario))
    sides = list(scenario.delegations)
    side = options.side or sides[0]
    if side not in sides:
        raise UsageError(f"--as {side}: this scenario has {' and '.join(sides)}")
    if options.watch and options.against == PERSON:
        raise UsageError("--watch lets computers play; leave out --against person")
    seed = options.seed if options.seed is not None else random.randrange(_common.SEEDS)
    mine = options.played_by if options.watch else PERSON
    personas = (mine, options.against) if side == sides[0] else (options.against, mine)
    store, warning = _common.store_or_warning(options.store)
    match = set_up(scenario, seed, personas, store, path=_common.own_path(options.scenario))
    if not options.plain and _common.in_terminal():
        return _common.run_app("play", options.store, match=match, store=store, warning=warning)
    from game.plain.game import PlainGame

    if warning:
        print(f"frank play: {warning}", file=sys.stderr)
    print(f"(seed {seed})")
    return PlainGame(match, sys.stdin, sys.stdout).run()


def _resume(options: Namespace) -> int:
    if options.scenario:
        raise UsageError("--resume goes on with a saved game; leave out the scenario")
    store = _common.open_store(options.store)
    saved = store.load(options.resume.strip().lower())
    if not options.plain and _common.in_terminal():
        return _common.run_app("play", options.store, store=store, start=lambda app: app.take_up(saved.id))
    from game.match.match import resume_match
    from game.plain.game import PlainGame

    match, missing = resume_match(store, saved)
    if missing:
        print(f"frank play: {missing}", file=sys.stderr)
    return PlainGame(match, sys.stdin, sys.stdout).run()
