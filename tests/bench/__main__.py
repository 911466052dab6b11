"""Run the benchmark: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Sequence
from time import perf_counter

from game.table.compiled import compile_scenario
from tests.bench import ours, peers, report
from tests.bench.timing import Subject, measure, one_core

FACTORS = {peers.CHESS: 3.0, peers.PETTINGZOO: 3.0}
"""How many times as fast ours has to be; for the C++ bargaining it is enough to be ahead."""


def _factor(peer: peers.Peer) -> float | None:
    return 1.0 if "bargaining" in peer.name else FACTORS.get(peer.package)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all, and print it.

    Args:
        arguments: of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4, help="processor time of one spell (0.4)")
    parser.add_argument("--repeats", type=int, default=7, help="spells of each, in turns (7)")
    parser.add_argument("--warm-up", type=int, default=ours.WARM_UP, help="games played before (1000)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args(arguments)

    scenarios = ours.scenarios()
    mine = [one for name, it in scenarios.items() for one in ours.subjects(name, it, asked.warm_up)]
    others = [(peer, peers.subject(peer)) for peer in (*peers.PEERS, peers.GROUNDED)]
    installed = [(peer, subject) for peer, subject in others if subject is not None]
    everything: list[Subject] = [*mine, ours.labelling(), *(subject for _, subject in installed)]
    speeds = measure(everything, asked.seconds, asked.repeats)

    first, standing = speeds[0], speeds[len(mine)]
    of_peer = {peer.name: speed for (peer, _), speed in zip(installed, speeds[len(mine) + 1 :], strict=True)}
    rows = [
        report.own(first, subject.name, speed, judged=subject.name.endswith(", warm"))
        for subject, speed in zip(mine, speeds, strict=False)
    ]
    rows += [report.against(first, peer.name, of_peer.get(peer.name), _factor(peer)) for peer in peers.PEERS]
    grounded = report.Row(peers.GROUNDED.name, of_peer.get(peers.GROUNDED.name))
    about: dict[str, object] = {"python": platform.python_version(), **peers.versions()}
    for name, scenario in scenarios.items():
        begin = perf_counter()
        compile_scenario(scenario)
        about[f"{name} compiled in ms"] = round(1000 * (perf_counter() - begin), 1)
    if asked.json:
        print(report.as_json(rows, [report.Row("standing", standing), grounded], about))
        return
    print(", ".join(f"{what} {value}" for what, value in about.items()))
    print(report.table(rows))
    print(report.standing_table(standing, grounded, ours.ARGUMENTS))


if __name__ == "__main__":
    one_core()
    main()
