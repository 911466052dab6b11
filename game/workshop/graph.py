"""Draw the arguments of a scenario as it is written: Mermaid, DOT, SVG (by Graphviz) and Argdown.

Argdown (Voigt 2018, argdown.org) is a text format for argument maps: theses are statements, reasons and cards
are arguments, and an undercutter attacks the step from a reason to what it supports.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from game import FrankError
from game.narration.labels import flat
from game.scenario.cells import wrap
from game.scenario.format.model import TONES, Lines, Scenario

SUPPORTS, REBUTS, UNDERCUTS, CONTRADICTS = "supports", "rebuts", "undercuts", "contradicts"
THESIS, REASON, CARD = "thesis", "reason", "card"


class GraphNode(NamedTuple):
    """A claim or a card."""

    id: str
    kind: str
    """``thesis``; ``reason`` for a claim that supports or undercuts; or ``card``."""
    side: int
    """The side of a claim; -1 for a card."""
    item: int
    """The agenda item of a claim; -1 for a card, which may be relevant to several."""
    text: str


class GraphEdge(NamedTuple):
    """An arrow between two nodes: what the source does to the target."""

    source: str
    target: str
    kind: str


class ArgumentGraph(NamedTuple):
    """All arguments of a scenario."""

    title: str
    sides: tuple[str, ...]
    """Short names."""
    colours: tuple[str, ...]
    items: tuple[str, ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


class GraphError(FrankError):
    """Raised when a graph cannot be drawn; its text is one line."""


def argument_graph(scenario: Scenario) -> ArgumentGraph:
    """Return every claim, every card, and every arrow between them, as written.

    Args:
        scenario: a checked scenario.
    """
    sides, items = list(scenario.delegations), [item.id for item in scenario.agenda]
    nodes, edges = [], []
    for key, claim in scenario.claims.items():
        kind = REASON if claim.supports or claim.undercuts else THESIS
        node = GraphNode(key, kind, sides.index(claim.by), items.index(claim.item), _line(claim.lines))
        nodes.append(node)
        for arrow in (SUPPORTS, REBUTS, UNDERCUTS, CONTRADICTS):
            edges += [GraphEdge(key, target, arrow) for target in getattr(claim, arrow)]
    for key, card in scenario.evidence.items():
        nodes.append(GraphNode(key, CARD, -1, -1, f"{flat(card.title)}. {flat(card.text)}"))
        edges += [GraphEdge(key, target, SUPPORTS) for target in card.supports]
        edges += [GraphEdge(key, target, REBUTS) for target in card.attacks]
    delegations = scenario.delegations.values()
    return ArgumentGraph(
        flat(scenario.title),
        tuple(flat(delegation.short) for delegation in delegations),
        tuple(delegation.colour for delegation in delegations),
        tuple(flat(item.title) for item in scenario.agenda),
        tuple(nodes),
        tuple(edges),
    )


def _line(lines: Lines) -> str:
    """Return a claim's wording: frank if there is one, else cordial, else forceful."""
    order = (TONES[1], TONES[0], TONES[2])
    return flat(next(text for tone in order if (text := getattr(lines, tone))))


def draw(graph: ArgumentGraph, form: str) -> str:
    """Return a graph as ``mermaid``, ``dot``, ``argdown`` or ``svg``.

    Raises:
        GraphError: the format is ``svg`` and Graphviz's program ``dot`` is missing or fails.
    """
    if form == "mermaid":
        return mermaid(graph)
    if form == "argdown":
        return argdown(graph)
    return svg(graph) if form == "svg" else dot(graph)


def _spoken(graph: ArgumentGraph, node: GraphNode) -> str:
    return f"{graph.sides[node.side] if node.side >= 0 else 'Card'}: {node.text}"


