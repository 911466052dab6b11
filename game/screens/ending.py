"""The last screen: the communiqué and the debrief."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from game.match.match import Match
from game.narration import press
from game.narration.communique import communique
from game.narration.debrief import Brief, Debrief, debrief, turn_words, wish_words
from game.narration.labels import quote
from game.screens import keys, messages
from game.screens.help import help_page
from game.screens.widgets.charts import Charts
from game.screens.widgets.transcript import side_style
from game.table.compiled import CompiledScenario
from game.table.outcome import MET


class EndingScreen(Screen[None]):
    """The result of the meeting, with both briefs open."""

    PLACE = "ending"
    # Absolute, since subclasses live elsewhere.
    CSS_PATH = [Path(__file__).with_name(name) for name in ("page.tcss", "ending.tcss")]  # noqa: RUF012
    AUTO_FOCUS = "#page"  # so that it scrolls
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("ending")

    def __init__(self, match: Match) -> None:
        super().__init__()
        self._match = match

    def compose(self) -> ComposeResult:
        """Yield one long page."""
        session = self._match.session
        game, findings = session.game, debrief(session)
        with VerticalScroll(id="page"):
            yield from _result(game, findings)
            yield from _communique(self._match)
            yield from _press(self._match)
            yield from _section(
                "The moves at which the talk turned",
                [turn_words(turn, game) for turn in findings.turns]
                or ["It never did: an exchange throughout."],
            )
            yield _title("The tracks over the meeting")
            yield Charts(game, findings)
            for side, brief in enumerate(findings.briefs):
                yield from _brief(game, side, brief)
            yield from _stood(game, findings)
            yield from _section("Out of role", [*findings.out_of_role, *map(str, game.scenario.questions)])
        yield Footer()

    def on_resize(self, event: events.Resize) -> None:
        """Draw the charts as wide as there is room; a screen that was left at once has none."""
        for charts in self.query(Charts):
            charts.show_in(min(event.size.width, 100) - 8)

    def action_other_side(self) -> None:
        """Play the same seed from the other chair."""
        self.post_message(messages.SwapSides(self, self._match))

    def action_watch(self) -> None:
        """Replay the game."""
        self.post_message(messages.Replay(self, self._match))

    def action_timeline(self) -> None:
        """Show all moves, to go back to one."""
        self.post_message(messages.OpenTimeline(self, self._match))

    def action_document(self) -> None:
        """Write the debrief as a page to print, into the current directory."""
        self.post_message(messages.WriteDocument(self, self._match))

    def action_home(self) -> None:
        """Go to the home screen."""
        self.post_message(messages.GoHome(self))

    def action_help(self) -> None:
        """Show the help."""
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
    for side, report in enumerate(press.press(game, match.session.state)):
        style = side_style(game, side)
        yield _text((game.sides[side].short, style), f"  {report.headline}. {' '.join(report.sentences)}")


def _result(game: CompiledScenario, findings: Debrief) -> ComposeResult:
    result = findings.outcome
    yield _title(f"Ending: {findings.title}")
    yield _text(findings.text)
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


def _stood(game: CompiledScenario, findings: Debrief) -> ComposeResult:
    yield _title("What stood, and why")
    for title, theses in findings.stood:
        yield Static(Content.styled(title, "bold"), classes="page-heading")
        for thesis in theses:
            yield _text(
                (game.sides[thesis.side].short, side_style(game, thesis.side)),
                f" {quote(thesis.line)} ",
                (thesis.standing, "bold"),
                f". {thesis.why}",
            )
