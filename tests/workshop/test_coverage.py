"""Simulated games: what no game reaches is reported at its place, and each ending reached has a witness."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.match.replay import resume
from game.match.session import Session
from game.scenario.reading.read import read
from game.store.share import decode
from game.table.compiled import compile_scenario
from game.table.outcome import ending
from game.workshop.coverage import explore, problems, witnesses
from tests.cli.running import frank
from tests.screens.driver import WELL, well

GAMES = 60


def _told(tmp_path: Path, *changes: tuple[str, str]) -> dict[str, tuple[int, str]]:
    """Return, by code, the line and message of what simulated games find in the changed small scenario."""
    text = WELL.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "well.yaml"
    path.write_text(text, encoding="utf-8")
    assert read(path).scenario is not None, read(path).problems
    return {one.code: (one.line, one.message) for one in problems(path, GAMES)}


HEARD = "when: {stands: brisa-flow-feeds}"
NEVER, ALWAYS = 'when: {rungs: ">= 60"}', 'when: {rungs: ">= 0"}'


@pytest.mark.parametrize(
    ("code", "old", "new", "says"),
    [
        ("FE601", 'when: {rungs: ">= 2"}', NEVER, "the ending `bargain` was never reached"),
        ("FE602", HEARD, NEVER, "`brisa-flow-heard` of `brisa` was never met"),
        ("FE603", HEARD, ALWAYS, "`brisa-flow-heard` of `brisa` was always met"),
        (
            "FE605",
            "bridges: [arlen-safety, brisa-harvest]",
            "needs: [open-gates, upkeep-share]",
            "the proposal `flood-calendar` was never asked for",
        ),
        ("FE607", 'when: {tension: "<= 60"}', NEVER, "the event `dry-week` was never drawn"),
    ],
)
def test_what_no_game_reaches_is_told_at_its_place(
    tmp_path: Path, code: str, old: str, new: str, says: str
) -> None:
    reported = _told(tmp_path, (old, new))
    line, message = reported[code]
    assert says in message
    assert message.endswith(f"in {GAMES} games")
    key = says.split("`")[1]
    assert f"{key}" in (tmp_path / "well.yaml").read_text().splitlines()[line - 1]


def test_the_small_scenario_has_no_dead_ends(tmp_path: Path) -> None:
    assert not {"FE603", "FE604", "FE607"} & set(_told(tmp_path))  # others may be missed in so few games


def test_every_witness_reaches_its_ending() -> None:
    scenario = well()
    game = compile_scenario(scenario)
    found = witnesses(scenario, GAMES)
    assert list(found) == [one.id for one in scenario.endings]
    assert sum(witness is not None for witness in found.values()) >= 3
    for key, witness in found.items():
        if witness is not None:
            session = Session(game, witness.seed)
            for move in witness.moves:
                session.play(game.move(move))
            assert session.over
            assert ending(session.state) == key


def test_what_games_tell_can_be_allowed_too(tmp_path: Path) -> None:
    never = ('when: {rungs: ">= 2"}', 'when: {rungs: ">= 60"}')
    allowed = ("  - id: bargain\n", "  # frank: allow FE601\n  - id: bargain\n")
    for changes, reported in (([never], True), ([never, allowed], False)):
        _told(tmp_path, *changes)
        messages = [one.message for one in problems(tmp_path / "well.yaml", GAMES)]
        assert any("`bargain` was never reached" in message for message in messages) is reported
    assert read(tmp_path / "well.yaml").problems == []


def test_the_same_seed_finds_the_same() -> None:
    game = compile_scenario(well())
    assert explore(game, 20) == explore(game, 20)


def test_check_plays_where_it_is_asked_to(tmp_path: Path) -> None:
    path = tmp_path / "well.yaml"
    path.write_text(WELL.read_text().replace('when: {rungs: ">= 2"}', 'when: {rungs: ">= 60"}'))
    checked = frank("check", path, "--strict", "--play", 20)
    assert checked.code == 1
    assert "FE601" in checked.out
    path.write_text("id: [")
    assert frank("check", path, "--play", 20).code == 1


def test_the_game_of_an_ending_is_a_code_that_opens() -> None:
    printed = frank("stats", WELL, "--json", "--play", GAMES)
    assert printed.code == 0
    reached = json.loads(printed.out)["endings reached"]
    assert list(reached) == [one.id for one in well().endings]
    codes = {key: code for key, code in reached.items() if code != "by no game"}
    assert len(codes) >= 3
    for key, code in codes.items():
        found = resume(decode(code), well())
        assert found.complete
        assert ending(found.session.state) == key


def test_a_scenario_in_figures() -> None:
    printed = frank("stats", WELL, "--json")
    assert printed.code == 0
    found = json.loads(printed.out)
    assert found["sides"]["arlen"]["claims"] == found["sides"]["brisa"]["claims"]
    assert found["sides"]["arlen"]["claims"]["gates"] == {"theses": 2, "answers": 2}
    assert found["depth of the argument"] == {"gates": 3, "gauges": 3}
    assert found["words"]["all"] == sum(n for part, n in found["words"].items() if part != "all")
    assert (found["bridges"], found["endings"], found["cards"]) == (1, 5, 4)
    printed = frank("stats", WELL)
    assert printed.code == 0
    assert "  arlen:" in printed.out.splitlines()
