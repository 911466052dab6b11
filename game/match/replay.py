"""From a save back to a game: a session to go on with, or only a look whether it still holds."""

from __future__ import annotations

from typing import NamedTuple

from game.match.session import ProtocolError, Session
from game.scenario.format.model import Scenario
from game.scenario.text import one_line
from game.store.digest import content_hash, same
from game.store.saved import Saved
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.outcome import ending
from game.table.play import IllegalMoveError, play, start


class Resumed(NamedTuple):
    """A save, played again."""

    session: Session
    """After the last move that fits."""
    missing: str
    """What changed since and from where, in a sentence or two; empty if nothing did."""
    edited: bool
    """The scenario is not what it was; a game that goes on from here is a branch."""
    complete: bool
    """Every move was played."""


def resume(saved: Saved, scenario: Scenario) -> Resumed:
    """Play a save again, as far as its moves exist and are legal. The save is only read.

    Args:
        saved: with its moves.
        scenario: as it is now.

    Returns:
        The session, and what is missing. Raises nothing for what a save may say.
    """
    session = Session(compile_scenario(scenario), saved.seed)
    edited = not same(saved, content_hash(scenario))
    if saved.scenario != scenario.id:
        other = f"This is a game of `{one_line(saved.scenario)}`, not of `{one_line(scenario.id)}`."
        return Resumed(session, other, True, False)
    broken = ""
    for ply, kept in enumerate(saved.moves):
        try:
            session.play(session.game.move(kept.key), kept.words)
        except KeyError:
            broken = _misfit(saved, ply, "is not in it any more" if edited else "is not in the scenario")
        except IllegalMoveError:
            broken = _misfit(saved, ply, "may not be made there any more" if edited else "is not legal there")
        except ProtocolError as error:
            broken = _misfit(saved, ply, f"breaks the protocol ({one_line(str(error), 120)})")
        if broken:
            break
    return Resumed(session, _sentence(saved, edited, broken), edited, not broken)


def _misfit(saved: Saved, ply: int, why: str) -> str:
    return (
        f"move {ply + 1}, “{one_line(saved.moves[ply].key, 80)}”, {why}: "
        f"{ply} of {len(saved.moves)} moves are played again."
    )


def _sentence(saved: Saved, edited: bool, broken: str) -> str:
    if not edited:
        return broken and f"This game does not fit the rules of this version: {broken}"
    known = "The scenario was edited since this game was kept"
    return f"{known}: {broken}" if broken else f"{known}; all {len(saved.moves)} moves still fit."


def fault(saved: Saved, game: CompiledScenario) -> str:
    """What keeps a save from being played again to its end, or from ending as it says; empty if nothing does.

    Faster than :func:`resume`: it runs the rules alone, without a session.

    Args:
        saved: with its moves.
        game: its scenario, compiled.
    """
    state = start(game, saved.seed)
    for ply, kept in enumerate(saved.moves):
        try:
            state = play(state, game.move(kept.key))
        except KeyError:
            return _misfit(saved, ply, "is not in the scenario")
        except IllegalMoveError:
            return _misfit(saved, ply, "is not legal there")
    reached = ending(state) if state.over else ""
    if reached != saved.ending:
        return f"it is kept as “{saved.ending or 'open'}”, and a replay gives “{reached or 'open'}”."
    return ""
