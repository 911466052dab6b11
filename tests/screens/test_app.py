"""Whole games through the real app, by its keys."""

from __future__ import annotations

import pytest
from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from game.match.match import PERSON
from game.match.session import Session
from game.narration import transcript
from game.narration.communique import communique
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.home import HomeScreen
from game.screens.page import Page
from game.screens.table import TableScreen
from game.screens.widgets.move_menu import MoveMenu
from game.screens.widgets.status import Status, Waiting
from game.screens.widgets.transcript import Transcript
from game.table.acts import Act
from game.table.catalogue import Move
from game.table.protocol import End
from tests.screens.driver import (
    as_persona,
    first_move,
    match,
    nearly_over,
    play,
    played,
    quarrelsome,
    say,
    settle,
    shown,
    sit_down,
    text,
    well,
)

SIZE = (80, 24)


@pytest.mark.parametrize(("side", "turns"), [(0, well().turns), (1, 3)])
async def test_a_whole_game_from_each_side_to_the_debrief(side: int, turns: int) -> None:
    personas = (PERSON, "pragmatist") if side == 0 else ("pragmatist", PERSON)
    app = FrankApp(match(personas=personas, scenario=well(turns=turns)))
    async with app.run_test(size=SIZE) as pilot:
        assert "Your brief" in text(app)
        assert "The pragmatist." in text(app)  # whom one will face
        session = await play(pilot, as_persona("bridge-builder"))
        assert app.return_code is None
        # What the app showed is what a plain game with the same moves prints.
        again = Session(session.game, session.seed)
        for entry in session.log:
            again.play(entry.move)
        plain = [one.text for one in transcript.paragraphs(again)]
        assert len(shown(app)) == len(plain)
        assert all(one in block for one, block in zip(plain, shown(app), strict=True))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EndingScreen)
        ended = text(app)
        for paragraph in communique(session.game, session.state).paragraphs():
            assert paragraph in ended
        for delegation in session.game.scenario.delegations.values():
            assert delegation.instructions.strip() in ended


async def test_a_quarrel_ends_in_suspension() -> None:
    quarrel, last = nearly_over(match(scenario=well(turns=8)), quarrelsome)
    app = FrankApp(quarrel)
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, last)
        assert quarrel.session.state.ended == End.SUSPENDED
        await sit_down(pilot)
        assert "the talks are suspended" in shown(app)[-1]
        assert "QUARREL" in str(app.screen.query_one(Status).visual)
        await pilot.press("enter")
        await pilot.pause()
        assert "No communiqué was signed" in text(app)


