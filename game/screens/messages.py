"""What the screens ask of the app. A screen posts a message; :mod:`game.screens.navigation` answers it.

No screen knows the app, and none opens another that it does not return from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen

if TYPE_CHECKING:
    from game.match.autosave import Autosave
    from game.match.match import Match


@dataclass
class Request(Message):
    """A screen asks the app to go somewhere. It is ignored if the screen is no longer on top, as after a key twice."""

    screen: Screen[Any]
    """The screen that asks."""

    @property
    def control(self) -> Screen[Any]:
        """The screen that asks."""
        return self.screen


@dataclass
class GoHome(Request):
    """Go to the home screen."""


@dataclass
class Begin(Request):
    """Begin a game: its briefing, then the table."""

    match: Match


@dataclass
class OpenGames(Request):
    """Show the saved games."""


@dataclass
class OpenGame(Request):
    """Resume a saved game, or show its debrief if it is over."""

    game: str
    """Its id in the store."""


@dataclass
class ReplayGame(Request):
    """Replay a saved game."""

    game: str
    """Its id in the store."""


@dataclass
class CompareGames(Request):
    """Show two saved games side by side."""

    first: str
    """An id in the store."""
    second: str


@dataclass
class Resume(Request):
    """Sit down at the table of a game, or read its debrief if it is over."""

    match: Match


@dataclass
class Replay(Request):
    """Replay a game from its beginning."""

    match: Match


@dataclass
class PlayBranch(Request):
    """Play on from an earlier move, in a branch."""

    match: Match
    ply: int
    """How many moves stay."""
    taken_back: bool = False
    """Whether a player takes back their own last move."""


@dataclass
class OpenTimeline(Request):
    """Show all moves of a game, to go back to one."""

    match: Match


@dataclass
class ShowDebrief(Request):
    """Show the debrief of a game that is over."""

    match: Match


@dataclass
class SwapSides(Request):
    """Begin again with the same seed from the other chair."""

    match: Match


@dataclass
class WriteDocument(Request):
    """Write the debrief of a game as a page to print."""

    match: Match


@dataclass
class Saving(Message):
    """Something happened to the saving of a game that its player is to be told: it is paused, or goes on."""

    text: str
    autosave: Autosave
