"""Plays the real app by its keys."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from textual.errors import NoWidget
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList, Static, Tree

from game.delegates import make
from game.match.match import PERSON, Match, set_up
from game.match.session import Session
from game.narration import menu
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.table import TableScreen
from game.screens.widgets.transcript import Transcript
from game.store import Store
from game.table.acts import Act
from game.table.catalogue import Move

WELL = Path(__file__).parents[1] / "scenario" / "files" / "well.yaml"
Choose = Callable[[Session], Move | str]
"""Gives a move, or its text."""


def well(**changes: object) -> Scenario:
    """A small scenario; some of its parts may be replaced."""
    return read.load(WELL).model_copy(update=changes)


def chinese() -> Scenario:
    """The small scenario with long Chinese lines: wide characters, and no blanks to break at."""
    data = well().model_dump(exclude_none=True)
    for claim in data["claims"].values():
        claim["lines"] = {"frank": "人权对话不应变成谈判,双方应当平等地交流看法。" * 2}
    return Scenario.model_validate(data)


def match(
    seed: int = 7, personas: tuple[str, str] = (PERSON, PERSON), scenario: Scenario | None = None
) -> Match:
    """A match on the small scenario."""
    return set_up(scenario or well(), seed, personas)


def played(match: Match, choose: Choose, until: Callable[[Session], bool]) -> Match:
    """Make moves in a match before it is shown, which takes a fraction of the time that keys take.

    Args:
        match: the match; computer players make no move of their own.
        choose: gives each move, whoever is to move.
        until: is true where the match is to stop; it stops at the end at the latest.
    """
    session = match.session
    while not session.over and not until(session):
        match.play(_move(session, choose))
    return match


def _move(session: Session, choose: Choose) -> Move:
    chosen = choose(session)
    return session.game.move(chosen) if isinstance(chosen, str) else chosen


def nearly_over(match: Match, choose: Choose) -> tuple[Match, Move]:
    """Play to where one move of a person ends the meeting; return the match and that move."""
    begun = match.session.state.ply
    rehearsal = played(match.back_to(begun), choose, lambda session: session.over).session
    last = max(ply for ply, entry in enumerate(rehearsal.log) if entry.side in match.people)
    for entry in rehearsal.log[begun:last]:
        match.play(entry.move)
    return match, rehearsal.log[last].move


def first_move(session: Session) -> Move:
    """The first of the legal moves."""
    return session.view(session.state.mover).moves()[0]


def as_persona(name: str, seed: int = 1) -> Choose:
    """Choose as a computer delegate would."""
    delegate = make(name, seed)
    return lambda session: delegate.choose(session.view(session.state.mover))


def quarrelsome(session: Session) -> Move:
    """The most forceful move there is."""
    moves = session.view(session.state.mover).moves()
    order = (Act.ACCUSE, Act.DEMAND, Act.REBUT, Act.CLAIM, Act.OPENING, Act.CHALLENGE, Act.CLOSE, Act.DECLINE)
    rank = {act: n for n, act in enumerate(order)}
    dice = random.Random(session.state.ply)
    worst = min(rank.get(Act(move.act), 99) for move in moves if move.act != Act.WALK_OUT)
    chosen = [m for m in moves if rank.get(Act(m.act), 99) == worst and m.act != Act.WALK_OUT]
    return dice.choice([m for m in chosen if m.tone == 2] or chosen)


async def settle(pilot: Pilot[None]) -> None:
    """Let the computer delegate finish, and the screen show it."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def sit_down(pilot: Pilot[None]) -> TableScreen:
    """Close what is in the way of the table: a brief, or the cover between two people."""
    await settle(pilot)
    while not isinstance(pilot.app.screen, TableScreen):
        await pilot.press("enter")
        await settle(pilot)
    return pilot.app.screen