async def test_two_who_look_for_agreement_sign_something() -> None:
    talks, last = nearly_over(match(), as_persona("bridge-builder"))
    app = FrankApp(talks)
    async with app.run_test(size=SIZE) as pilot:
        await say(pilot, last)
        assert talks.session.over
        assert talks.session.state.agreed
        await sit_down(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "The two sides agreed" in text(app)


async def test_own_words_are_spoken_as_written_and_never_obeyed() -> None:
    app = FrankApp(match())
    words = "[@click=app.quit]we ask[/] in [/foo] peace"
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        await say(pilot, first_move(session), words)
        await sit_down(pilot)
        assert words in "\n".join(shown(app))
        await pilot.click("#transcript")
        await pilot.pause()
        assert isinstance(app.screen, TableScreen)


async def test_own_words_can_be_left_again() -> None:
    app = FrankApp(match())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        await pilot.press("right", "o", "o")
        assert isinstance(app.focused, Input)
        await pilot.press("b", "escape")
        assert screen.match.session.state.ply == 0
        assert isinstance(app.focused, OptionList)
        assert screen.query_one(MoveMenu).display


async def test_a_step_back_leads_to_the_acts_and_the_mark_stays() -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist")))
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        while session.state.turn == 0 or not screen.match.person_to_move:
            await say(pilot, first_move(session))
        await pilot.press("down", "down", "right")
        assert app.focused is screen.query_one("#menu-contents")
        await pilot.press("escape", "escape")
        assert app.focused is screen.query_one("#menu-acts")
        assert screen.query_one("#menu-acts", OptionList).highlighted == 2


async def test_what_waits_for_an_answer_is_on_the_screen() -> None:
    def asks(session: Session) -> list[Move]:
        return [move for move in session.view(session.state.mover).moves() if move.act == Act.ASK]

    talks = played(match(), first_move, lambda session: bool(asks(session)))
    app = FrankApp(talks)
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await say(pilot, asks(talks.session)[0])
        screen = await sit_down(pilot)
        assert "You owe a reason for" in str(screen.query_one(Waiting).visual)


async def test_a_key_pressed_once_too_often_never_speaks() -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist"), scenario=well(turns=3)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        while not session.over:
            moves = [m for m in session.view(session.state.mover).moves() if m.act != Act.WALK_OUT]
            await say(pilot, moves[0])
            if isinstance(app.screen, TableScreen) and not session.over:
                ply = session.state.ply
                await pilot.press("enter")
                await settle(pilot)
                assert session.state.ply == ply
                await pilot.press("escape")
            await sit_down(pilot)


async def test_a_key_that_comes_twice_at_once_makes_one_move() -> None:
    app = FrankApp(match())
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        await pilot.press("right", "enter")
        for _ in range(3):
            app.post_message(events.Key("enter", "\r"))
        await settle(pilot)
        assert session.state.ply == 1


async def test_a_round_that_is_over_is_read_before_the_next_begins() -> None:
    def last_move(session: Session) -> Move:
        return session.view(session.state.mover).moves()[-1]

    rehearsal = played(match(), last_move, lambda session: session.state.item == 1).session
    talks = played(match(), last_move, lambda session: session.state.ply == rehearsal.state.ply - 1)
    app = FrankApp(talks)
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await say(pilot, last_move(talks.session))
        assert talks.session.state.item == 1
        assert "Round 1 is over" in text(app)
        assert "The round is assessed" in text(app)


async def test_to_leave_the_table_one_is_asked() -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist")))
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press("q", "escape")
        assert isinstance(app.screen, TableScreen)
        await pilot.press("q", "enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_page_keys_turn_the_transcript_from_anywhere() -> None:
    app = FrankApp(played(match(), first_move, lambda session: session.state.ply == 7))
    async with app.run_test(size=SIZE) as pilot:
        screen = await sit_down(pilot)
        await say(pilot, first_move(screen.match.session))
        await sit_down(pilot)
        page = screen.query_one(Transcript)
        bottom = page.scroll_y
        assert bottom == page.max_scroll_y > 0
        await pilot.press("pageup")
        await pilot.pause()
        assert page.scroll_y < bottom
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert page.scroll_y == page.max_scroll_y


async def test_to_walk_out_one_is_asked_twice() -> None:
    tense = well()
    tense = tense.model_copy(update={"start": tense.start.model_copy(update={"tension": 80})})

    def open_door(session: Session) -> bool:
        return session.game.catalogue.walk_out in session.view(session.state.mover).moves()

    app = FrankApp(played(match(scenario=tense), first_move, open_door))
    async with app.run_test(size=SIZE) as pilot:
        session = (await sit_down(pilot)).match.session
        ply = session.state.ply
        await say(pilot, session.game.catalogue.walk_out)
        assert isinstance(app.screen, Page)
        await pilot.press("escape")
        await settle(pilot)
        assert session.state.ply == ply
        await say(pilot, session.game.catalogue.walk_out)
        await pilot.press("enter")
        await settle(pilot)
        assert session.over


async def test_two_computers_can_be_watched_move_by_move_and_to_the_end() -> None:
    watched = match(personas=("pragmatist", "hardliner"))
    app = FrankApp(watched)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert watched.session.state.ply == 0
        await pilot.press("space")
        assert watched.session.state.ply == 1
        await pilot.press("e")
        await pilot.pause()
        assert watched.session.over
        assert "The meeting is over" in text(app) or "talks are" in "\n".join(shown(app))


async def test_between_two_people_a_cover_hides_the_brief_and_the_menu() -> None:
    app = FrankApp(match())
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "Hand the keyboard to" in text(app)
        screen = await sit_down(pilot)
        await say(pilot, screen.match.session.view(screen.match.session.state.mover).moves()[0])
        assert isinstance(app.screen, Page)
        assert not [group for group in screen.query_one(MoveMenu).query(OptionList) if group.option_count]


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("b", "Your brief"),
        ("r", "The record"),
        ("c", "The communiqué"),
        ("m", "The argument"),
        ("s", "Sources"),
        ("question_mark", "Help"),
    ],
)
async def test_pages_open_over_the_table_and_close_again(key: str, title: str) -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist")))
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press(key)
        assert isinstance(app.screen, ModalScreen)
        assert title in text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, TableScreen)


async def test_from_the_home_screen_to_the_table_and_home_again() -> None:
    app = FrankApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await settle(pilot)
        await pilot.press("down", "enter", "down", "enter", "enter")
        await settle(pilot)
        assert "Your brief: the Chinese delegation" in text(app)
        screen = await sit_down(pilot)
        assert screen.match.personas == ("pragmatist", PERSON)


async def test_after_the_debrief_the_other_side_with_the_same_seed() -> None:
    over = played(match(11, (PERSON, "random")), as_persona("random"), lambda session: session.over)
    app = FrankApp(over)
    async with app.run_test(size=SIZE) as pilot:
        await sit_down(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("o")
        screen = await sit_down(pilot)
        assert (screen.match.session.seed, screen.match.personas) == (11, ("random", PERSON))


@pytest.mark.parametrize(("size", "said"), [((80, 24), 4), ((120, 40), 14), ((40, 24), 4), ((40, 15), 2)])
async def test_everything_that_is_needed_is_on_the_screen(size: tuple[int, int], said: int) -> None:
    app = FrankApp(match(personas=(PERSON, "pragmatist")))
    async with app.run_test(size=size) as pilot:
        screen = await sit_down(pilot)
        session = screen.match.session
        await say(pilot, first_move(session))
        for name in ("#status", "#transcript", "#menu-acts", "#menu-contents", "#menu-told"):
            region = screen.query_one(name).region
            assert region.height > 0, name
            assert region.right <= size[0], name
            assert region.bottom <= size[1], name
        assert screen.query_one("#transcript").region.height >= said


async def test_a_key_does_nothing_to_a_screen_that_is_still_being_put_up() -> None:
    app = FrankApp()
    async with app.run_test() as pilot:
        page = Page("A page", [])
        app.push_screen(page)
        assert not await app.run_action("close(True)", page), "a second key came with the first"
        await pilot.pause()
        assert app.screen is page
        assert app.focused is page.query_one("#page")
        await pilot.press("enter")
        assert app.screen is not page
