"""The lines above and beside the transcript: the type of the talk, the tracks, what waits."""

from __future__ import annotations

from textual.content import Content

from game.narration import situation
from game.narration.labels import short
from game.screens.widgets.text import Text
from game.screens.widgets.transcript import side_style
from game.table.state import State
from game.table.view import View

TYPE_STYLE = ("bold reverse $text-success", "bold reverse $text-warning", "bold reverse $text-error")
"""How the name of each type stands out; the name itself is always there too."""

Words = list[str | tuple[str, str]]


class Status(Text):
    """Where the meeting is, in two or three lines; the type of the talk is the loudest word."""

    def refresh_from(self, state: State, before: State, *, wide: bool) -> None:
        """Show a state, and beside each track what the last move did to it."""
        game = state.game
        parts: Words = [
            (f" {situation.talk(state).upper()} ", TYPE_STYLE[state.kind]),
            f" {situation.where(game, state)}\n",
        ]
        for now, then in zip(situation.tracks(state), situation.tracks(before), strict=True):
            if now.side >= 0 and now.name == "credibility":
                parts.append("   " if now.side or wide else "\n")
                parts.append((f"{game.sides[now.side].short}", side_style(game, now.side)))
            parts.append((f" {now.name} ", "$text-muted"))
            moved = now.value - then.value
            parts.append((f"{now.value}", "bold"))
            if moved:
                parts.append((f"{moved:+d}", "bold $text-warning"))
        self.update(Content.assemble(*parts))


class Waiting(Text):
    """What waits for an answer, from one chair."""

    def refresh_from(self, view: View, most: int, *, terse: bool) -> None:
        """Show the open points of a view, the most urgent first."""
        points = situation.waiting(view, terse=terse)
        shown = points[:most]
        if len(points) > most:
            shown.append(f"… and {len(points) - most} more (r: the record)")
        self.display = bool(shown)
        self.update(Content("\n".join(f"▸ {point}" for point in shown)))


class Record(Text):
    """The record of both sides, for a wide terminal: this round, contradictions, and what they seem to want."""

    def refresh_from(self, view: View, opponent: str, *, across: bool = True) -> None:
        """Show it as the viewer's side knows it; to who watches, nothing is across the table."""
        state = view.seen
        game = state.game
        parts: Words = [("On the record in this round\n", "bold")]
        for side in (0, 1):
            parts.append((f"{game.sides[side].short}\n", side_style(game, side)))
            for said in situation.record(game, state, side):
                if said.item == state.item or said.against:
                    parts.append(f"  {short(said.line, 90)} ")
                    parts.append((f"{said.standing}\n", "italic $text-muted"))
                for line in said.against:
                    parts.append((f"  ≠ {short(line, 70)}\n", "bold $text-warning"))
        for line in situation.known(game, state):
            parts.append((f"{line}\n", "$text-muted"))
        seems = [line for line in (opponent, *situation.seems(view)) if line]
        if across and seems and not state.ended:
            parts.append(("\nAcross the table\n", "bold"))
            parts += [f"{line}\n" for line in seems]
        self.update(Content.assemble(*parts))
