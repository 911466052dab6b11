"""The ``playtest`` command."""

from __future__ import annotations

import json
from typing import TextIO

from game.playtest.report import lines, summary
from game.playtest.runs import pairs, run
from game.scenario import library
from game.scenario.reading import read


def playtest(
    name: str,
    *,
    games: int,
    seed: int,
    personas: list[str] | None = None,
    as_json: bool = False,
    workers: int = 0,
    out: TextIO,
) -> int:
    """Play many games of a scenario and print what they show.

    Args:
        name: a scenario's id or path.
        games: games of each pair of personas.
        seed: of the first game.
        personas: who plays; all of them if None.
        as_json: print JSON instead of lines.
        workers: processes; 0 for one per core.
        out: where to print.

    Returns:
        0.

    Raises:
        ScenarioError: the scenario is unknown or faulty.
    """
    scenario = read.load(library.find(name))
    cells = run(scenario, pairs(personas), games, seed, workers)
    figures = summary(cells, [ending.id for ending in scenario.endings])
    if as_json:
        json.dump(figures, out, indent=2)
        out.write("\n")
    else:
        out.write("\n".join(lines(figures)) + "\n")
    return 0
