"""Argument graphs: the real tools read what the author wrote, whatever the texts are."""

from __future__ import annotations

import json
from collections import Counter
from xml.etree import ElementTree

import pytest

from game.export.diagram import machines
from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.workshop.graph import CARD, CONTRADICTS, ArgumentGraph, argdown, argument_graph, dot, mermaid, svg
from tests.cli.running import frank
from tests.screens.driver import WELL, well
from tests.tools import REQUIRE_GRAPHVIZ, missing, node
from tests.tools import dot as graphviz

_EVIL = [
    'a "quoted" title', "</script><b>x</b> &amp; & &lt;", "[x] (y) {z} <w>", "`**bold**` __it__", "#tag #35; #quot;",
    "back\\slash \\n \\l \\G", "- not a list", "+ nor this: [a]", "--> x ---|y|", "end",
    ":::side1 %%{init}%%", "a.b.c. e.g. :x:",
    "人权对话不应变成谈判", "subgraph end", "@link(x) | y = z;", "===", "1. one", "> quote", "click n0 href", "_under_",
]  # fmt: skip


def _evil() -> Scenario:
    """Return the small scenario with texts that have a meaning in each of the formats."""
    data = well().model_dump(exclude_none=True)
    for number, claim in enumerate(data["claims"].values()):
        claim["lines"] = {"frank": _EVIL[number % len(_EVIL)]}
    for number, card in enumerate(data["evidence"].values()):
        card["title"], card["text"] = _EVIL[-number - 1], _EVIL[number]
    data["title"] = 'a: "b" \\ # {c} [d]'
    data["agenda"][0]["title"], data["agenda"][1]["title"] = _EVIL[0], "# head [x] <y> `z`"
    return Scenario.model_validate(data)


def _graphs() -> dict[str, ArgumentGraph]:
    shipped = {one.id: read.load(one.path) for one in library.headings()}
    return {key: argument_graph(one) for key, one in {**shipped, "evil": _evil()}.items()}


GRAPHS = _graphs()
each = pytest.mark.parametrize("name", GRAPHS)


def _spoken(graph: ArgumentGraph) -> Counter[str]:
    return Counter(f"{graph.sides[n.side] if n.side >= 0 else 'Card'}: {n.text}" for n in graph.nodes)


def test_mermaid_reads_every_claim_and_arrow() -> None:
    read_back = node("mermaid.mjs", json.dumps([mermaid(graph) for graph in GRAPHS.values()]))
    for (name, graph), found in zip(GRAPHS.items(), read_back, strict=True):
        assert found["type"] == "flowchart-v2"
        # Mermaid gives characters by number as ﬂ°°35¶ß until it paints.
        texts = [_painted(text) for text in found["nodes"]]
        assert Counter(texts) == _spoken(graph), name
        number = {node.id: f"n{n}" for n, node in enumerate(graph.nodes)}
        assert [tuple(edge) for edge in found["edges"]] == [
            (number[edge.source], edge.kind, number[edge.target]) for edge in graph.edges
        ], name


def _painted(text: str) -> str:
    parts = text.split("ﬂ°°")
    return parts[0] + "".join(chr(int(part.split("¶ß", 1)[0])) + part.split("¶ß", 1)[1] for part in parts[1:])


@each
def test_argdown_reads_every_claim_and_arrow(name: str) -> None:
    graph = GRAPHS[name]
    found = node("argdown.mjs", argdown(graph))
    assert found["errors"] == []
    said = [
        text.strip()
        for texts in (found["statements"], found["arguments"])
        for one in texts.values()
        for text in one
    ]
    assert Counter(said) == _spoken(graph)
    kinds = {"support": "supports", "attack": "rebuts", "undercut": "undercuts", "contradictory": CONTRADICTS}
    relations = Counter((kinds[kind], source, target) for kind, source, target in found["relations"])
    assert relations == Counter((edge.kind, edge.source, edge.target) for edge in graph.edges)


@each
def test_graphviz_reads_every_claim_and_arrow(name: str) -> None:
    graph = GRAPHS[name]
    found = json.loads(graphviz(dot(graph), "json"))
    names = {one["_gvid"]: one["name"] for one in found["objects"]}
    nodes = {one["name"]: one["label"] for one in found["objects"] if "nodes" not in one}
    assert set(nodes) == {one.id for one in graph.nodes}
    arrows = Counter((edge["label"], names[edge["tail"]], names[edge["head"]]) for edge in found["edges"])
    assert arrows == Counter((edge.kind, edge.source, edge.target) for edge in graph.edges)


@each
def test_a_picture_shows_every_word(name: str) -> None:
    graph = GRAPHS[name]
    if not _has_dot():
        missing("Graphviz", REQUIRE_GRAPHVIZ)
    painted = " ".join(
        "".join(part.itertext())
        for part in ElementTree.fromstring(svg(graph)).iter("{http://www.w3.org/2000/svg}text")
    )
    words = Counter(painted.split())
    for text in _spoken(graph):
        assert not Counter(text.split()) - words


def _has_dot() -> bool:
    import shutil

    return shutil.which("dot") is not None


def test_without_graphviz_a_picture_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    refused = frank("graph", WELL, "--format", "svg")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert refused.err.startswith("frank graph: ")
    assert frank("graph", WELL, "--format", "dot").code == 0


def test_the_machines_are_drawn_as_mermaid_reads_them() -> None:
    found = node("mermaid.mjs", json.dumps(list(machines().values())))
    assert [one["type"] for one in found] == ["stateDiagram"] * len(machines())


def test_cards_stand_outside_the_items() -> None:
    graph = GRAPHS["evil"]
    assert all((one.kind == CARD) == (one.item < 0) for one in graph.nodes)
