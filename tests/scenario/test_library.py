"""The library of scenarios, and the commands `check` and `scenarios`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from game.cli.scenarios import lines, rows
from game.scenario import library
from game.scenario.problems import Problem, ScenarioError, UnknownScenarioError, problem
from tests.cli.running import frank


@pytest.fixture
def place(tmp_path: Path, well: str) -> Path:
    """Return a directory with two scenarios and other files."""
    (tmp_path / "well.yaml").write_text(well, encoding="utf-8")
    other = well.replace("id: well", "id: another-well").replace("minutes: 15", "minutes: 20")
    (tmp_path / "another-well.yaml").write_text(other, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes")
    (tmp_path / "words.yaml").write_text("water: Wasser\n")
    (tmp_path / "broken.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder.yaml").mkdir()
    return tmp_path


def run(paths: Sequence[str | Path]) -> tuple[int, list[str]]:
    checked = frank("check", *paths)
    return checked.code, [
        line for line in checked.out.splitlines() if line[:1] != " "
    ]  # without the excerpts


def test_a_directory_lists_scenarios_and_nothing_else(place: Path) -> None:
    one, two = library.headings(place)
    assert (one.id, one.minutes, two.id, two.title) == ("another-well", 20, "well", "The water of the Sel")
    assert two.summary.startswith("Arlen stores the river Sel upstream")
    assert two.path == place / "well.yaml"


def test_a_heading_is_read_whatever_way_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "\ufeff'format': 1\r\nid: \"a\"\r\ntitle: >\r\n  Two\r\n  lines\r\nsummary: [no text]\r\n"
    )
    (tmp_path / "b.yaml").write_text("{format: 1, id: b, title: B\x01, minutes: 1_0, agenda: [{id: c}]}")
    (tmp_path / "c.yaml").write_text("format: 1\nid: c\ntitle: C\nminutes: 5\nagenda: [\n")
    (tmp_path / "d.yaml").write_text("agenda:\n  format: 1\n  id: d\n  title: D\n")
    headings = [(each.id, each.title, each.minutes, each.summary) for each in library.headings(tmp_path)]
    assert headings == [("a", "Two lines", 0, ""), ("b", "B", 0, ""), ("c", "C", 5, "")]


def test_a_missing_directory_is_an_empty_one(tmp_path: Path) -> None:
    assert library.headings(tmp_path / "nowhere") == []


def test_every_shipped_scenario_is_found_by_its_id() -> None:
    for heading in library.headings():
        assert library.find(heading.id) == heading.path


def test_an_id_or_a_path_finds_a_scenario(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library.find("well", place) == place / "well.yaml"
    assert library.find(str(place / "words.yaml"), place) == place / "words.yaml"
    assert library.find("not/there.yaml", place) == Path("not/there.yaml")
    monkeypatch.chdir(place)
    assert library.find("notes.md") == Path("notes.md")
    assert library.find("words") == Path("words.yaml")


@pytest.mark.parametrize("kind", [ScenarioError, LookupError, UnknownScenarioError])
def test_an_unknown_id_names_the_nearest_and_all(place: Path, kind: type[Exception]) -> None:
    with pytest.raises(
        kind, match=r"no scenario `anther-well`; did you mean `another-well`\? .*: another-well, well\)"
    ):
        library.find("anther-well", place)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "\x1b]52;c;x\x07", "\ud800"])
def test_no_name_is_too_strange(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownScenarioError):
        library.find(name or "\n", tmp_path)


def test_check_of_a_good_file_is_content(well_path: Path) -> None:
    assert run([well_path]) == (0, ["1 file: nothing wrong"])
    assert run([well_path, well_path]) == (0, ["1 file: nothing wrong"])


def test_check_prints_every_problem_of_every_file(place: Path, well: str) -> None:
    (place / "well.yaml").write_text(well.replace("turns: 4", "turns: 99"), encoding="utf-8")
    code, lines = run([place])
    assert code == 1
    assert lines[0].startswith(f"{place / 'broken.yaml'}:1:1: error[FE005]: ")
    assert any(line.startswith(f"{place / 'well.yaml'}:9:8: error[FE105]: ") for line in lines)
    assert lines[-1] == f"4 files: {len(lines) - 1} errors"
    assert lines[:-1] == sorted(lines[:-1], key=lambda line: (line.split(":")[0], int(line.split(":")[1])))


def test_a_warning_alone_is_no_failure(tmp_path: Path, well: str) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(well.replace("title: Joint gauges", 'title: "Joint\\u200e gauges"'), encoding="utf-8")
    code, lines = run([path])
    assert code == 0
    assert [line.split(": ")[1] for line in lines[:-1]] == ["warning[FE409]", "hint[FE501]"]
    assert lines[-1] == "1 file: 1 warning, 1 hint"


def test_check_of_a_directory_without_scenarios(tmp_path: Path) -> None:
    code, lines = run([tmp_path])
    assert code == 1
    assert "error[FE009]" in lines[0]


def test_a_directory_has_files_of_either_ending_in_any_case(tmp_path: Path, well: str) -> None:
    for name in ("one.yml", "TWO.YML", "Three.Yaml"):
        (tmp_path / name).write_text(well, encoding="utf-8")
    for name in ("one.tests.yml", "TWO.TESTS.YAML", "four.yaml.txt", "five.ym"):
        (tmp_path / name).write_text("format: 1\n")
    assert [path.name for path in library.files(tmp_path)] == ["TWO.YML", "Three.Yaml", "one.yml"]
    code, lines = run([tmp_path])
    assert code == 0
    assert lines[-1].startswith("3 files: ")


def test_a_name_alone_finds_either_ending(tmp_path: Path, well: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "marsh.yml").write_text(well, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert library.find("marsh") == Path("marsh.yml")
    assert library.find("NOT-HERE.YML") == Path("NOT-HERE.YML")


LEFT = (
    "._well.yaml",
    ".#well.yaml",
    "~$well.yml",
    ".well.yaml",
    "well.yaml~",
    "well.yml.bak",
    "well.yaml.swp",
    "#well.yaml#",
)


@pytest.mark.parametrize("name", LEFT)
def test_what_systems_and_editors_leave_is_passed_over_with_a_note(
    name: str, tmp_path: Path, well: str
) -> None:
    (tmp_path / "well.yaml").write_text(well, encoding="utf-8")
    (tmp_path / name).write_bytes(b"\0\5\x16\7")
    assert run([tmp_path]) == (0, ["1 file: nothing wrong (1 file of a system or an editor passed over)"])
    assert json.loads(frank("check", tmp_path, "--json").out)["passed_over"] == [str(tmp_path / name)]
    assert run([tmp_path / name])[0] == 1  # named by itself, it is read


def test_two_files_with_one_id_are_reported_unless_allowed(tmp_path: Path, well: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "well.yaml").write_text(well, encoding="utf-8")
    assert run([tmp_path / "a", tmp_path / "b"]) == (
        0,
        ["2 files: nothing wrong"],
    )  # in different directories
    second = tmp_path / "a" / "well-2.yml"
    second.write_text(well.replace("id: well", "id: well  # frank: allow FE409"), encoding="utf-8")
    code, lines = run([tmp_path / "a"])
    assert code == 0
    assert lines[0] == (
        f"{tmp_path / 'a' / 'well.yaml'}:4:5: warning[FE421]: `well` is also the id of well-2.yml, line 4"
    )
    assert len(lines) == 2
    third = (tmp_path / "a" / "well.yaml").read_text(encoding="utf-8")
    allowed = third.replace("id: well", "id: well  # frank: allow FE421")
    (tmp_path / "a" / "well.yaml").write_text(allowed, encoding="utf-8")
    assert run([tmp_path / "a"]) == (0, ["2 files: nothing wrong"])
    assert run([tmp_path / "a" / "well.yaml"]) == (
        0,
        ["1 file: nothing wrong"],
    )  # and the comment is not unused


def test_a_link_is_read_once_and_a_dead_one_is_reported(tmp_path: Path, well: str) -> None:
    real = tmp_path / "real" / "well.yaml"
    real.parent.mkdir()
    real.write_text(well, encoding="utf-8")
    (real.parent / "again.yaml").symlink_to("well.yaml")
    assert run([real.parent]) == (0, ["1 file: nothing wrong"])
    (tmp_path / "well.yml").symlink_to(real)
    assert run([real, tmp_path / "well.yml"]) == (0, ["1 file: nothing wrong"])
    (real.parent / "gone.yml").symlink_to("moved/elsewhere.yml")
    code, lines = run([real.parent])
    assert code == 1
    assert lines[0] == (
        f"{real.parent / 'gone.yml'}:1:1: error[FE001]: this is a link to moved/elsewhere.yml, which does not exist"
    )


def test_check_in_json(place: Path) -> None:
    checked = frank("check", place / "words.yaml", place / "well.yaml", "--json")
    assert checked.code == 1
    report: dict[str, Any] = json.loads(checked.out)
    assert report["files"] == [str(place / "words.yaml"), str(place / "well.yaml")]
    assert report["errors"] == len(report["problems"])
    assert report["warnings"] == report["hints"] == 0
    first = report["problems"][0]
    assert set(first) == {"path", "line", "column", "code", "severity", "message", "title", "inside", "other"}


def test_the_list_of_scenarios(place: Path) -> None:
    headings = library.headings(place)
    assert lines(headings) == [
        "another-well   20 min  The water of the Sel",
        "well           15 min  The water of the Sel",
    ]
    objects = rows(headings)
    assert [row["id"] for row in objects] == ["another-well", "well"]
    assert set(objects[0]) == {"id", "title", "minutes", "summary", "path"}


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    assert lines(library.headings(tmp_path)) == ["No scenarios are installed."]


def test_a_problem_prints_as_one_safe_line() -> None:
    one = problem("FE012", "a\nb\x1b[2J", path="x\x1b]0;evil\x07\n.yaml", place=(3, 7))
    assert str(one) == "x .yaml:3:7: error[FE012]: a b"
    assert one == Problem("x\x1b]0;evil\x07\n.yaml", 3, 7, "FE012", "error", "a\nb")
    with pytest.raises(KeyError):
        problem("FE999", "", path="x")
