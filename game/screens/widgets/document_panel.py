"""The communiqué while it is drafted: the document in the middle, proposals and objections beside it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.match.session import Session
from game.narration import communique
from game.narration.labels import NOBODY, label, on_the_table, quote, text_of
from game.narration.situation import initiatives
from game.screens.widgets.status import Words
from game.screens.widgets.transcript import side_style
from game.table.acts import HELP, Act
from game.table.protocol import Phase

_NUMBERED = ("Agreed", "Held by both", "The sides' own paragraphs")


class DocumentPanel(Horizontal):
    """The text as it stands, with the open proposal in its place; beside it, who proposed and refused what."""

    def compose(self) -> ComposeResult:
        """Yield two columns."""
        with VerticalScroll(id="document-text", can_focus=False):
            yield Static(id="document-written", markup=False)
        with VerticalScroll(id="document-talk", can_focus=False):
            yield Static(id="document-said", markup=False)

    def refresh_from(self, session: Session) -> None:
        """Show the document of a game in its drafting."""
        self.query_one("#document-written", Static).update(_document(session))
        self.query_one("#document-said", Static).update(_drafting(session))
        for name in ("#document-text", "#document-talk"):
            # After the new text has its size: the open proposal is at the end.
            self.call_after_refresh(self.query_one(name).scroll_end, animate=False)


def _document(session: Session) -> Content:
    game, state = session.game, session.state
    text = communique.communique(game, state)
    parts: Words = [("COMMUNIQUÉ\n", "bold underline"), f"{text.preamble}\n"]
    own = [*text.own[0], *text.own[1]]
    for title, lines in zip(_NUMBERED, (text.agreed, text.common, own), strict=True):
        if lines:
            parts.append((f"\n{title}\n", "bold"))
            parts += [f"{line}\n" for line in lines]
    if state.open_act == Act.TEXT and state.open_what >= 0:
        parts.append(("\nProposed, not agreed\n", "bold $text-warning"))
        parts.append((f"[ … the two sides agreed {text_of(game, state.open_what)} ]\n", "$text-warning"))
    elif state.open_act == Act.PRICE:
        parts.append(("\nAsked for, not agreed\n", "bold $text-warning"))
        parts.append((f"[ … that {on_the_table(game, state)} did not hold ]\n", "$text-warning"))
    return Content.assemble(*parts)


def _drafting(session: Session) -> Content:
    """Return the moves of the drafting, the newest last."""
    game = session.game
    parts: Words = [("Proposals and objections\n", "bold")]
    for entry in session.log:
        if entry.before.phase != Phase.DRAFTING:
            continue
        about = label(game, entry.before, entry.move, NOBODY)
        verb = HELP[Act(entry.move.act)].verb
        parts.append((game.sides[entry.side].short, side_style(game, entry.side)))
        parts.append(f" {verb}: {quote(about)}\n" if entry.move.act != Act.HOLD else f" {verb}\n")
        if entry.words:
            parts.append((f"  {entry.words}\n", "italic $text-muted"))
    parts.append((f"Proposals left: {initiatives(game, session.state)}", "$text-muted"))
    return Content.assemble(*parts)
