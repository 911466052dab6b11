"""Regression tests of a scenario: they pass as recorded, and a failing test shows the first difference."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.match.match import set_up
from game.match.session import Session
from game.scenario import library
from game.scenario.reading import read
from game.store import StoreError, open_store
from game.table.compiled import compile_scenario
from game.workshop.recording import add, entry_of
from game.workshop.regression import read_tests, run
from game.workshop.regression_files import NO_TEST
from tests.cli.running import frank
from tests.screens.driver import WELL, well

GAME = compile_scenario(well())


def _session(choices: list[int], seed: int = 7) -> Session:
    """Play a game by indices of legal moves, until it is over."""
    session = Session(GAME, seed)
    for choice in choices:
        if session.over:
            break
        moves = session.view(session.state.mover).moves()
        session.play(moves[choice % len(moves)])
    return session


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a directory with the scenario and a recorded game of forty moves."""
    (tmp_path / "well.yaml").write_bytes(WELL.read_bytes())
    add(tmp_path / "well.tests.yaml", _session([n * 7 for n in range(40)]), "forty moves")
    return tmp_path


def _test(*paths: object) -> tuple[int, list[str]]:
    tested = frank("test", *paths)
    return tested.code, tested.out.splitlines()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 500), max_size=70), st.integers(0, 9), st.text(max_size=60))
def test_a_recorded_game_passes_whatever_it_is_called(choices: list[int], seed: int, name: str) -> None:
    named = " ".join(name.split()).strip() or "x"
    if not named.isprintable():
        return
    text = f"format: 1\nscenario: well\ntests:\n{entry_of(_session(choices, seed), named)}"
    tests, document, problems = read_tests(text.encode(), "well.tests.yaml")
    assert not problems
    assert tests is not None
    [result] = run(tests, document, GAME)
    assert (result.fault, result.name) == ("", named)


def test_recorded_beside_the_scenario_it_is_found_and_passes(place: Path) -> None:
    for path in (place, place / "well.yaml", place / "well.tests.yaml"):
        assert _test(path) == (0, ["1 test: all passed"])


def test_adding_keeps_what_is_in_the_file(place: Path) -> None:
    file = place / "well.tests.yaml"
    file.write_text(f"# my own words\n{file.read_text()}\n# and the last ones\n")
    add(file, _session([1, 2, 3], seed=3), "another")
    assert file.read_text().startswith("# my own words\n")
    assert "# and the last ones\n" in file.read_text()
    assert _test(place) == (0, ["2 tests: all passed"])


@pytest.mark.parametrize("content", ["", "tests: [", "format: 1\nscenario: another\ntests: []\n", "\xff"])
def test_a_file_that_cannot_take_a_test_stays_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "well.tests.yaml"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(StoreError):
        add(file, _session([1]), "x")
    assert file.read_bytes() == content.encode("latin-1")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["well.tests.yaml"]


def test_a_failing_test_shows_the_first_move_where_the_paths_part(place: Path) -> None:
    """After the recording, a claim of the scenario got another id."""
    scenario, file = place / "well.yaml", place / "well.tests.yaml"
    moves = [made["move"] for made in yaml.safe_load(file.read_text())["tests"][0]["moves"]]
    ply = next(n for n, move in enumerate(moves) if move.startswith("claim"))
    key = moves[ply].split()[1]
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if f"move: claim {key}" in text)
    scenario.write_text(re.sub(rf"(?<![\w-]){key}(?![\w-])", f"{key}-new", scenario.read_text()))
    code, lines = _test(place)
    assert (code, lines[-1]) == (1, "1 test: 1 failed")
    assert lines[0].startswith(
        f"{file}:{line}:9: failed: forty moves: the first difference is at move {ply + 1}, "
    )
    assert f"did you mean `claim {key}-new" in lines[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("ending", "nowhere"), "there is no ending `nowhere`"),
        (("ending", "no-deal"), "expected “no-deal”"),
        (("tension", 99), "expected 99"),
        (("type", "quarrel"), "expected quarrel"),
        (("home", {"arlen": 3, "brisha": 50}), "there is no delegation `brisha`; did you mean `brisa`?"),
        (("agreed", ["joint-gauge"]), "`joint-gauge` is not agreed (there is no such proposal)"),
        (("standing", {"brisa-flow-feed": "stands"}), "did you mean `brisa-flow-feeds`?"),
        (("standing", {"brisa-flow-feeds": "retracted"}), "expected “retracted”"),
        (("when", {"understanding": ">= 100"}), "the condition of `when` does not hold"),
        (("when", {"agreed": "nothing"}), "which this scenario does not have"),
    ],
)
def test_what_is_not_so_is_told_at_its_line(place: Path, change: tuple[str, object], says: str) -> None:
    file = place / "well.tests.yaml"
    data = yaml.safe_load(file.read_text())
    key, value = change
    if key == "ending" and value == "no-deal":
        value = well().endings[0].id
        says = f"expected “{value}”"
    data["tests"][0]["moves"] = data["tests"][0]["moves"][:6]
    data["tests"][0]["expect"] = {key: value}
    file.write_text(yaml.safe_dump(data, sort_keys=False))
    code, lines = _test(file)
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if text.strip() == "expect:")
    assert (code, lines[-1]) == (1, "1 test: 1 failed")
    assert lines[0].startswith(f"{file}:{line}:")
    assert says in lines[0]


def test_a_faulty_file_of_tests_is_told_with_line_and_column(place: Path) -> None:
    file = place / "well.tests.yaml"
    file.write_text(
        "format: 1\nscenario: well\ntests:\n  - name: x\n    sed: 7\n    moves: []\n    expect: {type: quarel}\n"
    )
    code, lines = _test(place)
    assert code == 1
    assert f"{file}:5:5: error[FE102]: the key `tests.0.sed` is unknown; did you mean `seed`?" in lines
    assert any(line.startswith(f"{file}:7:20: error[FE104]") and "quarrel" in line for line in lines)


def test_a_scenario_without_tests_is_told(tmp_path: Path) -> None:
    (tmp_path / "well.yaml").write_bytes(WELL.read_bytes())
    code, lines = _test(tmp_path / "well.yaml")
    assert (code, lines[-1]) == (1, NO_TEST)
    assert "well.tests.yaml" in lines[0]
    assert _test(tmp_path)[0] == 1


def test_a_kept_game_becomes_a_test(place: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'games.sqlite'}"
    store = open_store(url)
    match = set_up(
        read.load(place / "well.yaml"), 5, ("pragmatist", "bridge-builder"), store, str(place / "well.yaml")
    )
    match.play_computer_turns()
    recorded = frank("test", "--record", match.autosave.id, "--store", url)
    assert recorded.code == 0
    assert str(place / "well.tests.yaml") in recorded.out
    assert _test(place) == (0, ["2 tests: all passed"])
    tested = frank("test", place, "--json")
    assert tested.code == 0
    assert [one["fault"] for one in json.loads(tested.out)["tests"]] == ["", ""]


def test_what_is_shipped_passes() -> None:
    assert _test()[0] == 0
    assert library.TESTS not in {path.name for path in library.files(library.directory())}
