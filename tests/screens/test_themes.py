"""Can it be read? The colours of every theme, as written and as the screens paint them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import NamedTuple

import pytest
from rich.color import Color as Painted
from rich.color import ColorType
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import OptionList

from game.match.match import PERSON, Match
from game.narration import menu
from game.screens import themes
from game.screens.app import FrankApp
from game.screens.ending import EndingScreen
from game.screens.home import HomeScreen
from game.screens.table import TableScreen
from tests.screens.driver import Choose, as_persona, match, quarrelsome, say, settle, sit_down, strips, well

READABLE = 4.5
"""WCAG 2.2, 1.4.3."""
OURS = [one for one in themes.OURS if not one.ansi]
ANSI = [one.name for one in themes.OURS if one.ansi]

TEXTS = (
    "text",
    "text-muted",
    "text-disabled",
    "text-primary",
    "text-secondary",
    "text-warning",
    "text-error",
    "text-success",
    "text-accent",
    "foreground",
    "foreground-muted",
    "footer-key-foreground",
    "footer-description-foreground",
    "link-color",
)
GROUNDS = (
    "background",
    "surface",
    "panel",
    "panel-lighten-1",
    "panel-darken-1",
    "footer-background",
    "block-cursor-background",
    "block-cursor-blurred-background",
    "block-hover-background",
)
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("link-color-hover", "link-background-hover"),
)
DRAWN = re.compile(r"[\s\u2500-\u259f🔎]*")
"""Borders, scrollbars and bars are no text (where a bar says something, it has a colour of a text), and an
emoji has its own colours."""


def _luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """By the formula of WCAG, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#abc"), Color.parse("#abc")) == pytest.approx(1)


# the themes as written


def _variables(name: str) -> dict[str, Color]:
    """All colours of a theme, as an app works them out."""
    app: App[None] = App()
    themes.install(app, name)
    found = app.get_css_variables()
    return {
        key: Color.parse(found[key]) for key in {*TEXTS, *GROUNDS, *(one for pair in PAIRS for one in pair)}
    }


@pytest.mark.parametrize("theme", [one.name for one in OURS])
def test_every_text_colour_is_readable_on_every_ground(theme: str) -> None:
    least = 7 if theme == "frank-contrast" else READABLE
    has = _variables(theme)
    grounds = {name: has[name] for name in GROUNDS}
    # A list or a box that has the focus is tinted by Textual.
    grounds |= {f"{name}, tinted": has[name].blend(has["foreground"], 0.05) for name in GROUNDS[:3]}
    pairs = {f"{text} on {name}": (has[text], ground) for text in TEXTS for name, ground in grounds.items()}
    pairs |= {f"{text} on {ground}": (has[text], has[ground]) for text, ground in PAIRS}
    assert all(one.a == 1 and not one.auto for pair in pairs.values() for one in pair)
    low = {what: round(contrast(*pair), 2) for what, pair in pairs.items() if contrast(*pair) < least}
    assert not low


@pytest.mark.parametrize("theme", [one.name for one in OURS])
def test_lines_and_handles_can_be_seen(theme: str) -> None:
    app: App[None] = App()
    themes.install(app, theme)
    found = {name: Color.parse(value) for name, value in app.get_css_variables().items() if value[0] == "#"}
    for ground in ("background", "surface", "panel"):
        for line in ("primary", "border", "scrollbar", "surface-lighten-2", "surface-lighten-3"):
            assert contrast(found[line], found[ground]) >= 3, (line, ground)
    assert contrast(found["scrollbar"], found["scrollbar-background"]) >= 3
    # Which line is marked is seen by its ground, which is quiet by choice; here it is still told apart.
    assert contrast(found["block-cursor-background"], found["surface"]) >= 1.25


@pytest.mark.parametrize("theme", [one.name for one in OURS])
def test_colours_that_mean_something_are_told_apart(theme: str) -> None:
    has = _variables(theme)
    names = ("text-primary", "text-secondary", "text-warning", "text-error", "text-success", "text-accent")
    for number, one in enumerate(names):
        for other in names[:number]:
            apart = sum(abs(a - b) for a, b in zip(has[one].rgb, has[other].rgb, strict=True))
            assert apart >= 60, (one, other)


def test_there_are_five_themes_and_no_other() -> None:
    app: App[None] = App()
    themes.install(app)
    assert tuple(one.name for one in themes.OURS) == themes.NAMES
    assert set(app.available_themes) == set(themes.NAMES)
    assert app.theme == "frank-dark"
    assert not app.native_ansi_color
    assert [one.name for one in themes.OURS if not one.dark] == ["frank-light", "ansi-light"]


