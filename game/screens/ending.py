"""The last screen: the communiqué and the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from game.record.communique import communique
from game.record.debrief import Brief, Debrief, debrief, turn_words, wish_words
from game.record.labels import quote
from game.screens.seats import Match
from game.screens.widgets.transcript import side_style
from game.table.compiled import Compiled

if TYPE_CHECKING:
    from game.screens.app import FrankApp

_BARS = "▁▂▃▄▅▆▇█"


class EndingScreen(Screen[None]):
    """What the meeting came to, with both briefs laid open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "other_side", "Play the other side, same seed"),
        Binding("h", "home", "Home"),
        Binding("q", "app.quit", "Quit"),
    ]

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
            for side, brief in enumerate(found.briefs):
                yield from _brief(game, side, brief)
            yield from _course(game, found)
            yield from _stood(game, found)
            yield from _section("Out of role", found.out_of_role)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The page takes the keys."""
        self.query_one("#page").focus()

    def action_other_side(self) -> None:
        """The same seed from the other chair."""
        cast("FrankApp", self.app).other_side(self._match)

    def action_home(self) -> None:
        """To the shelf."""
        cast("FrankApp", self.app).home()


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


def _result(game: Compiled, found: Debrief) -> ComposeResult:
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


def _brief(game: Compiled, side: int, brief: Brief) -> ComposeResult:
    yield Static(
        Content.assemble((f"The brief of {brief.name[:1].lower() + brief.name[1:]}", side_style(game, side)))
    )
    yield _text(brief.instructions)
    for wish in brief.wishes:
        yield _text(wish_words(wish))
    for line in brief.crossed:
        yield _text((f"Red line crossed: {line}", "bold $text-error"))


def _course(game: Compiled, found: Debrief) -> ComposeResult:
    lines = [turn_words(turn, game) for turn in found.turns] or ["It never did: an exchange throughout."]
    yield from _section("The moves at which the talk turned", lines)
    yield _title("The tracks, move by move")
    a, b = game.sides[0].short, game.sides[1].short
    labels = ("understanding", "tension", f"{a} credibility", f"{b} credibility", f"{a} home", f"{b} home")
    width = max(map(len, labels))
    for number, label in enumerate(labels):
        values = [row[number] for row in found.tracks]
        bars = "".join(_BARS[min(7, value * 8 // 101)] for value in values)
        yield Static(
            Content.assemble(f"{label:<{width}} ", (bars, "$text-accent"), f" {values[0]} to {values[-1]}")
        )


def _stood(game: Compiled, found: Debrief) -> ComposeResult:
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
