"""The real YAML language server, given a scenario, completes, explains and underlines faults."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from game.scenario.format.schema import FILE, LINE, text
from tests.scenario.conftest import WELL
from tests.tools import NODE, REQUIRE_NODE, missing

_SERVER = NODE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
_SETTINGS = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
_ABLE = {
    "workspace": {"configuration": True},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
    },
}
CURSOR = "⟦"


class Editor:
    """An editor that talks to a language server over the standard streams."""

    def __init__(self, program: str, folder: Path) -> None:
        self._folder = folder
        self._server = subprocess.Popen(
            [program, str(_SERVER), "--stdio"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        self._limit = Timer(120, self._server.kill)  # a server that hangs ends, and the reading with it
        self._limit.start()
        self._asked = self._opened = 0
        self._marks: dict[str, list[dict[str, Any]]] = {}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": _ABLE})
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        self._limit.cancel()
        self._server.kill()
        self._server.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """Return the next message; answer the server's requests and note its diagnostics."""
        assert self._server.stdout is not None
        size = 0
        while header := self._server.stdout.readline().strip().lower():
            if header.startswith(b"content-length:"):
                size = int(header.split(b":")[1])
        assert size, "the server has gone"
        message: dict[str, Any] = json.loads(self._server.stdout.read(size))
        method = message.get("method")
        if method == "workspace/configuration":
            wanted = [one.get("section") for one in message["params"]["items"]]
            answer = [_SETTINGS if section == "yaml" else {} for section in wanted]
            self._send({"id": message["id"], "result": answer})
        elif method and "id" in message:
            self._send({"id": message["id"], "result": None})
        elif method == "textDocument/publishDiagnostics":
            self._marks[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while "method" in (heard := self._hear()) or heard.get("id") != self._asked:
            pass
        return heard["result"]

    def open(self, written: str) -> tuple[str, dict[str, int]]:
        """Open a text; return its address and the place of the cursor in it."""
        before = written.partition(CURSOR)[0]
        self._opened += 1
        uri = (self._folder / f"{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": written.replace(CURSOR, "")}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri, {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}

    def marks(self, written: str) -> list[tuple[int, str]]:
        """Return the faults that the editor underlines: the line of each, from 1, and its message."""
        uri, _ = self.open(written)
        while uri not in self._marks:
            self._hear()
        return [(one["range"]["start"]["line"] + 1, one["message"]) for one in self._marks[uri]]

    def hover(self, written: str) -> str:
        uri, place = self.open(written)
        found = self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
        return str(found["contents"]["value"])

    def complete(self, written: str) -> dict[str, str]:
        """Return what the editor offers at the cursor, and what it would insert."""
        uri, place = self.open(written)
        found = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
        return {one["label"]: one.get("textEdit", {}).get("newText", "") for one in found["items"]}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    program = shutil.which("node")
    if program is None or not _SERVER.is_file():
        missing("node, or `npm install` in tests/node", REQUIRE_NODE)
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / FILE).write_text(text(), encoding="utf-8")
    one = Editor(program, folder)
    yield one
    one.close()


@pytest.fixture
def scenario() -> str:
    """Return a good scenario that begins with the line for editors."""
    return f"{LINE}\n{WELL.read_text(encoding='utf-8')}"


def test_a_good_scenario_has_no_mark(editor: Editor, scenario: str) -> None:
    assert editor.marks(scenario) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("    rung: 1\n", "    rung: 7\n", "rung: 7", "1, 2, 3"),
        ("    rebuts: [brisa-gauges-differ]", "    rebutts: [brisa-gauges-differ]", "rebutts:", "rebutts"),
        ("  joint-gauges:\n", "  Joint_Gauges:\n", "Joint_Gauges:", "Expected an id: lower-case words"),
        ('when: {rungs: ">= 2"}', "when: {rungs: many}", "rungs: many", "Expected a comparison in quotes"),
        ("    title: Joint gauges\n", "    title: 12\n", "title: 12", "string"),
        ("        confidential: true\n", "", "      arlen-fee:", "confidential"),
    ],
    ids=["value", "key", "id", "comparison", "type", "missing"],
)
def test_a_fault_is_marked_at_its_line(
    editor: Editor, scenario: str, old: str, new: str, at: str, says: str
) -> None:
    assert old in scenario
    faulty = scenario.replace(old, new, 1)
    [(line, said)] = editor.marks(faulty)
    assert at in faulty.splitlines()[line - 1]
    assert says in said


@pytest.mark.parametrize(
    ("key", "says", "example"),
    [
        ("rebuts: [brisa-treaty", "Claims of the other side, of the same item", "- brisa-treaty-binds"),
        ("when: {stands: arlen-storage", "When it is met", "agreed: upkeep-share"),
        ("rung: 1", "How large a step it is", "`3`"),
        ("turns: 4", "How many turns each side has in a round. Left out: `5`.", "5"),
    ],
)
def test_a_key_is_explained(editor: Editor, scenario: str, key: str, says: str, example: str) -> None:
    before, found, after = scenario.partition(key)
    said = editor.hover(f"{before}{found[0]}{CURSOR}{found[1:]}{after}")
    assert said.startswith(says)
    assert example in said


def test_the_keys_of_a_claim_are_offered(editor: Editor) -> None:
    written = f"{LINE}\nformat: 1\nclaims:\n  one:\n    by: arlen\n    {CURSOR}\n"
    offered = editor.complete(written)
    assert {"item", "lines", "source", "invented", "voice", "supports", "rebuts", "undercuts"} <= set(offered)
    assert "by" not in offered, "it is there"


@pytest.mark.parametrize(
    ("part", "pieces"),
    [
        ("claims", {"a thesis", "a reason", "a rebuttal", "an undercutter"}),
        ("evidence", {"a fact card"}),
        ("proposals", {"a wish of one side", "a common step", "a bridge"}),
        ("events", {"an event"}),
        ("delegations", {"the two sides"}),
    ],
)
def test_whole_pieces_are_offered_that_are_valid(editor: Editor, part: str, pieces: set[str]) -> None:
    head = f"{LINE}\n{part}:\n  "
    offered = editor.complete(f"{head}{CURSOR}\n")
    assert pieces <= set(offered)
    for piece in sorted(pieces):
        marks = editor.marks(head + _filled(offered[piece]) + "\n")
        assert [said for _, said in marks if not said.startswith('Missing property "')] == []


def _filled(snippet: str) -> str:
    """Return a snippet as an editor inserts it, indented by two columns and left unchanged."""
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", snippet).replace("\n", "\n  ")


def test_the_words_that_may_stand_in_a_place_are_offered(editor: Editor) -> None:
    offered = editor.complete(f"{LINE}\nsources:\n  a:\n    kind: {CURSOR}\n")
    assert {"opinion", "official", "study", "treaty", "press"} <= set(offered)
    conditions = editor.complete(f"{LINE}\nendings:\n  - id: a\n    when:\n      {CURSOR}\n")
    assert {"agreed", "stands", "understanding", "all", "a proposal was agreed"} <= set(conditions)