def test_an_unknown_theme_gives_the_default_and_installing_twice_changes_nothing() -> None:
    app: App[None] = App()
    themes.install(app, "dracula")
    themes.install(app, "ansi-light")
    assert app.theme == "ansi-light"
    themes.install(app, "solarized-dark")
    assert app.theme == "frank-dark"
    assert set(app.available_themes) == set(themes.NAMES)


class _List(App[None]):
    """A list, as the menus have it."""

    def compose(self) -> ComposeResult:
        yield OptionList("one", "two")
        yield OptionList("three", "four")


@pytest.mark.parametrize("theme", themes.NAMES)
async def test_which_line_is_marked_and_where_the_keys_go_is_seen(theme: str) -> None:
    app = _List()
    themes.install(app, theme)
    async with app.run_test() as pilot:
        with_keys, other = app.query(OptionList)
        with_keys.focus()
        with_keys.highlighted = other.highlighted = 0
        await pilot.pause()
        marked, blurred = (
            one.get_visual_style("option-list--option-highlighted") for one in (with_keys, other)
        )
        plain, plain_other = (one.get_visual_style("option-list--option") for one in (with_keys, other))
        for one in (marked, blurred):
            assert one not in (plain, plain_other)
            assert one.underline if app.native_ansi_color else one.background != plain.background
        assert marked.bold
        assert not blurred.bold


# the themes as painted


class Bit(NamedTuple):
    """Text of one style on the screen."""

    text: str
    style: Style
    where: str


def _bits(app: FrankApp) -> Iterator[Bit]:
    """Everything that is written on the screen and is in use."""
    screen = app.screen
    for y, strip in enumerate(strips(app)):
        x = 0
        for segment in strip:
            at, x = x, x + segment.cell_length
            if segment.control or DRAWN.fullmatch(segment.text):
                continue
            # What shows beside a page lies under it; it is dimmed since it is not in use.
            if isinstance(screen, ModalScreen) and screen.get_widget_at(at, y)[0] is screen:
                continue
            where = f"{type(screen).__name__} line {y} column {at}"
            yield Bit(segment.text.strip(), segment.style or Style(), where)


def _ground_and_text(style: Style) -> tuple[Color, Color]:
    """The colours as they reach the eye."""
    assert style.color is not None
    assert style.bgcolor is not None
    text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.reverse:
        text, ground = ground, text
    if style.dim:
        text = text.blend(ground, 0.5)  # terminals do it by a third to a half
    return ground, text


def _of_terminal(colour: Painted | None) -> bool:
    """Whether it is the terminal's default colour."""
    return colour is None or colour.is_default


def _named(colour: Painted | None) -> bool:
    """Whether it is the terminal's default or one of its sixteen colours."""
    return colour is None or colour.is_default or colour.type == ColorType.STANDARD


def _unreadable(app: FrankApp, bits: list[Bit], lowest: dict[str, float]) -> list[str]:
    """What cannot be read of what is written on the present screen."""
    found = []
    if app.native_ansi_color:
        for text, style, where in bits:
            ink, ground = style.color, style.bgcolor
            # Colours of a terminal are not known, so text of no named colour belongs on no named ground.
            bare = _of_terminal(ink) and not _of_terminal(ground)
            same = not _of_terminal(ink) and ink == ground
            if bare or same or not (_named(ink) and _named(ground)):
                found.append(f"{where}: {text[:40]!r} {style}")
        return found
    for text, style, where in bits:
        if not all(
            one is not None and one.type == ColorType.TRUECOLOR for one in (style.color, style.bgcolor)
        ):
            found.append(f"{where}: {text[:40]!r} {style} has a colour that no theme gave it")
            continue
        under, over = _ground_and_text(style)
        ratio = contrast(over, under)
        lowest[app.theme] = min(ratio, lowest.get(app.theme, 21))
        if ratio < READABLE:
            found.append(f"{where}: {text[:40]!r} {over.hex} on {under.hex}: {ratio:.2f}")
    return found


def _played(plies: int, choose: Choose) -> Match:
    """A match after some moves: what was said is there at once, without a key for each."""
    found = match(seed=3, personas=(PERSON, "pragmatist"), scenario=well(turns=8))
    session = found.session
    while not session.over and (session.state.ply < plies or not found.person_to_move):
        move = choose(session)
        session.play(session.game.move(move) if isinstance(move, str) else move)
    return found


WIDE, TALL = (110, 40), (96, 64)
"""With the record beside the transcript; and with room for most of a page."""


