"""A page for each code: its wrong example is told so, its right one is not, and the documents are made of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game.scenario import explain
from game.scenario.problems import CODES
from game.scenario.read import read_bytes

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```yaml\n(.*?)\n```", re.DOTALL)
ELSEWHERE = {
    **dict.fromkeys(("FE001", "FE002", "FE003", "FE009"), "what is named is no file of a scenario"),
    **dict.fromkeys(
        ("FE004", "FE005", "FE006", "FE007", "FE008", "FE020", "FE022"), "no piece of a good file shows it"
    ),
    **dict.fromkeys(
        (code for code in CODES if code[2] == "6"), "it takes many games: tests/workshop runs them"
    ),
}
"""Codes whose page shows no piece of a file that could be put into a good one, and why."""


def _pieces(code: str) -> tuple[list[str], list[str]]:
    """The wrong pieces of a page, and the right ones."""
    _, wrong, right = re.split(r"^## (?:Wrong|Right)$", explain.page(code), flags=re.MULTILINE)
    return BLOCK.findall(wrong), BLOCK.findall(right)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert explain.codes() == sorted(CODES)
    for code, entry in CODES.items():
        lines = explain.page(code).split("\n")
        assert lines[0] == f"# {code}: {entry.title}"
        assert len(lines[2].split()) >= 12, f"{code} says too little"


@pytest.mark.parametrize("code", [code for code in CODES if code not in ELSEWHERE])
def test_the_wrong_example_brings_it_about_and_the_right_one_does_not(code: str, well: str) -> None:
    wrong, right = _pieces(code)
    assert len(wrong) == len(right) >= 1
    text = well
    for bad, good in zip(wrong, right, strict=True):
        assert text.count(good) == 1
        text = text.replace(good, bad)
    assert code in {one.code for one in read_bytes(text.encode(), "well.yaml").problems}
    assert code not in {one.code for one in read_bytes(well.encode(), "well.yaml").problems}


def test_the_others_show_what_is_typed_and_what_is_said() -> None:
    for code in ELSEWHERE:
        if code[2] != "6":
            assert re.search(rf"```text\n\$ frank .+\n.+: error\[{code}\]: .+\n```", explain.page(code))


def _explained(word: str | None) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return explain.explain(word, out=out, err=err), out.getvalue(), err.getvalue()


@pytest.mark.parametrize("word", ["FE401", "fe401", "401", " FE401 "])
def test_a_page_is_shown_whatever_way_its_code_is_typed(word: str) -> None:
    code, out, err = _explained(word)
    assert (code, err) == (0, "")
    assert out.startswith("FE401: a thesis that nothing attacks\n====")
    assert max(map(len, out.splitlines())) <= 78
    assert "```" not in out


def test_an_unknown_code_names_the_nearest() -> None:
    code, out, err = _explained("FE41")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "did you mean FE41" in err
    assert _explained("\x1b[31mred")[2].isprintable() or "\x1b" not in _explained("\x1b[31mred")[2]


def test_the_list_has_all_of_them() -> None:
    out = _explained(None)[1]
    for code, entry in CODES.items():
        assert f"  {code}  {entry.title}\n" in out


def test_the_document_is_made_of_the_pages() -> None:
    written = (ROOT / "scenarios" / "CODES.md").read_text(encoding="utf-8")
    assert written == explain.reference(), "python -m game.scenario.explain > scenarios/CODES.md"


def test_it_is_there_at_once() -> None:
    code = (
        "import sys\nfrom game.scenario.explain import explain\n"
        "explain('FE401', out=sys.stderr, err=sys.stderr)\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"yaml", "pydantic", "textual"} & set(done.stdout.split())
