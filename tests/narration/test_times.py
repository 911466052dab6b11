"""A person reads the time of their own clock with its zone, a program UTC."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.export.documents import debrief, transcript
from game.match.replay import resume
from game.narration.sessions import lines, rows
from game.narration.times import local_time, utc_time
from game.scenario.reading.read import load
from game.store.saved import Saved
from tests.zones import zone

KATHMANDU, MARQUESAS = "<+0545>-5:45", "<-0930>+9:30"
LATE = "2026-12-31T21:05:59.999Z"
WELL = Path(__file__).parents[1] / "scenario" / "files" / "well.yaml"
GAME = Saved("k7m2q", "well", "0" * 16, 3, ("person", "random"), started=LATE)


@pytest.mark.parametrize(
    ("name", "here"),
    [
        (KATHMANDU, "2027-01-01 02:50 UTC+05:45"),
        (MARQUESAS, "2026-12-31 11:35 UTC-09:30"),
        ("UTC0", "2026-12-31 21:05 UTC+00:00"),
        ("CET-1CEST,M3.5.0,M10.5.0", "2026-12-31 22:05 UTC+01:00"),
    ],
)
def test_the_time_of_the_readers_clock(name: str, here: str) -> None:
    with zone(name):
        assert local_time(LATE) == here
        assert local_time("2026-12-31T21:05:59") == here  # a store's clock without a zone is UTC
        assert local_time("2026-12-31T23:05:59+02:00") == here
        assert local_time(1798751159.0) == here
        assert utc_time(1798751159.0) == "2026-12-31T21:05:59Z"


def test_summer_time_is_that_of_the_moment() -> None:
    with zone("CET-1CEST,M3.5.0,M10.5.0"):
        assert local_time("2026-07-01T12:00:00Z") == "2026-07-01 14:00 UTC+02:00"


@pytest.mark.parametrize(
    "text", ["", "2026", "yesterday", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "T:Z"]
)
def test_what_is_no_time_is_no_error(text: str) -> None:
    for name in (KATHMANDU, MARQUESAS):
        with zone(name):
            assert isinstance(local_time(text), str)


def test_the_list_of_games_and_the_pages_say_the_zone() -> None:
    resumed = resume(GAME, load(WELL))
    for name, here in ((KATHMANDU, "2027-01-01 02:50 UTC+05:45"), (MARQUESAS, "2026-12-31 11:35 UTC-09:30")):
        with zone(name):
            assert here in lines([GAME])[0]
            assert rows([GAME])[0]["started"] == LATE
            for make in (transcript, debrief):
                assert f"Begun {here}. " in make(GAME, resumed, "html")
