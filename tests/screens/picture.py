"""Makes the README's picture: ``python -m tests.screens.picture`` writes .github/table.svg."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from game.scenario import read, shelf
from game.screens.app import FrankApp
from game.screens.seats import PERSON, set_up
from tests.screens.driver import as_persona, say, settle, sit_down

TARGET = Path(__file__).parents[2] / ".github" / "table.svg"
SCENARIO, SEED, MOVES, SIZE = "two-days-in-beijing", 7, 8, (110, 36)


async def picture() -> str:
    """The table after some moves of a game of the flagship scenario, as SVG."""
    scenario = read.load(shelf.find(SCENARIO))
    app = FrankApp(set_up(scenario, SEED, (PERSON, "pragmatist")))
    choose = as_persona("pragmatist", SEED)
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        while session.state.ply < MOVES:
            move = choose(session)
            await say(pilot, session.game.move(move) if isinstance(move, str) else move)
        await pilot.press("down", "down")
        await settle(pilot)
        return app.export_screenshot(title="Frank Exchange")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(asyncio.run(picture()), encoding="utf-8")
    print(target)
