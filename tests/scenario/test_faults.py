"""Every fault is reported at its place, with its code and in plain words."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from game.scenario.problems import CODES, Problem
from game.scenario.reading.batch import read_all
from game.scenario.reading.read import read, read_bytes
from tests.cli.running import frank
from tests.scenario.faulty import MILDER, RAW, REFERENCES, SENSE, SHAPE, YAML, Fault

ERRORS = (*YAML, *SHAPE, *REFERENCES, *SENSE)
JARGON = re.compile(
    r"Input should|pydantic|extra_forbidden|validation|https?://|constrained|NoneType|Traceback"
    r"|valid (string|dict)|block mapping|<block|token"
)


def name_of(fault: Fault) -> str:
    return f"{fault.code}-{re.sub('[^a-z0-9]+', '-', fault.says.lower())[:40]}"


def report(fault: Fault, well: str) -> tuple[list[Problem], tuple[int, int]]:
    text, line, column = fault.apply(well)
    return read_bytes(text.encode(), "well.yaml").problems, (line, column)


def assert_told(fault: Fault, problems: list[Problem], place: tuple[int, int]) -> None:
    told = [problem for problem in problems if problem.code == fault.code and fault.says in problem.message]
    assert told, [str(problem) for problem in problems]
    assert place in [(problem.line, problem.column) for problem in told], [
        str(problem) for problem in problems
    ]
    for problem in problems:
        assert not JARGON.search(str(problem)), str(problem)


def test_the_good_scenario_has_no_fault(well_path: Path, parser: str) -> None:
    reading = read(well_path)
    assert reading.problems == []
    assert reading.scenario is not None
    assert reading.scenario.proposals["upkeep-share"].home == {"arlen": 3, "brisa": -3}
    assert reading.scenario.sources["treaty"].date == "1962-05-04"


@pytest.mark.parametrize("fault", ERRORS, ids=name_of)
def test_an_error_is_found_where_it_is(fault: Fault, well: str, parser: str) -> None:
    problems, place = report(fault, well)
    assert_told(fault, problems, place)
    # And nothing else is blamed for it.
    assert {problem.code for problem in problems if problem.severity == "error"} == {fault.code, *fault.also}
    assert problems == sorted(problems, key=lambda problem: (problem.line, problem.column))


@pytest.mark.parametrize("fault", MILDER, ids=name_of)
def test_a_warning_or_hint_does_not_keep_from_playing(fault: Fault, well: str, parser: str) -> None:
    problems, place = report(fault, well)
    assert_told(fault, problems, place)
    assert not [problem for problem in problems if problem.severity == "error"]
    text, _, _ = fault.apply(well)
    assert read_bytes(text.encode(), "well.yaml").scenario is not None


@pytest.mark.parametrize(("code", "raw", "place", "says"), RAW, ids=[f"{row[0]}-{row[3]}" for row in RAW])
def test_a_file_that_is_no_scenario(
    code: str, raw: bytes, place: tuple[int, int], says: str, parser: str
) -> None:
    [found] = read_bytes(raw, "x.yaml").problems
    assert (found.code, found.line, found.column) == (code, *place)
    assert says in found.message


def from_disk(directory: Path) -> dict[str, str]:
    """Return ways to name a file that cannot be read, by the code that is reported."""
    (directory / "file.yaml").write_text("format: 1\n")
    (directory / "empty").mkdir()
    return {
        "FE001": str(directory / "missing.yaml"),
        "FE002": str(directory),
        "FE003": str(directory / "file.yaml" / "inside.yaml"),
        "FE009": "no-such-scenario",
    }


@pytest.mark.parametrize("code", ["FE001", "FE002", "FE003"])
def test_a_file_that_cannot_be_read(code: str, tmp_path: Path) -> None:
    [found] = read(from_disk(tmp_path)[code]).problems
    assert (found.code, found.line, found.column, found.severity) == (code, 1, 1, "error")


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.yaml"
    path.write_text("- no scenario\n")
    path.chmod(0)
    [found] = read(path).problems
    # The superuser may read everything.
    assert found.code == ("FE022" if os.access(path, os.R_OK) else "FE003")


def test_a_path_that_no_system_takes() -> None:
    for path in ("a\0b.yaml", "x" * 5000 + ".yaml"):
        [found] = read(path).problems
        assert found.code == "FE003"


def test_every_code_of_the_registry_can_come_about(well: str, tmp_path: Path) -> None:
    produced = {problem.code for fault in (*ERRORS, *MILDER) for problem in report(fault, well)[0]}
    produced |= {problem.code for _, raw, _, _ in RAW for problem in read_bytes(raw, "x.yaml").problems}
    named = from_disk(tmp_path)
    produced |= {problem.code for path in named.values() for problem in read(path).problems}
    report_of_none = json.loads(frank("check", named["FE009"], "--json").out)
    produced |= {problem["code"] for problem in report_of_none["problems"]}
    (tmp_path / "copies").mkdir()
    for name in ("well.yaml", "copy.yaml"):
        (tmp_path / "copies" / name).write_text(well, encoding="utf-8")
    produced |= {problem.code for problem in read_all([str(tmp_path / "copies")]).problems}
    assert produced == {code for code in CODES if code[2] != "6"}  # those come from playing


def test_the_registry_is_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    for key, code in CODES.items():
        assert key == code.code
        assert re.fullmatch(r"FE[0-6]\d\d", key)
        expected = {"4": "warning", "5": "hint", "6": "warning"}.get(key[2], "error")
        assert code.severity == expected
    assert len({code.title for code in CODES.values()}) == len(CODES)


def test_all_faults_of_a_file_are_told_at_once(well: str) -> None:
    changes = {
        "minutes: 15": "minutes: soon",
        "title: Joint gauges": "titel: Joint gauges",
        "{stands: arlen-storage-saves}": "{stands: arlen-storage-save}",
        "text: Spring storage and summer flow.": "text: No",
        "voice: engineer": "voice: enginer",
    }
    for old, new in changes.items():
        well = well.replace(old, new)
    told = [(problem.line, problem.code) for problem in read_bytes(well.encode(), "well.yaml").problems]
    assert [code for _, code in told] == ["FE103", "FE203", "FE014", "FE208", "FE102"]
    assert told == sorted(told)


def test_a_position_counts_lines_and_characters_from_one() -> None:
    [found] = read_bytes("format: 1\n标题: {中: [x, y: *z]}\n".encode(), "dir/x.yaml").problems[:1]
    assert str(found).startswith("dir/x.yaml:")
    found = next(
        problem
        for problem in read_bytes(b"format: 1\nid: No\n", "x.yaml").problems
        if problem.code == "FE014"
    )
    assert str(found).startswith("x.yaml:2:5: error[FE014]: some programs read `No` as true or false")
    wide = "format: 1\n题: {中: [文, no]}\n"
    found = next(
        problem for problem in read_bytes(wide.encode(), "x.yaml").problems if problem.code == "FE014"
    )
    assert (found.line, found.column) == (2, 12)
