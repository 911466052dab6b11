"""Reports of problems: the line with a caret, for GitHub, as SARIF; and warnings that an author silences."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_pydantic import Sarif

from game.scenario.problems import CODES, problem
from game.scenario.reading.read import read_bytes
from game.scenario.report import render
from tests.cli.running import frank
from tests.scenario.faulty import MILDER, SENSE, Fault

ONE_TITLE = "title: Joint gauges"


def _checked(path: Path, form: str = "text", strict: bool = False) -> tuple[int, str]:
    checked = frank("check", path, "--format", form, *(["--strict"] if strict else []))
    return checked.code, checked.out


@pytest.fixture
def place(tmp_path: Path, well: str) -> Path:
    """Return a file with an error, a warning and a hint."""
    text = well.replace("[brisa-gauges-differ]\n", "[brisa-gauges-difer]\n", 1).replace(
        "title: A least flow", "title: joint gauges"
    )
    path = tmp_path / "well.yaml"
    path.write_text(text.replace("text: The river is read", "text: The river is read #1"), encoding="utf-8")
    return path


def test_the_line_is_shown_with_a_caret_below_the_column(place: Path) -> None:
    code, report = _checked(place)
    assert code == 1
    lines = report.splitlines()
    at = next(n for n, line in enumerate(lines) if "FE203" in line)
    _, number, column, _ = lines[at].split(":", 3)
    source = place.read_text().splitlines()[int(number) - 1]
    assert lines[at + 1] == f"{int(number):5} | {source}"
    assert lines[at + 2].index("^") - lines[at + 1].index("|") - 2 == int(column) - 1
    assert "did you mean `brisa-gauges-differ`?" in lines[at]
    assert lines[-1] == "1 file: 1 error, 1 warning"


@given(st.text(max_size=150), st.integers(1, 160))
def test_whatever_stands_in_a_line_the_caret_stands_below_its_column(line: str, column: int) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        path = Path(name) / "x.yaml"
        path.write_bytes(line.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace"))
        shown = path.read_bytes().decode("utf-8", "replace")
        report = render(
            "text", [path], [problem("FE010", "x", path=str(path), place=(1, min(column, len(shown) + 1)))]
        )
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", report)
        if shown.strip() and shown.strip("\ufeff").strip():
            _, source, caret, *_ = report.split("\n")
            cells = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in source)
            assert caret.count("^") == 1
            assert len(caret) <= cells + 1


@pytest.mark.parametrize("fault", [one for one in (*SENSE, *MILDER) if one.code in ("FE314", "FE407")])
def test_what_stands_twice_is_told_with_both_places(fault: Fault, well: str) -> None:
    text, line, column = fault.apply(well)
    [duplicate] = [
        found for found in read_bytes(text.encode(), "well.yaml").problems if found.code == fault.code
    ]
    assert duplicate.other
    assert duplicate.other != (line, column)
    assert str(duplicate).endswith(f"(also at {duplicate.other[0]}:{duplicate.other[1]})")


def test_the_way_inside_the_yaml_is_render(place: Path) -> None:
    report = json.loads(_checked(place, "json")[1])
    inside = {each["code"]: each["inside"] for each in report["problems"]}
    assert inside["FE203"] == "claims.brisa-flow-feeds.contradicts.0"
    assert inside["FE407"] == "proposals.least-flow.title"


def test_github_gets_a_command_for_each(place: Path) -> None:
    lines = _checked(place, "github")[1].splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(
            r"::(error|warning|notice) file=[^,]+,line=\d+,col=\d+,title=FE\d{3}%3A [^:]+::[^\n]+", line
        )
    evil = problem("FE010", "50% of\na,b::c", path="a,b:c%.yaml")
    assert render("github", [], [evil]).startswith(
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=FE010%3A"
    )


def test_sarif_is_sarif(place: Path) -> None:
    text = _checked(place, "sarif")[1]
    sarif = Sarif.model_validate_json(text)
    [run] = sarif.runs
    results = run.results or []
    assert {result.rule_id for result in results} == {"FE203", "FE407"}
    rules = run.tool.driver.rules or []
    for result in results:
        assert result.rule_index is not None
        assert rules[result.rule_index].id == result.rule_id
    assert Sarif.model_validate_json(render("sarif", [], [])).runs


def test_strict_takes_a_warning_for_an_error(tmp_path: Path, well: str) -> None:
    path = tmp_path / "well.yaml"
    path.write_text(well.replace("title: A least flow", "title: joint gauges"), encoding="utf-8")
    assert _checked(path)[0] == 0
    assert _checked(path, strict=True)[0] == 1


@pytest.mark.parametrize(
    "fault",
    [one for one in MILDER if one.code[2] == "4" or one.code in ("FE503", "FE504")],
    ids=lambda f: f.code,
)
def test_a_warning_is_allowed_on_its_line_or_on_the_line_before(fault: Fault, well: str) -> None:
    text, line, _ = fault.apply(well)
    lines = text.split("\n")
    same = [*lines[: line - 1], f"{lines[line - 1]}  # frank: allow {fault.code}", *lines[line:]]
    before = [*lines[: line - 1], f"# frank: allow FE404, {fault.code}", *lines[line - 1 :]]
    for changed in (same, before):
        codes = [each.code for each in read_bytes("\n".join(changed).encode(), "well.yaml").problems]
        assert fault.code not in codes


def test_an_error_is_never_allowed(well: str) -> None:
    text = well.replace("[brisa-gauges-differ]\n", "[brisa-gauges-difer]  # frank: allow FE203\n", 1)
    reading = read_bytes(text.encode(), "well.yaml")
    assert {"FE203", "FE505"} == {each.code for each in reading.problems}
    assert reading.scenario is None


def test_every_code_has_a_severity_of_its_family() -> None:
    assert {CODES[code].severity for code in CODES if code[2] in "0123"} == {"error"}
