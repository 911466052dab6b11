"""Files made to exhaust memory or time: each is answered within limits that the system enforces."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from game.scenario.reading.file import MAX_BYTES

ROOT = Path(__file__).parents[2]
MEMORY, SECONDS = 600 << 20, 60
"""What two checks may take at most: bytes of address space, seconds of processor time. They take a fraction."""

_CHECK = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from game.cli import main
codes = [main(["check", sys.argv[1], "--format", form]) for form in ("text", "sarif")]
assert codes == [1, 1], codes
"""

_MOST = MAX_BYTES - 64
BOMBS: dict[str, bytes] = {
    "brackets": b"a: " + b"[" * _MOST,
    "braces": b"a: " + b"{b: " * (_MOST // 4),
    "dashes": b"- " * (_MOST // 2),
    "questions": b"? " * (_MOST // 2),
    "laughs": b"".join(b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 30)),
    "anchors": b"".join(b"- &a%d x\n" % n for n in range(_MOST // 12)),
    "keys": b"".join(b"k%d: 1\n" % n for n in range(_MOST // 11)),
    "the same key": b"key: 1\n" * (_MOST // 7),
    "one line": b"title: " + b"x" * _MOST,
    "one quote": b"title: '" + b"x\n" * (_MOST // 2),
    "escapes": b'title: "' + b"\\e" * (_MOST // 2) + b'"',
    "sequences": b'title: "' + b"\\e]52;c;" * (_MOST // 8) + b'"',
    "colons": b"a: b: " * (_MOST // 6),
    "comments": b"# frank: allow FE401\n" * (_MOST // 21),
    "todos": b"# TODO\n" * (_MOST // 7),
    "documents": b"---\n" * (_MOST // 4),
    "tags": b"!!a " * (_MOST // 4),
    "marks": "\u202e".encode() * (_MOST // 3),
    "unknown claims": b"claims:\n" + b"".join(
        b" c%d: {by: x, item: y, lines: {frank: z}, rebuts: [c%dx]}\n" % (n, n) for n in range(_MOST // 72)
    ),
    "a circle": b"claims:\n" + b"".join(
        b" c%d: {by: x, item: y, lines: {frank: z}, supports: [c%d]}\n" % (n, n + 1) for n in range(4000)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_gets_an_answer_in_text_and_in_sarif(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_bytes(BOMBS[name])
    assert file.stat().st_size <= MAX_BYTES
    done = subprocess.run(
        [sys.executable, "-c", _CHECK, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert "Traceback" not in done.stdout + done.stderr
    text, _, sarif = done.stdout.partition("\n{")
    assert "FE" in text
    assert json.loads(f"{{{sarif}")["runs"][0]["results"]
