"""The diagram of the two state machines, drawn by ``transitions`` from the declaration itself."""

from __future__ import annotations

from transitions.extensions import GraphMachine

from game.table.protocol import PHASE_TRANSITIONS, PHASES, TYPE_TRANSITIONS, TYPES


class _Model:
    """What the machine hangs its state on; nothing is played."""


def mermaid() -> str:
    """Both machines in Mermaid: the phases of a meeting, then the types of a talk."""
    parts = []
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
        parts.append(str(machine.get_combined_graph().draw(None)).strip())
    return "\n\n".join(parts) + "\n"
