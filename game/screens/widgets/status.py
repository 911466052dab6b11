"""The lines above and beside the transcript: the type of the talk, the tracks, what waits."""

from __future__ import annotations

from textual.content import Content

from game.narration import situation
from game.narration.labels import short
from game.screens.widgets.steady_text import SteadyText
from game.screens.widgets.transcript import side_style
from game.table.state import State
from game.table.view import View

TYPE_STYLE = ("bold reverse $text-success", "bold reverse $text-warning", "bold reverse $text-error")
"""By type of the talk: the style of its name, which is always shown too."""

Words = list[str | tuple[str, str]]


class Status(SteadyText):
    """Where the meeting is, in two or three lines; the type of the talk stands out most."""

    def refresh_from(self, state: State, before: State, *, wide: bool) -> None:
        """Show a state, and beside each track how the last move changed it."""
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
            change = now.value - then.value
            parts.append((f"{now.value}", "bold"))
            if change:
                parts.append((f"{change:+d}", "bold $text-warning"))
        self.update(Content.assemble(*parts))


class Waiting(SteadyText):
    """What waits for an answer, as one side sees it."""

    def refresh_from(self, view: View, most: int, *, terse: bool) -> None:
        """Show the open points, the most urgent first.

        Args:
            view: the game as the side sees it.
            most: how many points are shown.
            terse: whether they are shortened.
        """
        points = situation.waiting(view, terse=terse)
        shown = points[:most]
        if len(points) > most:
            shown.append(f"… and {len(points) - most} more (r: the record)")
        self.display = bool(shown)
        self.update(Content("\n".join(f"▸ {point}" for point in shown)))


class Record(SteadyText):
    """The record of both sides, for a wide terminal: this round, contradictions, and what they seem to want."""

    def refresh_from(self, view: View, opponent: str, *, across: bool = True) -> None:
        """Show the record as a side sees it.

        Args:
            view: the game as the side sees it.
            opponent: a sentence about the opponent's persona; empty if there is none.
            across: whether to show what the other side seems to want; not for watchers.
        """
        state = view.seen
        game = state.game
        parts: Words = [("On the record in this round\n", "bold")]
        for side in (0, 1):
            parts.append((f"{game.sides[side].short}\n", side_style(game, side)))
            for claim in situation.record(game, state, side):
                if claim.item == state.item or claim.against:
                    parts.append(f"  {short(claim.line, 90)} ")
                    parts.append((f"{claim.standing}\n", "italic $text-muted"))
                for line in claim.against:
                    parts.append((f"  ≠ {short(line, 70)}\n", "bold $text-warning"))
        for line in situation.known(game, state):
            parts.append((f"{line}\n", "$text-muted"))
        seems = [line for line in (opponent, *situation.seems(view)) if line]
        if across and seems and not state.ended:
            parts.append(("\nAcross the table\n", "bold"))
            parts += [f"{line}\n" for line in seems]
        self.update(Content.assemble(*parts))
