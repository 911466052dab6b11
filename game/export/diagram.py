"""Diagrams and tables of the protocol, made from its declarations."""

from __future__ import annotations

from collections.abc import Iterable

from transitions.extensions import GraphMachine

from game.table.acts import HELP, REPLIES, Act
from game.table.protocol import PHASE_TRANSITIONS, PHASES, TYPE_TRANSITIONS, TYPES


class _DrawnModel:
    """The model of a machine, which is only drawn and never run."""


def machines() -> dict[str, str]:
    """Return both state machines in Mermaid, by title: the phases of a meeting, the types of a talk."""
    diagrams = {}
    for title, states, transitions in (
        ("Phases of a meeting", PHASES, PHASE_TRANSITIONS),
        ("Types of the talk", TYPES, TYPE_TRANSITIONS),
    ):
        machine = GraphMachine(
            _DrawnModel(),
            states=states,
            transitions=transitions,
            initial=states[0],
            auto_transitions=False,
            graph_engine="mermaid",
            title=f"title: {title}",  # transitions 0.9.3 copies it into Mermaid's front matter
        )
        diagrams[title] = str(machine.get_combined_graph().draw(None)).strip() + "\n"
    return diagrams


def mermaid() -> str:
    """Return both machines as Markdown with Mermaid diagrams, which GitHub and many editors render."""
    return "\n".join(f"## {title}\n\n```mermaid\n{text}```\n" for title, text in machines().items())


def replies() -> str:
    """Return the reply table (Prakken 2005) in Markdown: pressing and yielding replies, and the deadline."""
    rows = [
        "| act | its term | pressing replies | yielding replies | answered |",
        "|---|---|---|---|---|",
    ]
    for act, answer in REPLIES.items():
        when = "by the next move" if answer.immediate else "until the assessment"
        pressing, yielding = _verbs(answer.pressing), _verbs(answer.yielding)
        rows.append(f"| {HELP[act].verb} | {HELP[act].term} | {pressing} | {yielding} | {when} |")
    return "\n".join(rows) + "\n"


def _verbs(acts: Iterable[Act]) -> str:
    return ", ".join(HELP[act].verb for act in acts) or "–"
