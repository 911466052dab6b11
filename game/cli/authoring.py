"""The commands of an author, without their parsing: `graph`, `stats` and `test`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from game.scenario import library
from game.scenario.problems import ScenarioError
from game.scenario.reading import read
from game.scenario.text import clean, one_line

if TYPE_CHECKING:
    from game.scenario.format.model import Scenario
    from game.workshop.coverage import Witness
    from game.workshop.regression import Result


NO_TEST = "No test was run: frank test --record ID makes one of a kept game; frank sessions lists them."


def graph(name: str, *, form: str, out: TextIO) -> int:
    """Draw the arguments of a scenario.

    Args:
        name: a scenario's id or path.
        form: one of :data:`game.workshop.graph.FORMATS`.
        out: where to print.

    Returns:
        0, or 1 where the format needs a program that is not here.

    Raises:
        ScenarioError: the scenario is unknown or faulty.
    """
    from game.workshop.graph import GraphError, argument_graph, draw

    try:
        out.write(draw(argument_graph(read.load(library.find(name))), form))
    except GraphError as error:
        print(f"frank graph: {error}", file=sys.stderr)
        return 1
    return 0


def watch(name: str, *, seed: int) -> int:
    """Open the app on a scenario that is being written.

    Args:
        name: a scenario's id, or a path; what lies there may have errors, or not be there yet.
        seed: of the game.

    Returns:
        The exit code of the app.

    Raises:
        ScenarioError: nothing is called so.
    """
    from game.screens.app import FrankApp
    from game.store.preferences import default_path
    from game.workshop.rehearsal import Rehearsal
    from game.workshop.watch import WatchScreen

    rehearsal = Rehearsal(library.find(name), seed)
    app = FrankApp(kept=default_path(), start=lambda app: app.push_screen(WatchScreen(rehearsal)))
    app.run()
    return app.return_code or 0


def stats(name: str, *, as_json: bool, play: int = 0, out: TextIO) -> int:
    """Print a scenario in figures; if it is played too, with a game for each ending that was reached.

    Args:
        name: a scenario's id or path.
        as_json: print JSON.
        play: how many games are played to look for the endings.
        out: where to print.

    Returns:
        0.

    Raises:
        ScenarioError: the scenario is unknown or faulty.
    """
    from game.scenario.reading.nodes import parse
    from game.workshop import stats as figures

    path = library.find(name)
    scenario = read.load(path)
    found = figures.stats(scenario, parse(path.read_bytes(), str(path)))
    if play:
        from game.workshop.coverage import witnesses

        found["endings reached"] = {
            key: _witness(scenario, one) for key, one in witnesses(scenario, play).items()
        }
    text = json.dumps(found, indent=2, ensure_ascii=False) if as_json else "\n".join(figures.lines(found))
    print(text, file=out)
    return 0


def _witness(scenario: Scenario, witness: Witness | None) -> str:
    """A game that reached an ending, as the code that ``frank replay`` opens."""
    from game.store import Saved, SavedMove
    from game.store.digest import content_hash
    from game.store.share import encode

    if witness is None:
        return "by no game"
    moves = tuple(SavedMove(key) for key in witness.moves)
    return encode(Saved("", scenario.id, content_hash(scenario), witness.seed, witness.personas, moves=moves))


def test(paths: list[str], *, as_json: bool, out: TextIO) -> int:
    """Run the regression tests of scenarios.

    Args:
        paths: ids, scenario files, files of tests or directories; all that are shipped if empty.
        as_json: print JSON.
        out: where to print.

    Returns:
        0 if all pass, 1 if one fails, a file is faulty, or there is none.
    """
    from game.table.compiled import compile_scenario
    from game.workshop.regression import read_trials, run

    rows: list[tuple[str, Result]] = []
    problems: list[str] = []
    for file in _files(paths or [str(library.directory())], problems):
        try:
            trials, document, found = read_trials(file.read_bytes(), str(file))
        except OSError as error:
            problems.append(f"{file}: {error.strerror or error}")
            continue
        problems += map(str, found)
        if trials is None:
            continue
        try:
            scenario = read.load(_scenario_of(file, trials.scenario))
        except ScenarioError as error:
            problems += map(str, error.problems)
            continue
        rows += [(str(file), one) for one in run(trials, document, compile_scenario(scenario))]
    failed = [row for row in rows if row[1].fault]
    if as_json:
        report = {
            "tests": [{"file": where, **vars(one)} for where, one in rows],
            "failed": len(failed),
            "problems": problems,
        }
        print(json.dumps(report, indent=2, ensure_ascii=False), file=out)
    else:
        for problem in problems:
            print(clean(problem), file=out)
        for where, one in failed:
            print(clean(f"{where}:{one.line}:{one.column}: failed: {one.name}: {one.fault}"), file=out)
        count = f"{len(rows)} test{'' if len(rows) == 1 else 's'}"
        print(
            f"{count}: {f'{len(failed)} failed' if failed else 'all passed'}" if rows else NO_TEST,
            file=out,
        )
    return 1 if failed or problems or not rows else 0


def _files(paths: list[str], problems: list[str]) -> list[Path]:
    """The files of tests that are meant."""
    found: dict[Path, None] = {}
    for name in paths:
        place = Path(name)
        if place.is_dir():
            found.update(dict.fromkeys(sorted(place.glob(f"*{library.TESTS}"))))
        elif name.endswith(library.TESTS):
            found[place] = None
        else:
            try:
                file = library.find(name)
            except ScenarioError as error:
                problems += map(str, error.problems)
                continue
            beside = file.with_name(file.stem + library.TESTS)
            if beside.is_file():
                found[beside] = None
            else:
                problems.append(f"{one_line(str(file), 200)}: there is no {beside.name} beside it")
    return list(found)


def _scenario_of(file: Path, id: str) -> Path:  # noqa: A002 - it is one
    """The scenario that a file of tests is about: beside it, else the shipped one."""
    beside = file.with_name(file.name.removesuffix(library.TESTS) + ".yaml")
    return beside if beside.is_file() else library.find(id)


def record(word: str, *, name: str, path: str | None, url: str | None, out: TextIO) -> int:
    """Write a kept game as a regression test.

    Args:
        word: a game's id, a share code or a ``.frank`` file.
        name: what the test is about; empty for the name of the game, or how it ended.
        path: of the file of tests; None for the one beside the scenario's own file, or in the current directory.
        url: of the store; None for the usual one.
        out: where to say what was written.

    Returns:
        0.

    Raises:
        StoreError: there is no such game, it does not fit its scenario any more, or the file cannot be written.
        ShareError: the code cannot be read.
        ScenarioError: the scenario does not hold any more.
    """
    from game.match.lookup import replay_game
    from game.store import StoreError
    from game.workshop.recording import add

    saved, found = replay_game(word, url)
    if not found.complete:
        raise StoreError(found.missing)
    ended = f"It ends with {saved.ending}" if saved.ending else f"The first {len(saved.moves)} moves"
    beside = Path(saved.path).parent if saved.path else Path()
    target = Path(path) if path else beside / f"{saved.scenario}{library.TESTS}"
    called = name or saved.name or ended
    add(target, found.session, one_line(called, 80))
    print(f"{one_line(str(target), 200)}: “{one_line(called, 80)}” added, {len(saved.moves)} moves", file=out)
    return 0
