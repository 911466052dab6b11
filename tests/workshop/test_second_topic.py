"""A whole scenario on another topic, written from ``frank new``: clean, fair, played in the app."""

from __future__ import annotations

from pathlib import Path

from jsonschema import Draft7Validator

from game.match.match import PERSON, set_up
from game.playtest.report import summary
from game.playtest.runs import run
from game.scenario import library
from game.scenario.format.schema import schema
from game.scenario.reading.nodes import parse
from game.scenario.reading.read import load, read
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.workshop.coverage import problems
from tests.cli.running import frank
from tests.screens.driver import as_persona, play, text, to_the_end

DAM = Path(__file__).parent / "files" / "dam-on-the-ettra.yaml"
FOREST = DAM.with_name("tithe-forest.yaml")
"""Written from ``frank new`` by a newcomer who had only the guide and the messages of the commands."""
EQUALS = [(name, name) for name in ("hardliner", "pragmatist", "bridge-builder")]


def test_it_has_no_fault_and_shares_nothing_with_what_is_shipped() -> None:
    assert read(DAM).problems == []
    assert Draft7Validator(schema()).is_valid(parse(DAM.read_bytes(), str(DAM)).data)
    scenario = load(DAM)
    for path in [one.path for one in library.headings()]:
        other = load(path)
        assert not set(scenario.claims) & set(other.claims)
        assert not set(scenario.delegations) & set(other.delegations)


def test_nothing_in_it_is_out_of_reach() -> None:
    assert problems(DAM, 250) == [], "every ending, wish, claim, proposal, event and contradiction came up"


def test_both_chairs_have_the_same() -> None:
    scenario = load(DAM)
    figures = summary(run(scenario, EQUALS, 12, 1), [one.id for one in scenario.endings])
    for pair in figures["pairs"]:
        gap, half = pair["side_gap"]
        assert abs(gap) <= max(4, half), pair["pair"]
        for shares in pair["acts"].values():
            assert max(shares.values()) < 25, "no act is always best"


async def test_it_plays_in_the_app() -> None:
    scenario = load(DAM).model_copy(update={"turns": 3})  # a shorter evening, with all that belongs to it
    app = FrankApp(match=set_up(scenario, 3, ("bridge-builder", PERSON)))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Your brief: the delegation of Issmar" in text(app)
        session = await play(pilot, as_persona("bridge-builder"))
        assert session.over
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EndingScreen)
        for delegation in scenario.delegations.values():
            assert delegation.instructions.strip() in text(app)


def test_what_a_newcomer_wrote_with_the_guide_alone_is_sound() -> None:
    assert read(FOREST).problems == []
    assert problems(FOREST, 400) == [], "it has no dead ends"
    assert frank("test", FOREST) == (0, "3 tests: all passed\n", "")


async def test_what_a_newcomer_wrote_plays_in_the_app() -> None:
    scenario = load(FOREST)
    shown = await to_the_end(scenario, 5)
    for delegation in scenario.delegations.values():
        assert delegation.instructions.strip() in shown


async def test_the_guide_is_in_the_app() -> None:
    app = FrankApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        assert "Write a scenario" in text(app)
        assert "Is it fair?" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.PLACE == "home"  # type: ignore[attr-defined]
