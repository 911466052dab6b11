"""How fast an author is answered: ``python -m tests.bench.workshop``.

``frank check`` of a scenario of five thousand lines beside yamllint and check-jsonschema on the same file, each a
process of its own, in turns; and how long ``frank watch`` takes from a save to the table with forty moves played again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from game.scenario import library
from game.scenario.reading.read import read
from game.workshop.rehearsal import Rehearsal
from tests.bench.screens import Row, table

RELOAD_AIM = 500.0
_ITEMS = 6
_SCHEMA = "frank-exchange.schema.json"
_DELEGATION = """  {side}:
    name: The delegation of {name}
    short: {name}
    colour: {colour}
    brief: You live by the river.
    instructions: Bring home one result.
    interests:
      {side}-need: {{text: We need the river.}}
    objectives:
      {side}-heard: {{text: We are heard., points: 3, when: {{stands: {side}-thesis-0-0}}, interest: {side}-need}}
"""


def large(lines: int) -> str:
    """A scenario of at least so many lines without any problem.

    Args:
        lines: of the file.
    """
    parts = [
        "format: 1\nid: large\ntitle: A large one\nminutes: 25\nsummary: Much to say.\nturns: 4\nsources:\n"
        "  study: {title: A study, publisher: An institute, date: '2020', kind: study}\ndelegations:\n",
        _DELEGATION.format(side="arlen", name="Arlen", colour="blue"),
        _DELEGATION.format(side="brisa", name="Brisa", colour="green"),
        "agenda:\n",
        *(f"  - {{id: item-{item}, title: Item {item}}}\n" for item in range(_ITEMS)),
        "claims:\n",
    ]
    size, number = sum(part.count("\n") for part in parts), 0
    while size < lines - 20:
        for item in range(_ITEMS):
            for side, other in (("arlen", "brisa"), ("brisa", "arlen")):
                parts.append(
                    f"  {side}-thesis-{item}-{number}:\n    by: {side}\n    item: item-{item}\n    lines:\n"
                    f"      cordial: We would gladly show what we mean by point {number} of item {item}.\n"
                    f"      frank: Point {number} of item {item} holds.\n"
                    f"      forceful: Whoever denies point {number} has not looked.\n    source: study p. {number}\n"
                    f"    rebuts: [{other}-thesis-{item}-{number + 1 if side == 'arlen' else number}]\n"
                    f"  {side}-reason-{item}-{number}:\n    by: {side}\n    item: item-{item}\n"
                    f"    lines: {{frank: It was measured {number} times.}}\n    source: study p. {number}\n"
                    f"    supports: [{side}-thesis-{item}-{number}]\n"
                )
                size += parts[-1].count("\n")
        number += 1
    for item in range(_ITEMS):  # what the last arrows point at, and what attacks the first
        for side, other in (("arlen", "brisa"), ("brisa", "arlen")):
            parts.append(
                f"  {side}-thesis-{item}-{number}:\n    by: {side}\n    item: item-{item}\n"
                f"    lines: {{cordial: The end., frank: The end., forceful: The end.}}\n    source: study p. 1\n"
                f"    rebuts: [{other}-thesis-{item}-{0 if side == 'arlen' else number}]\n"
            )
    parts.append(
        "endings:\n  - {id: broken, title: Broken off, text: It broke off., when: {ended: suspended}}\n"
    )
    parts.append("  - {id: end, title: The end, text: It is over.}\n")
    return "".join(parts)


def _timed(words: Sequence[str]) -> float:
    """How long a process takes, in milliseconds."""
    begin = perf_counter()
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, f"{words[2]}: {done.stderr}"
    return 1000 * (perf_counter() - begin)


def check(place: Path, lines: int, repeats: int) -> list[Row]:
    """The three programs on one large file."""
    file, schema = place / "large.yaml", library.directory() / _SCHEMA
    file.write_text(large(lines), encoding="utf-8")
    python = sys.executable
    jobs = {
        "frank check": [python, "-m", "game", "check", str(file)],
        "yamllint": [python, "-m", "yamllint", "-d", "relaxed", str(file)],
        "check-jsonschema": [python, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)],
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(repeats):
        for name, words in jobs.items():
            times[name].append(_timed(words))
    found = {name: median(all_) for name, all_ in times.items()}
    both = found["yamllint"] + found["check-jsonschema"]
    beside = f"yamllint {found['yamllint']:.0f} + check-jsonschema {found['check-jsonschema']:.0f} ms"
    ratio = found["frank check"] / both
    name = f"frank check, {file.read_text().count(chr(10))} lines"
    return [Row(name, found["frank check"], "ms", beside, ratio, "1.0x", ratio < 1)]


def reload(place: Path, repeats: int) -> Row:
    """From a save to the table, beside reading the file alone."""
    file = place / "two-days-in-beijing.yaml"
    file.write_bytes(library.find(file.stem).read_bytes())
    rehearsal = Rehearsal(file)
    rehearsal.reload()
    for _ in range(40):
        rehearsal.help_on()
    steps = len(rehearsal.steps)
    mine, other = [], []
    for _ in range(repeats):
        begin = perf_counter()
        rehearsal.reload()
        mine.append(1000 * (perf_counter() - begin))
        begin = perf_counter()
        assert read(file).scenario is not None
        other.append(1000 * (perf_counter() - begin))
    assert len(rehearsal.steps) == steps
    value, alone = median(mine), median(other)
    return Row(
        f"frank watch, a save, {steps} steps", value, "ms", f"reading the file {alone:.0f} ms", value / alone,
        f"{RELOAD_AIM:.0f} ms", value < RELOAD_AIM,
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all, and print it.

    Args:
        arguments: of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench.workshop", description=__doc__)
    parser.add_argument("--lines", type=int, default=5000, help="of the scenario (5000)")
    parser.add_argument("--repeats", type=int, default=5, help="in turns (5)")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        print(table([*check(Path(name), asked.lines, asked.repeats), reload(Path(name), asked.repeats)]))


if __name__ == "__main__":
    main()
