"""The regression tests of many scenarios: finding the files, running them, reporting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from game.scenario import library
from game.scenario.problems import ScenarioError
from game.scenario.reading import read
from game.scenario.text import clean, decodable, one_line
from game.table.compiled import compile_scenario
from game.workshop.regression import Result, read_tests, run

NO_TEST = "No test was run: frank test --record ID records a saved game as a test; frank sessions lists them."


class Report(NamedTuple):
    """The results of the tests of all files."""

    results: list[tuple[Path, Result]]
    """Each with its file."""
    problems: list[str]
    """Files that could not be run, each in a line."""

    @property
    def failed(self) -> list[tuple[Path, Result]]:
        """The tests that failed."""
        return [(file, result) for file, result in self.results if result.fault]

    @property
    def passed(self) -> bool:
        """Whether there are tests, and all passed."""
        return bool(self.results) and not self.failed and not self.problems


def run_files(paths: Sequence[str]) -> Report:
    """Run the regression tests of scenarios.

    Args:
        paths: ids, scenario files, files of tests or directories; all that are shipped if empty.
    """
    report = Report([], [])
    for file in _files(paths or [str(library.directory())], report.problems):
        _run_file(file, report)
    return report


def _run_file(file: Path, report: Report) -> None:
    try:
        tests, document, problems = read_tests(file.read_bytes(), str(file))
    except (OSError, ValueError) as error:
        report.problems.append(f"{file}: {getattr(error, 'strerror', None) or error}")
        return
    report.problems.extend(map(str, problems))
    if tests is None:
        return
    try:
        scenario = read.load(_scenario_of(file, tests.scenario))
    except ScenarioError as error:
        report.problems.extend(map(str, error.problems))
        return
    report.results.extend((file, result) for result in run(tests, document, compile_scenario(scenario)))


def _files(paths: Sequence[str], problems: list[str]) -> list[Path]:
    """Return the files of tests, each once; add a problem for each path that has none."""
    files: dict[Path, None] = {}
    for name in paths:
        place = Path(name)
        if place.is_dir():
            files.update(dict.fromkeys(library.tests_in(place)))
        elif library.is_tests(name):
            files[place] = None
        else:
            try:
                scenario = library.find(name)
            except ScenarioError as error:
                problems += map(str, error.problems)
                continue
            beside = [scenario.with_name(scenario.stem + ending) for ending in library.TEST_ENDINGS]
            if there := [file for file in beside if file.is_file()]:
                files.update(dict.fromkeys(there))
            else:
                name = one_line(beside[0].name)
                problems.append(f"{one_line(str(scenario), 200)}: there is no {name} beside it")
    return list(files)


def _scenario_of(file: Path, scenario: str) -> Path:
    """Return the scenario that a file of tests is about: the one beside it, else the shipped one."""
    stem = Path(file.stem).stem  # without ".tests" and the ending after it
    beside = [file.with_name(stem + suffix) for suffix in library.SUFFIXES]
    return next(filter(Path.is_file, beside), None) or library.find(scenario)


def lines(report: Report) -> list[str]:
    """Return every problem, every test that failed, and how many there were."""
    printed = [clean(problem) for problem in report.problems]
    for file, result in report.failed:
        printed.append(clean(f"{file}:{result.line}:{result.column}: failed: {result.name}: {result.fault}"))
    if not report.results:
        return [*printed, NO_TEST]
    count = len(report.results)
    failed = f"{len(report.failed)} failed" if report.failed else "all passed"
    return [*printed, f"{count} test{'' if count == 1 else 's'}: {failed}"]


def as_dict(report: Report) -> dict[str, Any]:
    """Return the report for JSON."""
    return {
        "tests": [{"file": decodable(str(file)), **vars(result)} for file, result in report.results],
        "failed": len(report.failed),
        "problems": list(map(decodable, report.problems)),
    }
