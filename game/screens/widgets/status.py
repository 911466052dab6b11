"""The lines above and beside the transcript: the type of the talk, the tracks, what waits."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from game.record.labels import short
from game.screens import situation
from game.screens.widgets.transcript import side_style
from game.table.state import State
from game.table.view import View

_TYPE_STYLE = ("bold reverse $text-success", "bold reverse $text-warning", "bold reverse $text-error")


class Status(Static):
    """Where the meeting is, in two or three lines; the type of the talk is the loudest word."""

    def refresh_from(self, state: State, before: State, *, wide: bool) -> None:
        """Show a state, and beside each track what the last move did to it."""
        game = state.game
        parts: list[str | tuple[str, str]] = [
            (f" {situation.talk(state).upper()} ", _TYPE_STYLE[state.kind]),
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


class Waiting(Static):
    """What waits for an answer, from one chair."""

    def refresh_from(self, view: View, most: int, *, terse: bool) -> None:
        """Show the open points of a view, the most urgent first."""
        points = situation.waiting(view, terse=terse)
        shown = points[:most]
        if len(points) > most:
            shown.append(f"… and {len(points) - most} more (r: the record)")
        self.display = bool(shown)
        self.update(Content("\n".join(f"▸ {point}" for point in shown)))


class Record(Static):
    """The record of both sides, for a wide terminal: what was put in this round and how it stands."""

    def refresh_from(self, view: View) -> None:
        """Show the claims of this item."""
        state = view.seen
        game = state.game
        parts: list[str | tuple[str, str]] = [("On the record in this round\n", "bold")]
        for side in (0, 1):
            parts.append((f"{game.sides[side].short}\n", side_style(game, side)))
            for said in situation.record(game, state, side):
                if said.item == state.item:
                    parts.append(f"  {short(said.line, 90)} ")
                    parts.append((f"{said.standing}\n", "italic $text-muted"))
        for line in situation.known(game, state):
            parts.append((f"{line}\n", "$text-muted"))
        self.update(Content.assemble(*parts))
