"""``frank playtest``: many games between computers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "Let computers play many games, and print the figures"
EXAMPLE = "frank playtest two-days-in-beijing --games 100 --seed 1"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the scenario, how many games, and who plays."""
    from game.delegates import PERSONA_NAMES

    _common.add_scenario(parser)
    parser.add_argument(
        "--games", type=_common.games, default=40, help="games of each pair of personas (default: 40)"
    )
    parser.add_argument(
        "--seed", type=_common.seed, default=1, help="the seed of the first game (default: 1)"
    )
    parser.add_argument(
        "--personas", nargs="+", choices=PERSONA_NAMES, help="who plays (default: all, and two probes)"
    )
    _common.add_json(parser)


def run(options: Namespace) -> int:
    """Play the games and print what they show."""
    import json

    from game.playtest.report import lines, summary
    from game.playtest.runs import pairs, run
    from game.scenario import library
    from game.scenario.reading import read

    scenario = read.load(library.find(options.scenario))
    cells = run(scenario, pairs(options.personas), options.games, options.seed)
    figures = summary(cells, [ending.id for ending in scenario.endings])
    print(json.dumps(figures, indent=2) if options.json else "\n".join(lines(figures)))
    return 0