def mermaid(graph: ArgumentGraph) -> str:
    """Return a Mermaid flowchart; a reason is below what it supports."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    lines = ["---", f"title: {json.dumps(graph.title)}", "---", "flowchart BT"]

    def add_node(node: GraphNode, indent: str) -> None:
        opening, closing = {THESIS: ("[", "]"), REASON: ("(", ")"), CARD: ("[/", "/]")}[node.kind]
        kind = f"side{node.side}" if node.side >= 0 else "card"
        lines.append(
            f'{indent}{names[node.id]}{opening}"{_entities(_spoken(graph, node))}"{closing}:::{kind}'
        )

    for number, title in enumerate(graph.items):
        lines.append(f'  subgraph item{number}["{_entities(title)}"]')
        for node in graph.nodes:
            if node.item == number:
                add_node(node, "    ")
        lines.append("  end")
    for node in graph.nodes:
        if node.kind == CARD:
            add_node(node, "  ")
    arrows = {SUPPORTS: "-->", REBUTS: "--x", UNDERCUTS: "-.->", CONTRADICTS: "-.-"}
    for edge in graph.edges:
        lines.append(f"  {names[edge.source]} {arrows[edge.kind]}|{edge.kind}| {names[edge.target]}")
    for number, colour in enumerate(graph.colours):
        lines.append(f"  classDef side{number} stroke:{colour},stroke-width:2px")
    lines.append("  classDef card stroke-dasharray:4 2")
    return "\n".join(lines) + "\n"


_SPECIAL = {sign: f"#{ord(sign)};" for sign in '"#&<>`\\;%'}


def _entities(text: str) -> str:
    """Return text for a quoted Mermaid label, with special characters as numeric entities."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def dot(graph: ArgumentGraph) -> str:
    """Return a digraph in DOT, for Graphviz."""
    from graphviz import Digraph

    drawn = Digraph(
        "arguments",
        graph_attr={"label": _literal(graph.title), "rankdir": "BT", "labelloc": "t", "newrank": "true"},
    )
    drawn.attr("node", shape="box", fontname="sans-serif", fontsize="11")
    drawn.attr("edge", fontname="sans-serif", fontsize="9")

    def add_node(to: Digraph, node: GraphNode) -> None:
        style = {THESIS: "bold", REASON: "rounded", CARD: "dashed"}[node.kind]
        colour = graph.colours[node.side] if node.side >= 0 else "black"
        to.node(
            node.id,
            _literal("\n".join(wrap(_spoken(graph, node), 36))),
            style=style,
            color=colour,
            tooltip=node.id,
        )

    for number, title in enumerate(graph.items):
        with drawn.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=_literal(title), labelloc="b")
            for node in graph.nodes:
                if node.item == number:
                    add_node(cluster, node)
    for node in graph.nodes:
        if node.kind == CARD:
            add_node(drawn, node)
    styles = {
        SUPPORTS: {},
        REBUTS: {"arrowhead": "tee"},
        UNDERCUTS: {"arrowhead": "tee", "style": "dashed"},
        CONTRADICTS: {"dir": "both", "arrowhead": "none", "arrowtail": "none", "style": "dotted"},
    }
    for edge in graph.edges:
        drawn.edge(edge.source, edge.target, edge.kind, **styles[edge.kind])
    return str(drawn.source)


def _literal(text: str) -> str:
    """Return text for a DOT label, where Graphviz would otherwise read entities and escapes."""
    from graphviz import escape

    return str(escape(text.replace("&", "&amp;")))


def svg(graph: ArgumentGraph) -> str:
    """Return an SVG picture, laid out by Graphviz.

    Raises:
        GraphError: Graphviz's program ``dot`` is not installed, or fails.
    """
    from graphviz import CalledProcessError, ExecutableNotFound, Source

    try:
        return str(Source(dot(graph)).pipe(format="svg", encoding="utf-8"))
    except ExecutableNotFound as error:
        raise GraphError(
            "SVG needs Graphviz's program `dot` (graphviz.org); install it or choose another format"
        ) from error
    except CalledProcessError as error:
        raise GraphError("Graphviz could not draw the graph; try --format dot") from error


def argdown(graph: ArgumentGraph) -> str:
    """Return an argument map in Argdown; below each statement is what supports and attacks it."""
    known = {node.id: node for node in graph.nodes}
    lines = ["===", f"title: {json.dumps(graph.title, ensure_ascii=False)}", "==="]

    def add_node(node: GraphNode) -> None:
        lines.append("")
        lines.append(f"{_named(node)}: {_escaped(_spoken(graph, node))}")
        for edge in graph.edges:
            if edge.target == node.id and edge.kind != CONTRADICTS:
                sign = {SUPPORTS: "+", REBUTS: "-", UNDERCUTS: "_"}[edge.kind]
                lines.append(f"  {sign} {_named(known[edge.source])}")
            elif edge.source == node.id and edge.kind == CONTRADICTS:
                lines.append(f"  >< {_named(known[edge.target])}")

    for number, title in enumerate(graph.items):
        lines += ["", f"# {_escaped(title)}"]
        for node in graph.nodes:
            if node.item == number:
                add_node(node)
    cards = [node for node in graph.nodes if node.kind == CARD]
    lines += ["", "# Cards"] if cards else []
    for node in cards:
        add_node(node)
    return "\n".join(lines) + "\n"


def _named(node: GraphNode) -> str:
    return f"[{node.id}]" if node.kind == THESIS else f"<{node.id}>"


def _escaped(text: str) -> str:
    """Return text with the characters escaped that have a meaning in Argdown."""
    return "".join(f"\\{sign}" if sign in r"\[]<>{}()*_#@|=+-:/" else sign for sign in text)
