"""Replaying a save: into a session to resume, or only to check that it still fits."""

from __future__ import annotations

from typing import NamedTuple

from game.match.session import ProtocolError, Session
from game.scenario.format.model import Scenario
from game.scenario.text import one_line
from game.store.digest import content_hash, same_content
from game.store.saved import Saved
from game.table.compiled import CompiledScenario, compile_scenario
from game.table.outcome import ending
from game.table.play import IllegalMoveError, play, start


class Resumed(NamedTuple):
    """The replay of a save."""

    session: Session
    """The game after the last move that fits."""
    missing: str
    """A sentence or two that say what has changed and which moves are missing; empty if nothing has."""
    edited: bool
    """True if the scenario was edited since; a game that goes on from here is a branch."""
    complete: bool
    """True if every move was played."""


def resume(saved: Saved, scenario: Scenario) -> Resumed:
    """Replay a save as far as its moves exist and are legal. Never raises for the content of a save.

    Args:
        saved: the game, with its moves; it is only read.
        scenario: its scenario as it is now.
    """
    session = Session(compile_scenario(scenario), saved.seed)
    edited = not same_content(saved, content_hash(scenario))
    if saved.scenario != scenario.id:
        mismatch = f"This is a game of `{one_line(saved.scenario)}`, not of `{one_line(scenario.id)}`."
        return Resumed(session, mismatch, True, False)
    broken = ""
    for ply, saved_move in enumerate(saved.moves):
        try:
            session.play(session.game.move(saved_move.key), saved_move.words)
        except KeyError:
            broken = _misfit(saved, ply, "is no longer in it" if edited else "is not in the scenario")
        except IllegalMoveError:
            broken = _misfit(saved, ply, "is no longer legal there" if edited else "is not legal there")
        except ProtocolError as error:
            broken = _misfit(saved, ply, f"breaks the protocol ({one_line(str(error), 120)})")
        if broken:
            break
    return Resumed(session, _sentence(saved, edited, broken), edited, not broken)


def _misfit(saved: Saved, ply: int, why: str) -> str:
    return (
        f"move {ply + 1}, “{one_line(saved.moves[ply].key, 80)}”, {why}: "
        f"{ply} of {len(saved.moves)} moves were replayed."
    )


def _sentence(saved: Saved, edited: bool, broken: str) -> str:
    if not edited:
        return broken and f"This game does not fit the rules of this version: {broken}"
    edit = "The scenario was edited after this game was saved"
    return f"{edit}: {broken}" if broken else f"{edit}; all {len(saved.moves)} moves still fit."


def find_fault(saved: Saved, game: CompiledScenario) -> str:
    """Return why a save cannot be replayed to the end that it states; empty if it can.

    Faster than :func:`resume`: it runs the rules alone, without a session.

    Args:
        saved: the game, with its moves.
        game: its scenario, compiled.
    """
    state = start(game, saved.seed)
    for ply, saved_move in enumerate(saved.moves):
        try:
            state = play(state, game.move(saved_move.key))
        except KeyError:
            return _misfit(saved, ply, "is not in the scenario")
        except IllegalMoveError:
            return _misfit(saved, ply, "is not legal there")
    reached = ending(state) if state.over else ""
    if reached != saved.ending:
        return f"it is saved as “{saved.ending or 'open'}”, but a replay gives “{reached or 'open'}”."
    return ""
