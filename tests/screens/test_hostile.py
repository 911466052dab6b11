"""Text is data: what an author or a player writes is shown as written, cleaned, and never obeyed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from game.match.match import PERSON, set_up
from game.narration import transcript
from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.table import TableScreen
from game.screens.widgets.transcript import Transcript
from tests.screens.driver import WELL, as_persona, painted, say, settle, sit_down, text

MARKUP = "[@click=app.quit]x[/foo]"
HOSTILE = f" {MARKUP} [link=https://example.org]y \x1b]52;c;aGk=\x07\x1b[31m\u202eabc\u2066 [/"
SHORT = {"short", "title", "name"}
FREE = {
    "text",
    "brief",
    "instructions",
    "summary",
    "content_note",
    "publisher",
    "note",
    "cordial",
    "frank",
    "forceful",
}
FORBIDDEN = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066"} - {"\n"}


def _poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_poisoned(part, key) for part in value]
    if isinstance(value, str) and key in FREE:
        return value + HOSTILE
    if isinstance(value, str) and key == "say":
        return value[:200] + HOSTILE
    if isinstance(value, str) and key in SHORT:
        return f"{value}[/a]" if len(value) < 7 else f"{value} {MARKUP}"
    return value


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """The small scenario with something nasty in every text an author can write, read from a file."""
    data = _poisoned(yaml.safe_load(WELL.read_text(encoding="utf-8")))
    path: Path = tmp_path_factory.mktemp("hostile") / f"{data['id']}.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return read.load(path)


async def test_a_hostile_scenario_goes_through_every_screen_as_text(poisoned: Scenario) -> None:
    app = FrankApp(set_up(poisoned.model_copy(update={"turns": 3}), 5, (PERSON, "random")))
    choose = as_persona("random", 5)
    seen = ""
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        seen += painted(app)
        screen = await sit_down(pilot)
        session = screen.match.session
        while not session.over:
            await sit_down(pilot)
            for key in ("b", "r", "c", "s", "m", "question_mark") if session.state.ply % 7 == 1 else ():
                await pilot.press(key)
                assert isinstance(app.screen, ModalScreen)
                await pilot.press("down", "down")
                seen += painted(app)
                await pilot.press("escape")
            move = choose(session)
            await say(pilot, session.game.move(move) if isinstance(move, str) else move)
            seen += painted(app)
            if isinstance(app.screen, TableScreen):
                await pilot.click("#transcript")
                assert isinstance(app.screen, TableScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, EndingScreen)
        while (page := app.screen.query_one("#page")).scroll_y < page.max_scroll_y:
            seen += painted(app)
            await pilot.press("pagedown")
            await settle(pilot)
        for key, moves in (("t", ["home", "down", "down"]), ("w", ["]", "v", "end"])):
            await pilot.press(key)
            await settle(pilot)
            for move in moves:
                await pilot.press("right_square_bracket" if move == "]" else move)
                seen += painted(app)
            await pilot.click(OptionList if key == "t" else Transcript)
            await settle(pilot)
            assert app.is_running
            app.pop_screen()
            if key == "t":  # the click went back to a move, which is another table
                app.debrief(screen.match)
            await settle(pilot)
        assert app.is_running
        assert app.return_code is None
    assert not FORBIDDEN & set(seen)
    assert MARKUP in seen
    assert "52;c" not in seen
    everything = "".join(one.text for one in transcript.paragraphs(session))
    assert not FORBIDDEN & set(everything)
    assert MARKUP in everything


async def test_a_hostile_lesson_and_opinion_piece_are_text_too(tmp_path: Path) -> None:
    data = _poisoned(yaml.safe_load(library.find("your-first-exchange").read_text(encoding="utf-8")))
    [source, *_] = data["sources"]
    side = data["lesson"]["role"]
    data["agenda"][0]["press"] = {side: {"text": f"A paper argues{HOSTILE}", "source": source}}
    path = tmp_path / f"{data['id']}.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    number = list(data["delegations"]).index(side)
    personas = (PERSON, "random") if number == 0 else ("random", PERSON)
    app = FrankApp(set_up(read.load(path), 5, personas))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await sit_down(pilot)
        coach = str(screen.query_one("#coach", Static).visual)
        await pilot.click("#coach")
        assert isinstance(app.screen, TableScreen)
        await pilot.press("b")
        seen = coach + text(app)
    assert MARKUP in coach
    assert f"A paper argues {MARKUP}" in seen
    assert "52;c" not in seen
    assert not FORBIDDEN & set(seen)


async def test_what_a_player_pastes_is_cleaned_and_shown(poisoned: Scenario) -> None:
    app = FrankApp(set_up(poisoned, 5, (PERSON, PERSON)))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        entry = session.play(session.view(session.state.mover).moves()[0], HOSTILE)
        assert entry.words.startswith(MARKUP)
        assert not FORBIDDEN & set(entry.words)
