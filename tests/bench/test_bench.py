"""The benchmark runs and reports. How fast anything is, no test says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.scenario.reading.read import read
from tests.bench import ours, peers, report, screens, store, workshop
from tests.bench.__main__ import main
from tests.bench.timing import Speed, Subject, measure

TINY = ["--seconds", "0.001", "--repeats", "1", "--warm-up", "1"]


def _missing(name: str) -> Any:
    raise ImportError(name=name)


def _speed(moves: float, games: float = 2_000) -> Speed:
    return Speed(games, moves, moves, moves, 35.0)


def test_a_spell_counts_games_and_moves() -> None:
    played: list[int] = []

    def play() -> int:
        played.append(1)
        return 7

    (speed,) = measure([Subject("seven", lambda: play, most=3)], seconds=60, repeats=2)
    assert len(played) == 6
    assert speed.length == 7
    assert speed.slowest <= speed.moves <= speed.fastest
    assert speed.moves == pytest.approx(7 * speed.games)


def test_the_table_names_all_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    main(TINY)
    printed = capsys.readouterr().out
    for peer in (*peers.PEERS, peers.GROUNDED):
        assert peer.name in printed
    for part in (f"{ours.MIRROR}, warm", f"{ours.MIRROR}, cold", f"{ours.MIRROR}, live sessions"):
        assert part in printed
    assert "standing at 25 claims" in printed


def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "_module", _missing)
    main(TINY)
    printed = capsys.readouterr().out
    assert printed.count("not installed") >= len(peers.PEERS) + 1
    main([*TINY, "--json"])
    data = json.loads(capsys.readouterr().out)
    assert {row["name"] for row in data["play"] if row["speed"] is None} == {p.name for p in peers.PEERS}
    assert data["standing"][0]["speed"]["moves"] > 0


def test_the_graphs_have_the_size_they_are_said_to_have() -> None:
    assert {len(one.live) for one in ours.arguments()} == {ours.ARGUMENTS}


@pytest.mark.parametrize(
    ("moves", "games", "met"),
    [
        (120_000, 3_000, "met"),
        (70_000, 1_600, "floor"),
        (50_000, 1_600, "missed"),
        (120_000, 1_000, "missed"),
    ],
)
def test_aims_and_the_floor(moves: float, games: float, met: str) -> None:
    assert report.own(_speed(moves), "ours", _speed(moves, games), judged=True).met == met


def test_a_peer_is_held_against_ours() -> None:
    assert report.against(_speed(100_000), "slow", _speed(20_000), 3).met == "met"
    assert report.against(_speed(100_000), "near", _speed(50_000), 3).met == "missed"
    assert report.against(_speed(100_000), "free", _speed(50_000), None).met == ""
    assert report.against(_speed(100_000), "ahead of", _speed(50_000), 1).target == "ahead"


def test_the_screens_are_measured_beside_something_else() -> None:
    rows = screens.talks(turns=40, repeats=1)
    assert [row.name.split(",")[0] for row in rows] == ["key to paint", "a new size"]
    assert all(row.value > 0 and row.ratio > 0 for row in rows)
    printed = screens.table([*rows, rows[0].__class__("slow", 9.0, "ms", "1 ms", 9.0, "2x", met=False)])
    assert printed.splitlines()[-1].endswith("missed")


def test_the_store_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    store.main(["--games", "2", "--repeats", "1"])
    said = capsys.readouterr().out
    for name in ("append of a move", "loading 200 moves", "store check of 2 games"):
        assert name in said
    assert list(tmp_path.iterdir()) == []


def test_the_large_scenario_is_large_and_good(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text(workshop.large(5000), encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("\n") >= 5000
    assert read(path).problems == []


def test_a_reload_is_measured(tmp_path: Path) -> None:
    row = workshop.reload(tmp_path, 1)
    assert row.name == "frank watch, a save, 40 steps"
    assert row.value > 0


def test_the_rate_of_a_class_is_measured_on_meetings_that_hold() -> None:
    from tests.bench.classroom_rate import measure

    found = measure(2, 3)
    assert found["moves"] > 20
    assert found["moves a second"] > found["whole meetings a second"]


async def test_a_class_is_measured_while_it_plays() -> None:
    from tests.bench.classroom import measure

    found = await measure(4, 5, 1, heavy=True)
    assert found["seats painted"] == 4
    assert found["memory, MB"] > 0
    assert 0 < found["pages, p50, ms"] <= found["pages, p95, ms"]
    assert found["moves a second"] > 0


async def test_textual_serve_is_measured_beside_it() -> None:
    from tests.bench.classroom_peer import peer

    found = await peer(2)
    assert found["peer, processes"] >= 3
    assert found["peer, memory a seat, MB"] > 0