async def say(pilot: Pilot[None], move: Move, words: str = "") -> None:
    """Choose a move with the arrow keys and enter; with words, write them."""
    screen = await sit_down(pilot)
    await pilot.press("escape", "escape")
    session = screen.match.session
    allowed = screen.match.allowed()
    groups = menu.groups(session.view(session.state.mover), None if allowed is None else allowed.__contains__)
    act, entry, variant = next(
        (g, e, v)
        for g, group in enumerate(groups)
        for e, one in enumerate(group.entries)
        for v, last in enumerate(one.variants)
        if last.move == move
    )
    group = groups[act]
    await _mark(pilot, act)
    await pilot.press("right")
    if len(group.entries) > 1:
        await _mark(pilot, entry)
        if len(group.entries[entry].variants) > 1:
            await pilot.press("enter")
    if len(group.entries[entry].variants) > 1:
        await _mark(pilot, variant)
    await pilot.press("o" if words else "enter")
    if words:
        await pilot.press(*words, "enter")
    await settle(pilot)


async def _mark(pilot: Pilot[None], number: int) -> None:
    """Move the mark of the list that has the focus."""
    here = pilot.app.focused
    assert isinstance(here, OptionList)
    at = here.highlighted or 0
    await pilot.press(*(["down"] * (number - at) if number >= at else ["up"] * (at - number)))
    assert here.highlighted == number


async def play(pilot: Pilot[None], choose: Choose) -> Session:
    """Play to the end of the meeting."""
    screen = await sit_down(pilot)
    session = screen.match.session
    while not session.over:
        await sit_down(pilot)  # what a round came to is read first
        move, ply = _move(session, choose), session.state.ply
        await say(pilot, move)
        assert session.state.ply > ply, f"{session.game.key(move)} was not played"
        assert session.log[ply].move == move
    return session


def shown(app: FrankApp) -> list[str]:
    """The paragraphs of the transcript."""
    return app.screen.query_one(Transcript).texts


async def to_the_end(scenario: Scenario, seed: int, persona: str = "pragmatist") -> str:
    """Play a scenario from its first chair: two moves by keys, and the last; gives all that the debrief shows."""
    choose = as_persona(persona)
    app = FrankApp(match=set_up(scenario, seed, (PERSON, "pragmatist")))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            session = (await sit_down(pilot)).match.session
            await say(pilot, _move(session, choose))
        screen = await sit_down(pilot)
        ahead, last = nearly_over(screen.match, choose)
    app = FrankApp(match=ahead)
    async with app.run_test(size=(80, 24)) as pilot:
        await sit_down(pilot)
        await say(pilot, last)
        assert ahead.session.over
        await sit_down(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EndingScreen)
        return text(app)


def text(app: FrankApp) -> str:
    """Everything the present screen can show, as text."""
    found = [str(block.visual) for block in app.screen.query(Static)]
    for tree in app.screen.query(Tree):
        nodes = [tree.root]
        while nodes:
            node = nodes.pop()
            found.append(str(node.label))
            nodes += node.children
    return "\n".join(found)


def strips(app: FrankApp) -> list[Strip]:
    """Return what the screen paints, row by row: each widget in its place, over what lies below it."""
    screen, width = app.screen, app.size.width
    places = []
    for node in screen.walk_children(Widget, with_self=True):
        bars = [node.vertical_scrollbar] * node.show_vertical_scrollbar
        bars += [node.horizontal_scrollbar] * node.show_horizontal_scrollbar
        for widget in (node, *bars):
            with suppress(NoWidget):  # it is not displayed
                places.append((screen.find_widget(widget), widget))
    rows = [Strip.blank(width)] * app.size.height
    for place, widget in sorted(places, key=lambda placed: placed[0].order):
        x, y, columns, _ = region = place.visible_region
        for row, line in enumerate(widget.render_lines(region - place.region.offset) if region else (), y):
            rows[row] = Strip.join([rows[row].crop(0, x), line, rows[row].crop(x + columns)])
    return rows


def painted(app: FrankApp) -> str:
    """What the screen paints, cell for cell."""
    return "\n".join(strip.text for strip in strips(app))


def saved_match(store: Store | None, *personas: str) -> Match:
    """Begin a game that is saved, of a person against the pragmatist unless others are named."""
    first, second = personas or (PERSON, "pragmatist")
    return set_up(well(), 7, (first, second), store, path=str(WELL))


def go_on(match: Match, number: int = 0) -> None:
    """Make a person's move, and those that answer it."""
    if match.person_to_move:
        moves = match.session.view(match.session.state.mover).moves()
        match.play(moves[number % len(moves)])
    match.play_computer_turns()
