"""Pages over the table: a text to read, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from game.record import argument_map, communique, transcript
from game.record.labels import item_title, name_of, sources
from game.record.session import Session
from game.screens import brief, situation
from game.screens.seats import Match
from game.table.view import View

Part = tuple[str, Sequence[str]]
"""A heading and its paragraphs."""


class Page(ModalScreen[bool]):
    """A page of headings and paragraphs. Enter or escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "close(True)", "Go on"),
        Binding("escape", "close(False)", "Back"),
    ]

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        super().__init__()
        self._title, self._parts = title, parts

    def compose(self) -> ComposeResult:
        """A scrolling text."""
        with VerticalScroll(id="page"):
            yield Static(Content.styled(self._title, "bold underline"), classes="page-title")
            for heading, paragraphs in self._parts:
                if heading:
                    yield Static(Content.styled(heading, "bold"), classes="page-heading")
                for text in paragraphs:
                    line = Static(Content(text.lstrip(" ")), classes="page-text")
                    line.styles.padding = (0, 0, 0, len(text) - len(text.lstrip(" ")))
                    yield line
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """The text takes the keys, so that it scrolls."""
        self.query_one("#page").focus()

    def action_close(self, go_on: bool) -> None:
        """Close the page."""
        self.dismiss(go_on)


def brief_page(match: Match, side: int) -> Page:
    """A side's brief, with what it knows of the other."""
    view = match.session.view(side)
    name = name_of(view.seen.game, side)
    parts = brief.brief(view, match.temper(1 - side))
    return Page(f"Your brief: {name}", [(part.title, part.lines) for part in parts])


def record_page(view: View) -> Page:
    """What both sides said, how it stands, what is agreed and what waits."""
    state = view.seen
    game = state.game
    parts: list[Part] = [("Waiting for an answer", situation.waiting(view) or ["Nothing."])]
    for side in (0, 1):
        said = [f"{one.line}  [{one.standing}]" for one in situation.record(game, state, side)]
        parts.append((name_of(game, side, start=True), said or ["Nothing yet."]))
    parts.append(("Agreed and told", situation.known(game, state) or ["Nothing yet."]))
    return Page("The record", parts)


def communique_page(session: Session) -> Page:
    """The communiqué as it stands."""
    text = communique.communique(session.game, session.state)
    return Page("The communiqué, as it stands", [("", text.paragraphs())])


def map_page(view: View) -> Page:
    """The argument of each round so far: what stands, what fell, who answered whom."""
    state = view.seen
    game = state.game
    parts: list[Part] = []
    for item in range(state.item, -1, -1):
        found = argument_map.lines(argument_map.argument_map(game, state, item), game)
        if found:
            parts.append((item_title(game, item), found))
    legend = "+ a reason for the line it hangs from    - an attack on it"
    return Page("The argument", [("", [legend]), *(parts or [("", ["Nothing was claimed yet."])])])


def sources_page(session: Session) -> Page:
    """Where what was said comes from, the newest first."""
    parts: list[Part] = []
    for entry in reversed(session.log):
        found = sources(session.game, entry.move)
        if found:
            [speech, *_] = transcript.of_entry(session.game, entry)
            parts.append((speech.text, found))
    return Page("Sources of what was said", parts or [("", ["Nothing that names a source was said yet."])])


def help_page() -> Page:
    """What the keys do, and what the game is about."""
    return Page(
        "Help",
        [
            (
                "The idea",
                [
                    "You do not pick lines that add points. You make speech acts: you claim, ask, rebut, "
                    "concede, offer. What you say goes on the record, and which claims stand is worked out "
                    "from who attacked what and who answered.",
                    "The talk has a type: an exchange of views, a negotiation or a quarrel. It shifts when one "
                    "side bids and the other answers in kind. None of them is right; each has a price.",
                    "Whoever is asked why and gives no reason until the round is assessed loses the claim. At the "
                    "end of each round what stands raises your credibility, and what has fallen costs it.",
                    "To bargain before both sides gave a reason in this round is a foul. It is not forbidden; it "
                    "costs understanding and the bidder's credibility.",
                    "Ask what a wish is for: once both sides have told, proposals open that serve both.",
                ],
            ),
            (
                "The keys",
                [
                    "up, down and enter choose; escape goes a step back",
                    "o: say the marked move in your own words",
                    "b: your brief    r: the record and what waits    m: the argument as a map",
                    "c: the communiqué so far    s: the sources of what was said",
                    "page up, page down: the transcript    q: leave the table",
                ],
            ),
        ],
    )
