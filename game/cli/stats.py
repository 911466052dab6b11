"""``frank stats``: a scenario in figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from game.cli import _common

SUMMARY = "Print a scenario in figures"
EXAMPLE = "frank stats my-scenario.yaml"


def add_arguments(parser: ArgumentParser) -> None:
    """Add the scenario, and how many games to play."""
    _common.add_scenario(parser)
    parser.add_argument(
        "--play",
        type=_common.games,
        default=0,
        metavar="GAMES",
        help="also simulate this many games and print one for each ending that was reached",
    )
    _common.add_json(parser)


def run(options: Namespace) -> int:
    """Print the figures."""
    import json

    from game.scenario import library
    from game.scenario.reading import read
    from game.scenario.reading.nodes import parse
    from game.workshop.stats import lines, stats

    path = library.find(options.scenario)
    scenario = read.load(path)
    figures = stats(scenario, parse(path.read_bytes(), str(path)))
    if options.play:
        from game.workshop.coverage import share_code, witnesses

        figures["endings reached"] = {
            ending: share_code(scenario, witness) if witness else "by no game"
            for ending, witness in witnesses(scenario, options.play).items()
        }
    print(json.dumps(figures, indent=2, ensure_ascii=False) if options.json else "\n".join(lines(figures)))
    return 0
