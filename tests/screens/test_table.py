"""What the table shows and how one works with it: finding, why not, the tree, the document, the shift, the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList, Static, Tree

from game.match.match import PERSON, Match, set_up
from game.match.session import Session
from game.narration import menu
from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.screens.app import FrankApp
from game.screens.argument import MapScreen
from game.screens.ending import EndingScreen
from game.screens.games import GamesScreen
from game.screens.home import HomeScreen
from game.screens.page import Page
from game.screens.shift import ShiftScreen
from game.screens.table import TableScreen
from game.screens.widgets.document_panel import DocumentPanel
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.status import Record
from game.screens.widgets.transcript import WINDOW, Transcript
from game.store import open_store
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.protocol import Phase, Type
from tests.screens.driver import (
    as_persona,
    chinese,
    first_move,
    match,
    painted,
    played,
    say,
    settle,
    shown,
    sit_down,
    text,
    well,
)

SIZE = (80, 24)
WIDE = (120, 40)


def in_the_exchange(second: str = PERSON) -> Match:
    """A match some moves into the first round, a person to move."""
    found = match(personas=(PERSON, second))
    return played(found, first_move, lambda session: session.state.turn == 3 and found.person_to_move)


def options(screen: TableScreen, name: str) -> list[str]:
    found = screen.query_one(name, OptionList)
    return [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]


async def test_a_word_narrows_the_menu_and_escape_widens_it_again() -> None:
    app = FrankApp(in_the_exchange())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        every = options(screen, "#menu-acts")
        await pilot.press("slash", *"claim")
        await settle(pilot)
        few = options(screen, "#menu-acts")
        assert 0 < len(few) < len(every)
        assert any(line.startswith("claim") for line in few)
        await pilot.press(*" zzz")
        await settle(pilot)
        assert options(screen, "#menu-acts") == []
        assert "No move has these words" in text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert options(screen, "#menu-acts") == every
        await pilot.press("slash", *"claim", "enter")
        assert not isinstance(app.focused, Input)


async def test_what_cannot_be_said_is_told_with_its_reason() -> None:
    app = FrankApp(in_the_exchange())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        await pilot.press("w")
        await settle(pilot)
        told = "\n".join(options(screen, "#menu-contents"))
        assert "reframe: the talk is an exchange already." in told
        assert "accept: nothing is on the table." in told
        session = screen.match.session
        ply = session.state.ply
        await pilot.press("enter", "enter", "o")
        await settle(pilot)
        assert session.state.ply == ply  # a reason is read, never spoken
        await pilot.press("escape")
        assert app.focused is screen.query_one("#menu-acts")


async def test_the_source_of_the_marked_move_is_one_key_away() -> None:
    app = FrankApp(in_the_exchange())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        acts = options(screen, "#menu-acts")
        claim = next(n for n, line in enumerate(acts) if line.startswith("claim"))
        screen.query_one("#menu-acts", OptionList).highlighted = claim
        await pilot.press("right", "s")
        told = text(app)
        assert "The selected move" in told
        # What a small screen cuts stands here in full.
        [move] = [m for m in [screen.query_one(MoveMenu).selected] if m]
        view = screen.match.session.view(screen.match.session.state.mover)
        assert all(line in told for line in menu.effects(view, move))


async def test_the_map_is_a_tree_and_tells_the_marked_line_in_full() -> None:
    app = FrankApp(in_the_exchange())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        await pilot.press("m")
        assert isinstance(app.screen, MapScreen)
        tree = app.screen.query_one(Tree)
        [first] = tree.root.children
        assert str(first.label).startswith("Round 1")
        put = [entry for entry in session.log if entry.move.act == Act.CLAIM]
        assert len(first.children) == len(put)
        await pilot.press("down", "down")
        told = str(app.screen.query_one("#map-says", Static).visual)
        assert "given" in told
        assert "Source:" in told


async def test_the_drafting_shows_the_document_and_what_is_proposed() -> None:
    persona = as_persona("bridge-builder")
    app = FrankApp(played(match(), persona, lambda session: session.state.phase == Phase.DRAFTING))
    async with app.run_test(size=WIDE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        assert screen.query_one(DocumentPanel).display
        assert not screen.query_one(Transcript).display
        proposal = next(
            m for m in session.view(session.state.mover).moves() if m.act in (Act.TEXT, Act.PRICE)
        )
        await say(pilot, proposal)
        await sit_down(pilot)
        written = str(screen.query_one("#document-written", Static).visual)
        said = str(screen.query_one("#document-said", Static).visual)
        assert "not agreed" in written
        assert "propose text" in said or "ask for a sentence" in said
        decline = next(
            m for m in session.view(session.state.mover).moves() if m.act in (Act.DECLINE, Act.REFUSE)
        )
        await say(pilot, decline)
        await sit_down(pilot)
        assert "not agreed" not in str(screen.query_one("#document-written", Static).visual)


def turning(session: Session) -> Move:
    """A move that makes the talk a quarrel or a negotiation, as soon as there is one."""
    moves = session.view(session.state.mover).moves()
    for acts in ((Act.ACCEPT,), (Act.OFFER,), (Act.CLAIM,), (Act.SUPPORT,), (Act.ASK,)):
        for move in moves:
            if move.act in acts:
                return move
    return moves[0]


async def test_a_turn_of_the_talk_stands_still_until_it_was_read() -> None:
    rehearsal = played(match(), turning, lambda session: session.state.kind != Type.EXCHANGE).session
    before = rehearsal.state.ply - 1
    app = FrankApp(played(match(), turning, lambda session: session.state.ply == before))
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await say(pilot, rehearsal.log[before].move)
        assert isinstance(app.screen, ShiftScreen)
        told = text(app)
        assert "N E G O T I A T I O N" in told
        assert "It took up a bid" in told
        await pilot.press("enter")
        await sit_down(pilot)
        assert "NEGOTIATION" in painted(app)


async def test_motion_and_theme_are_kept(tmp_path: Path) -> None:
    kept = tmp_path / "settings.json"
    app = FrankApp(preferences_path=kept)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await app.run_action("motion")
        app.theme = "frank-light"
        await settle(pilot)
    again = FrankApp(preferences_path=kept)
    assert again.animation_level == "none"
    assert again.theme == "frank-light"


async def test_a_contradiction_is_marked_on_the_record() -> None:
    app = FrankApp(in_the_exchange("random"))
    async with app.run_test(size=WIDE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        game = session.game
        pair = next(n for n, one in enumerate(game.pairs) if one.own and not one.granted)
        own = game.pairs[pair].own
        session.states[-1] = session.state.replace(said=session.state.said | own, clash=1 << pair)
        screen._show()
        await settle(pilot)
        assert "≠" in str(screen.query_one(Record).visual)


async def test_the_terminal_may_change_its_size_in_the_middle_of_a_round() -> None:
    app = FrankApp(in_the_exchange("pragmatist"))
    async with app.run_test(size=WIDE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        for size in ((40, 15), (80, 24), (200, 60), (40, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert screen.query_one("#menu-acts").region.height > 0
            last = shown(app)[-1].split()[-1]
            assert last in painted(app)
            ply = session.state.ply
            await say(pilot, first_move(session))
            await sit_down(pilot)
            assert session.state.ply > ply


async def test_a_very_long_talk_can_be_read_from_its_end_to_its_beginning() -> None:
    app = FrankApp(in_the_exchange())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        view = screen.query_one(Transcript)
        first = view.texts[0]
        for _ in range(8):
            view.add([one for _ in range(WINDOW // 4) for one in view._paragraphs[1:3]])
        await settle(pilot)
        assert first.split()[-1] not in painted(app)
        for _ in range(4000):
            if view.scroll_y == 0 and view._first == 0:
                break
            view.scroll_page_up(animate=False)
            await pilot.pause()
        assert first in painted(app)


async def test_the_mouse_alone_plays() -> None:
    app = FrankApp()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.click("#home-scenarios", offset=(4, 2))
        await pilot.click("#home-side", offset=(4, 1))
        await pilot.click("#home-against", offset=(4, 1))
        await settle(pilot)
        await pilot.click("FooterKey")  # Go on
        await settle(pilot)
        screen = await sit_down(pilot)
        ply = screen.match.session.state.ply
        await pilot.click("#menu-acts", offset=(3, 0))
        await pilot.click("#menu-contents", offset=(4, 0))
        await settle(pilot)
        await pilot.click("#menu-back")
        await pilot.click("#menu-contents", offset=(4, 0))
        await pilot.click("#menu-contents", offset=(4, 0))
        await settle(pilot)
        await sit_down(pilot)
        assert screen.match.session.state.ply > ply


async def test_a_whole_game_is_played_with_the_mouse_alone() -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist"), scenario=well(turns=3)))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        while not isinstance(app.screen, EndingScreen):
            if not isinstance(app.screen, TableScreen):
                await pilot.click("FooterKey")  # Go on: the brief, a turn of the talk, the end of a round
            elif app.screen.match.session.over:
                await pilot.click("#menu-title")
            else:
                ply = app.screen.match.session.state.ply
                await pilot.click("#menu-acts", offset=(3, 0))
                for _ in range(3):  # the act's content, its wording
                    table = app.screen_stack[-1]
                    if isinstance(table, TableScreen) and table.match.session.state.ply == ply:
                        await pilot.click("#menu-contents", offset=(4, 0))
            await settle(pilot)
        assert "Ending:" in text(app)


async def test_what_was_written_is_there_after_a_look_back() -> None:
    app = FrankApp(match())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        await pilot.press("right", "o", *"well", "escape")
        await settle(pilot)
        assert screen.query_one(MoveMenu).display
        await pilot.press("o")
        assert screen.query_one("#words-input", Input).value == "well"
        await pilot.click("#words-say")
        await settle(pilot)
        assert screen.match.session.log[0].words == "well"


async def test_a_game_is_saved_and_resumed_from_the_home_screen(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'games.sqlite'}")
    kept = set_up(
        well(), 7, (PERSON, PERSON), store, path=str(Path(__file__).parents[1] / "scenario/files/well.yaml")
    )
    app = FrankApp(kept, store=store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        moves = kept.session.view(kept.session.state.mover).moves()
        await say(pilot, moves[0], "my own words")
        await sit_down(pilot)
        await pilot.press("q")
        assert "You can resume the game" in text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "is saved at move 1" in text(app)
        await pilot.press("g")
        await settle(pilot)
        assert isinstance(app.screen, GamesScreen)
        await pilot.press("enter")
        await settle(pilot)
        screen = await sit_down(pilot)
        assert screen.match is not kept
        assert "my own words" in "\n".join(shown(app))
        assert screen.match.session.state == kept.session.state.replace(game=screen.match.session.game)
        while not screen.match.session.over:
            mover = screen.match.session.view(screen.match.session.state.mover)
            screen.match.play(mover.moves()[0])
        app.debrief(screen.match)
        await settle(pilot)
        assert isinstance(app.screen, EndingScreen)
        await pilot.press("h", "g")
        await settle(pilot)
        assert "Endings reached: 1 of" in text(app)
        await pilot.press("d", "enter")
        await settle(pilot)
        assert "No games are saved yet" in text(app)
        assert store.games() == []


async def test_the_brief_sets_an_opinion_piece_beside_the_delegations_lines() -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist"), scenario=_with_press()))
    async with app.run_test(size=SIZE):
        assert isinstance(app.screen, Page)
        told = text(app)
        assert "An opinion piece, not your delegation's line" in told
        assert "The paper argues for less." in told


def _with_press() -> Scenario:
    plain = well()
    data = plain.model_dump(exclude_none=True)
    [source, *_] = data["sources"]
    side = next(iter(data["delegations"]))
    data["agenda"][0]["press"] = {side: {"text": "The paper argues for less.", "source": source}}
    return Scenario.model_validate(data)


@pytest.mark.parametrize("size", [SIZE, WIDE, (40, 15)])
async def test_chinese_text_is_shown_whole(size: tuple[int, int]) -> None:
    app = FrankApp(match(scenario=chinese(), personas=(PERSON, "random")))
    async with app.run_test(size=size) as pilot:
        screen = await sit_down(pilot)
        await say(pilot, first_move(screen.match.session), "我们来谈谈")
        await settle(pilot)
        lines = painted(app).splitlines()
        assert len(lines) == size[1]
        assert "我们来谈谈" in "\n".join(shown(app))
        assert shown(app)[-1].split()[-1][-2:] in painted(app)  # the end of what was said last
        assert {cell_len(line) for line in lines} == {size[0]}  # counted in cells, not in characters


async def test_on_a_small_screen_the_help_has_all_the_lesson_says() -> None:
    scenario = read.load(library.find("your-first-exchange"))
    app = FrankApp(match(personas=(PERSON, "random"), scenario=scenario))
    async with app.run_test(size=(40, 15)) as pilot:
        screen = await sit_down(pilot)
        assert screen.match.coach
        assert screen.query_one("#menu-acts").region.height > 0
        assert screen.query_one(Transcript).region.height > 0
        await pilot.press("question_mark")
        assert screen.match.coach in text(app)


async def test_the_lesson_is_played_by_its_own_words(tmp_path: Path) -> None:
    app = FrankApp(store=open_store(f"sqlite:///{tmp_path / 'games.sqlite'}"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        screen = await sit_down(pilot)
        session, lesson = screen.match.session, screen.match.tutor
        assert lesson
        heard: list[str] = []
        while not session.over:
            coach = str(screen.query_one("#coach", Static).visual)
            if step := lesson.step(session):
                assert coach == f"{len(heard) + 1} of {len(lesson.steps)}. {' '.join(step.say.split())}"
                assert coach.split()[-1] in painted(app)  # all of it is on a small screen
                heard.append(coach)
            allowed = lesson.allowed(session)
            first = options(screen, "#menu-acts")
            assert len(first) <= 1 + len({move.act for move in allowed})
            await say(pilot, allowed[0])
            screen = await sit_down(pilot)
        assert len(heard) == len(lesson.steps)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, EndingScreen)
        assert "No communiqué was signed" not in text(app)
