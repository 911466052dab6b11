"""The protocol, drawn from its declarations: the two state machines, and what may answer what."""

from __future__ import annotations

from collections.abc import Iterable

from transitions.extensions import GraphMachine

from game.table.acts import HELP, REPLIES, Act
from game.table.protocol import PHASE_TRANSITIONS, PHASES, TYPE_TRANSITIONS, TYPES


class _Model:
    """What the machine hangs its state on; nothing is played."""


def machines() -> dict[str, str]:
    """Both machines in Mermaid, by title: the phases of a meeting, and the types of a talk."""
    found = {}
    for title, states, transitions in (
        ("Phases of a meeting", PHASES, PHASE_TRANSITIONS),
        ("Types of the talk", TYPES, TYPE_TRANSITIONS),
    ):
        machine = GraphMachine(
            _Model(),
            states=states,
            transitions=transitions,
            initial=states[0],
            auto_transitions=False,
            graph_engine="mermaid",
            title=f"title: {title}",  # transitions 0.9.3 writes it into Mermaid's front matter as it is
        )
        found[title] = str(machine.get_combined_graph().draw(None)).strip() + "\n"
    return found


def mermaid() -> str:
    """Both machines as Markdown with Mermaid in it, as GitHub and many editors draw it."""
    return "\n".join(f"## {title}\n\n```mermaid\n{text}```\n" for title, text in machines().items())


def replies() -> str:
    """The reply table (Prakken 2005) in Markdown: what presses, what yields, and how long there is time."""
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
