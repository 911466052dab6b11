"""The playtest: what it counts, and that it can be repeated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.playtest.report import lines, summary
from game.playtest.runs import Cell, pairs, play_game, run
from game.scenario.format.model import Scenario
from tests.cli.running import frank
from tests.worlds import ENDINGS, mirror, mirror_data

WELL = Path(__file__).parent.parent / "scenario" / "files" / "well.yaml"


@pytest.fixture(scope="module")
def cells() -> list[Cell]:
    scenario = Scenario.model_validate(mirror_data(2))
    return run(scenario, pairs(["pragmatist", "random"]), 4, 11, workers=1)


def test_the_same_games_whatever_the_workers(cells: list[Cell]) -> None:
    scenario = Scenario.model_validate(mirror_data(2))
    again = run(scenario, pairs(["pragmatist", "random"]), 4, 11, workers=2)
    assert [cell.games for cell in again] == [cell.games for cell in cells]


def test_sides_are_swapped_within_a_pair(cells: list[Cell]) -> None:
    [mixed] = [cell for cell in cells if cell.personas == ("pragmatist", "random")]
    assert [game.personas for game in mixed.games[:2]] == [("pragmatist", "random"), ("random", "pragmatist")]
    assert len(mixed.scores("random")) == len(mixed.games)


def test_the_summary_adds_up(cells: list[Cell]) -> None:
    figures = summary(cells, [ending["id"] for ending in ENDINGS])
    assert figures["games"] == 12
    assert set(figures["endings"]) == {ending["id"] for ending in ENDINGS}
    assert sum(figures["endings"].values()) == pytest.approx(100, abs=0.5)
    for cell in figures["pairs"]:
        for shares in cell["acts"].values():
            assert sum(shares.values()) == pytest.approx(100, abs=2)
        assert ("side_gap" in cell) == (cell["pair"][0] == cell["pair"][1])
    text = lines(figures)
    assert max(map(len, text)) <= 200
    assert any("first speaker" in line for line in text)


def test_a_mirror_favours_no_side() -> None:
    scenario = Scenario.model_validate(mirror_data())
    [cell] = run(scenario, [("pragmatist", "pragmatist")], 32, 500)
    gap = sum(game.scores[0] - game.scores[1] for game in cell.games) / len(cell.games)
    assert abs(gap) <= 4  # one game's gap has a standard deviation of 6.5, so this is 3.5 standard errors


def test_last_words_count_every_finished_item() -> None:
    game = play_game(mirror(3), ("pragmatist", "pragmatist"), 2)
    assert sum(game.last_word) == 3


def test_the_command_prints_lines_or_json() -> None:
    command = ["playtest", WELL, "--games", 2, "--seed", 1, "--personas", "random"]
    printed = frank(*command)
    assert printed.code == 0
    assert "random and random (2 games)" in printed.out
    assert json.loads(frank(*command, "--json").out)["games"] == 2
