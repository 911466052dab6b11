"""Makes the README's pictures: ``python -m tests.screens.picture`` writes them into .github."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from textual.pilot import Pilot

from game.match.match import PERSON, set_up
from game.scenario import library
from game.scenario.reading import read
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.widgets.charts import Charts
from tests.screens.driver import as_persona, play, say, settle, sit_down

TARGET = Path(__file__).parents[2] / ".github"
SCENARIO, SEED, MOVES, SIZE = "two-days-in-beijing", 7, 8, (110, 36)


def _picture(pilot: Pilot[None]) -> str:
    return pilot.app.export_screenshot(title="Frank Exchange")


async def pictures() -> dict[str, str]:
    """The table after some moves of a game of the flagship scenario, its map, and its debrief, as SVG."""
    scenario = read.load(library.find(SCENARIO))
    app = FrankApp(set_up(scenario, SEED, (PERSON, "pragmatist")))
    choose, found = as_persona("pragmatist", SEED), {}
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        while session.state.ply < MOVES:
            move = choose(session)
            await say(pilot, session.game.move(move) if isinstance(move, str) else move)
        await pilot.press("down", "down")
        await settle(pilot)
        found["table"] = _picture(pilot)
        await pilot.press("m", "down", "down", "down")
        await settle(pilot)
        found["map"] = _picture(pilot)
        await pilot.press("escape")
        await play(pilot, choose)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, EndingScreen)
        app.screen.query_one(Charts).scroll_visible(animate=False, top=True)
        await settle(pilot)
        found["debrief"] = _picture(pilot)
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    for name, svg in asyncio.run(pictures()).items():
        (target / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(target / f"{name}.svg")
