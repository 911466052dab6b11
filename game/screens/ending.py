"""The last screen: the communiqué and the debrief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from game.match.match import Match
from game.narration import press
from game.narration.communique import communique
from game.narration.debrief import Brief, Debrief, debrief, turn_words, wish_words
from game.narration.labels import quote
from game.screens import keys
from game.screens.help import help_page
from game.screens.widgets.charts import Charts
from game.screens.widgets.footer import KeyLine
from game.screens.widgets.transcript import side_style
from game.table.compiled import CompiledScenario
from game.table.outcome import MET

if TYPE_CHECKING:
    from game.screens.app import FrankApp


class EndingScreen(Screen[None]):
    """What the meeting came to, with both briefs laid open."""

    PLACE = "ending"
    # As Textual declares it; whole, for a class derived elsewhere.
    CSS_PATH = [Path(__file__).with_name(name) for name in ("page.tcss", "ending.tcss")]  # noqa: RUF012
    AUTO_FOCUS = "#page"  # so that it scrolls
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("ending")

    def __init__(self, match: Match) -> None:
        super().__init__()
        self._match = match

    def compose(self) -> ComposeResult:
        """One long page."""
        session = self._match.session
        game, found = session.game, debrief(session)
        with VerticalScroll(id="page"):
            yield from _result(game, found)
            yield from _communique(self._match)
            yield from _press(self._match)
            yield from _section(
                "The moves at which the talk turned",
                [turn_words(turn, game) for turn in found.turns] or ["It never did: an exchange throughout."],
            )
            yield _title("The tracks over the meeting")
            yield Charts(game, found)
            for side, brief in enumerate(found.briefs):
                yield from _brief(game, side, brief)
            yield from _stood(game, found)
            yield from _section("Out of role", [*found.out_of_role, *map(str, game.scenario.questions)])
        yield KeyLine()

    def on_resize(self, event: events.Resize) -> None:
        """The charts take the room there is; on a screen that was left at once there are none."""
        for one in self.query(Charts):
            one.show_in(min(event.size.width, 100) - 8)

    def action_other_side(self) -> None:
        """The same seed from the other chair."""
        cast("FrankApp", self.app).other_side(self._match)

    def action_watch(self) -> None:
        """The game once more."""
        cast("FrankApp", self.app).watch_again(self._match)

    def action_timeline(self) -> None:
        """All moves, to go back to one."""
        cast("FrankApp", self.app).timeline(self._match)

    def action_document(self) -> None:
        """The debrief as a page to print, in the directory one is in."""
        cast("FrankApp", self.app).write_document(self._match)

    def action_home(self) -> None:
        """To the shelf."""
        cast("FrankApp", self.app).home()

    def action_help(self) -> None:
        """What one can do here."""
        self.app.push_screen(help_page(["ending", "anywhere"]))


def _title(text: str) -> Static:
    return Static(Content.styled(text, "bold underline"), classes="page-title")


def _text(*parts: str | tuple[str, str]) -> Static:
    return Static(Content.assemble(*parts), classes="page-text")


def _section(title: str, lines: tuple[str, ...] | list[str]) -> ComposeResult:
    yield _title(title)
    for line in lines:
        yield _text(line)


def _communique(match: Match) -> ComposeResult:
    text = communique(match.session.game, match.session.state)
    yield from _section(
        "Communiqué" if text.signed else "No communiqué was signed. It would have said", text.paragraphs()
    )


def _press(match: Match) -> ComposeResult:
    game = match.session.game
    yield from _section("As each side's press might report it", [press.NOTE])
    for side, one in enumerate(press.press(game, match.session.state)):
        style = side_style(game, side)
        yield _text((game.sides[side].short, style), f"  {one.headline}. {' '.join(one.sentences)}")


def _result(game: CompiledScenario, found: Debrief) -> ComposeResult:
    result = found.outcome
    yield _title(f"Ending: {found.title}")
    yield _text(found.text)
    yield _text(
        f"Worth to both together: {result.joint} of 100.  ",
        *(
            part
            for side in (0, 1)
            for part in ((game.sides[side].short, side_style(game, side)), f" {result.scores[side]}  ")
        ),
    )
    exchange, negotiation, quarrel = result.shares
    yield _text(
        f"The talk was an exchange for {exchange}% of the turns, a negotiation for {negotiation}%, "
        f"a quarrel for {quarrel}%."
    )


def _brief(game: CompiledScenario, side: int, brief: Brief) -> ComposeResult:
    yield Static(
        Content.assemble(
            (f"The brief of {brief.name[:1].lower() + brief.name[1:]}, opened", side_style(game, side))
        ),
        classes="page-title",
    )
    yield _text(brief.instructions)
    for wish in brief.wishes:
        style = "bold $text-success" if wish.status == MET else ""
        yield _text(("✓ " if wish.status == MET else "– ", style), wish_words(wish))
    for line in brief.crossed:
        yield _text((f"Red line crossed: {line}", "bold $text-error"))


def _stood(game: CompiledScenario, found: Debrief) -> ComposeResult:
    yield _title("What stood, and why")
    for title, theses in found.stood:
        yield Static(Content.styled(title, "bold"), classes="page-heading")
        for one in theses:
            yield _text(
                (game.sides[one.side].short, side_style(game, one.side)),
                f" {quote(one.line)} ",
                (one.standing, "bold"),
                f". {one.why}",
            )
