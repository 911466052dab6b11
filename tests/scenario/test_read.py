"""Reading whole files: digests, errors as exceptions, and arbitrary bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.scenario.problems import CODES, ScenarioError
from game.scenario.reading.read import load, read, read_bytes
from game.scenario.text import clean
from game.scenario.text_files import decode_leniently, lines_of
from tests.scenario.conftest import WELL

GOOD = WELL.read_bytes()
FUZZ = int(os.environ.get("FRANK_FUZZ", "200"))
"""How many files changed at random are read; ``FRANK_FUZZ=20000`` takes some minutes."""

LINES = GOOD.decode().splitlines(keepends=True)


def assert_sound(raw: bytes) -> None:
    """Any bytes get an answer: each problem has a registered code and a place, and is safe to print."""
    reading = read_bytes(raw, "x.yaml")
    lines = lines_of(decode_leniently(raw))
    for problem in reading.problems:
        assert problem.code in CODES
        assert problem.severity == CODES[problem.code].severity
        assert 1 <= problem.line <= len(lines) + 1
        line = [*lines, ""][problem.line - 1]
        assert 1 <= problem.column <= len(line) + 2
        assert clean(str(problem)) == str(problem)
        assert "\n" not in str(problem)
    assert (reading.scenario is None) == any(problem.severity == "error" for problem in reading.problems)
    assert len(reading.digest) == 64


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(raw: bytes) -> None:
    assert_sound(raw)


@given(st.text(st.sampled_from("ab:\n -[]{}&*!|>'\"#%@`?,~<=0123\t\\：yn\x1b"), max_size=120))
def test_anything_that_looks_like_yaml_gets_an_answer(text: str) -> None:
    assert_sound(text.encode())


values = st.sampled_from(
    [
        "",
        "",
        "[]",
        "{}",
        "7",
        "-1.5",
        "true",
        "no",
        "~",
        "arlen",
        "gates",
        "[[a]]",
        "{a: {b: c}}",
        "'",
        "*x",
        "&x y",
        "!!int z",
        ">",
        ">= 3",
        "：",
        "\t",
        "'\\e[2J'",
        "flood-record",
        "[arlen, brisa, 3, {}]",
        "both",
        "? x",
        "- - -",
    ]
)


@settings(max_examples=FUZZ, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(["drop", "double", "indent", "value", "cut", "swap", "rename"]),
            values,
            st.integers(0, len(LINES) - 1),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_good_scenario_changed_at_random_gets_an_answer(edits: list[tuple[int, str, str, int]]) -> None:
    lines = list(LINES)
    for number, edit, value, other in edits:
        line = lines[number]
        if edit == "drop":
            lines[number] = ""
        elif edit == "double":
            lines[number] = line * 2
        elif edit == "indent":
            lines[number] = "  " + line
        elif edit == "value":
            lines[number] = f"{line.partition(':')[0]}: {value}\n"
        elif edit == "cut":
            lines[number] = line[: other % (len(line) + 1)]
        elif edit == "swap":
            lines[number], lines[other] = lines[other], line
        else:
            lines[number] = line.replace("-", "x-", 1)
    assert_sound("".join(lines).encode())


@settings(max_examples=60)
@given(st.integers(0, len(GOOD)))
def test_a_good_scenario_cut_short_gets_an_answer(length: int) -> None:
    assert_sound(GOOD[:length])


def test_the_digest_is_of_the_content_not_of_the_layout(well: str) -> None:
    digest = read_bytes(well.encode(), "x").digest
    assert digest == read_bytes(f"# A remark.\n{well}\n\n".encode(), "other").digest
    assert digest == read_bytes(well.replace("\n", "\r\n").encode(), "x").digest
    assert digest == read_bytes(well.replace("turns: 4", "turns:   4  # four").encode(), "x").digest
    assert digest != read_bytes(well.replace("turns: 4", "turns: 5").encode(), "x").digest
    assert digest != read_bytes(well.replace("- id: recalled", "- id: called").encode(), "x").digest


def test_the_digest_of_what_is_no_yaml_is_of_the_bytes() -> None:
    assert read_bytes(b"a: [", "x").digest != read_bytes(b"a: [ ", "x").digest
    assert read("no such file").digest == ""


def test_a_file_full_of_faults_gets_an_answer_too() -> None:
    # Guessing what was meant for each of them would take minutes.
    wrong = ", ".join(f"p{n}: {{needs: [q{n}], rang: 1}}" for n in range(6000))
    problems = read_bytes(f"proposals: {{{wrong}}}".encode(), "x").problems
    assert len([problem for problem in problems if problem.code == "FE205"]) == 6000
    assert "FE102" in {problem.code for problem in problems}


def test_load_gives_the_scenario(well_path: Path) -> None:
    scenario = load(well_path)
    assert scenario.id == "well"
    assert list(scenario.delegations) == ["arlen", "brisa"]
    assert load(str(well_path)) == scenario


def test_load_raises_with_every_problem(tmp_path: Path, well: str) -> None:
    path = tmp_path / "well.yaml"
    path.write_text(
        well.replace("minutes: 15", "minutes: 0").replace("turns: 4", "turns: 99"), encoding="utf-8"
    )
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [(6, "FE105"), (9, "FE105")]
    assert str(caught.value).splitlines()[0].startswith(f"{path}:6:10: error[FE105]: `minutes`: expected")


def test_load_passes_over_warnings(tmp_path: Path, well: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(well, encoding="utf-8")
    assert [problem.code for problem in read(path).problems] == ["FE409"]
    assert load(path).id == "well"


def test_what_lists_scenarios_waits_for_no_heavy_import() -> None:
    program = (
        "import sys, game.scenario.library, game.scenario.text\n"
        "import game.scenario.problems, game.cli.check, game.scenario.reading.head\n"
        "game.scenario.library.headings()\n"
        "print([name for name in ('pydantic', 'textual', 'transitions') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
