"""Apply the clock to a table: turns that run out, and delegations that are absent."""

from __future__ import annotations

from game.classroom import clock
from game.classroom.meeting import COMPUTER
from game.classroom.notices import Ticked
from game.classroom.table import Table
from game.table.moves import lapse
from game.table.protocol import Phase

EMPTY_AFTER = 10.0
"""Seconds after which the clock of a table stands at which nobody is left."""

_PARTS = {Phase.OPENING: "openings", Phase.DRAFTING: "drafting", Phase.CLOSING: "closing"}


def tick(table: Table) -> None:
    """Look at the clock of a table; to be called about once a second.

    It does one thing at a time, so that everybody can follow.
    """
    journal, now = table.journal, table.now()
    if table.unsaved and table.elsewhere is None:
        table.save()
    if table.over or not journal.clock.running:
        return
    if table.elsewhere is None:
        _see_to(table, now)
    shown = face(table, now)
    if shown != table.shown:
        table.shown = shown
        table.tell(Ticked())


def _see_to(table: Table, now: float) -> None:
    """Do what is due at a table that is served here."""
    journal = table.journal
    people = [seat for seat in table.seats if not seat.watches]
    if not any(seat.present for seat in people) and not all(journal.computers):
        if all(now - seat.since > EMPTY_AFTER for seat in people):
            table.happen("stopped", why="empty")
            table.changed()
        return
    if not _run_out(table, now):
        _fill_in(table, now)


def _run_out(table: Table, now: float) -> bool:
    """Pass over a turn whose time has run out; gives whether it had."""
    state, journal, plan = table.match.session.state, table.journal, table.settings.plan
    lefts = (journal.clock.turn_left(plan, now), journal.clock.part_left(plan, state, now))
    if all(left is None or left > 0 for left in lefts):
        return False
    side = state.mover
    if journal.drafts and not journal.computers[side]:
        best = max(
            journal.drafts, key=lambda draft: (table.support(draft, side), len(draft.votes), -draft.id)
        )
        table.send_draft(best, "time", best.seat)
    else:
        table.make(lapse(state), "", "lapsed")
    return True


def _fill_in(table: Table, now: float) -> None:
    """See to sides of which nobody is there, and to votes that now suffice."""
    journal, state = table.journal, table.match.session.state
    mover = state.mover
    for side in (0, 1):
        if journal.stand_ins[side] and any(seat.present for seat in table.members(side)):
            table.seat_computer(side, "", "here")
    if journal.computers[mover]:
        return
    members = table.members(mover)
    if any(seat.present for seat in members):
        if any(table.support(one, mover) >= table.needed(mover) for one in journal.drafts):
            table.decide(mover)
        return
    gone = max((seat.since for seat in members), default=0.0)
    # Whoever may not be replaced is waited for in each turn anew.
    turn_began = now - (journal.clock.played(now) - journal.clock.turn)
    since = max(gone, journal.clock.begun or now) if table.settings.stand_in else max(gone, turn_began)
    if now - since <= table.grace:
        return
    if table.settings.stand_in:
        table.seat_computer(mover, COMPUTER, "absent")
    else:
        table.make(lapse(state), "", "absent")


def face(table: Table, now: float) -> str:
    """What the clock of a table shows, such as ``turn 0:50, round 6:20``; empty if nothing is timed."""
    plan, state = table.settings.plan, table.match.session.state
    if table.over or not plan.turn + plan.play:
        return ""
    running = table.journal.clock
    turn, part = running.turn_left(plan, now), running.part_left(plan, state, now)
    parts = []
    if turn is not None:
        parts.append(f"turn {clock.shown(turn if part is None else min(turn, part))}")
    if part is not None:
        parts.append(f"{_PARTS.get(Phase(state.phase), 'round')} {clock.shown(part)}")
    text = ", ".join(parts)
    if running.begun is None:
        return f"{text} (not started)"
    return text if running.running else f"{text} (stopped)"