@pytest.fixture(autouse=True)
def _in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


class _Reader:
    """Looks at screen after screen, at each in every theme: to play a game for each would take long."""

    def __init__(self, pilot: Pilot[None], app: FrankApp) -> None:
        themes.install(app)
        self.pilot, self.app = pilot, app
        self.wrong: dict[str, None] = {}
        self.lowest: dict[str, float] = {}
        self.seen = ""

    async def look(self, *keys: str) -> None:
        """Press keys, and read what is shown then."""
        await self.pilot.press(*keys)
        await settle(self.pilot)
        for theme in themes.NAMES:
            self.app.theme = theme
            await self.pilot.pause()
            self.read()

    async def look_afresh(self, begin: Callable[[], Awaitable[None]]) -> None:
        """Open a screen in each theme, read it, and close it."""
        for theme in themes.NAMES:
            self.app.theme = theme
            await self.pilot.pause()
            below = self.app.screen
            await begin()
            await settle(self.pilot)
            assert self.app.screen is not below
            self.read()
            await self.pilot.press("escape")
            await settle(self.pilot)
            assert self.app.screen is below

    def read(self) -> None:
        """Read what is shown, in the present theme."""
        bits = list(_bits(self.app))
        self.wrong |= {f"{self.app.theme}, {one}": None for one in _unreadable(self.app, bits, self.lowest)}
        self.seen += "".join(bit.text for bit in bits) + "\n"

    def done(self, *words: str) -> None:
        """It was the game that was read, and all of it could be."""
        print("the lowest contrast:", {name: round(ratio, 2) for name, ratio in self.lowest.items()})
        assert set(self.lowest) == {one.name for one in OURS}
        for word in words:
            assert word in self.seen, word
        assert not self.wrong, "\n".join(self.wrong)


async def test_the_brief_the_table_its_menus_and_pages_can_be_read() -> None:
    app = FrankApp(_played(7, as_persona("random", 3)))
    async with app.run_test(size=TALL) as pilot:
        reader = _Reader(pilot, app)
        await reader.look()
        screen = await sit_down(pilot)
        await reader.look()
        for key in ("r", "question_mark"):
            await reader.look(key)
            assert not isinstance(app.screen, TableScreen), key
            await pilot.press("escape")
        # Its tree holds the colours it was made with.
        await reader.look_afresh(lambda: pilot.press("m"))
        await pilot.resize_terminal(*WIDE)
        session = screen.match.session
        number, group = next(
            (number, group)
            for number, group in enumerate(menu.groups(session.view(session.state.mover)))
            if len(group.entries[0].variants) > 1
        )
        await reader.look(*["down"] * number)
        await reader.look("right")
        await reader.look(*["enter"] * (len(group.entries) > 1))
        assert group.entries[0].variants[0].label in reader.seen
        await reader.look("o")
        await pilot.press("escape", "escape", "escape")
        await reader.look("w")
        await pilot.press("escape", "escape")
        await pilot.hover("#menu-acts", offset=(4, 1))
        await reader.look()
        await say(pilot, session.view(session.state.mover).moves()[0])
        await reader.look()
    reader.done("Your brief", "The record", "NEGOTIATION")


async def test_the_end_the_home_screen_and_the_list_of_themes_can_be_read() -> None:
    app = FrankApp(_played(999, quarrelsome))
    async with app.run_test(size=TALL) as pilot:
        await sit_down(pilot)
        reader = _Reader(pilot, app)
        await reader.look()
        await reader.look("enter")
        assert isinstance(app.screen, EndingScreen)
        await reader.look("h")
        assert isinstance(app.screen, HomeScreen)
        await reader.look("enter", "enter")

        async def open_the_list() -> None:
            app.search_themes()
            await pilot.press("down")
            assert isinstance(app.screen, CommandPalette)

        # To Textual it is no part of the app: a new theme passes it by.
        await reader.look_afresh(open_the_list)
    reader.done("QUARREL", "No communiqué was signed", "FRANK EXCHANGE", *themes.NAMES)


async def test_a_theme_that_is_changed_at_the_table_reaches_what_was_said_before() -> None:
    app = FrankApp(_played(7, as_persona("random", 3)))
    async with app.run_test(size=WIDE) as pilot:
        themes.install(app)
        await sit_down(pilot)
        await settle(pilot)
        dark = {bit.style.color for bit in _bits(app)}
        app.theme = "frank-light"
        await settle(pilot)
        assert not dark & {bit.style.color for bit in _bits(app)}
