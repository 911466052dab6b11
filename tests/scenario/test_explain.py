"""Every code has a page: its wrong example is reported, its right one is not; the documents contain all pages."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from game.cli import main
from game.scenario import explain
from game.scenario.problems import CODES, Problem
from game.scenario.reading.read import read_bytes
from game.workshop import coverage
from tests.scenario.conftest import WELL

ROOT = Path(__file__).parents[2]
TITLE = "title: Joint gauges"
FILES: dict[str, Callable[[str], bytes]] = {
    "FE004": lambda well: well.encode() + b"# more\n" * 150_000,
    "FE005": lambda well: well.replace(TITLE, f"{TITLE} \u2013 daily").encode("cp1252"),
    "FE006": lambda well: well.replace(TITLE, "title: Joint\0gauges").encode(),
    "FE007": lambda well: well.replace(TITLE, "title: Joint\x1bgauges").encode(),
    "FE025": lambda well: well.replace(TITLE, "title: Joint\u2028gauges").encode(),
    "FE026": lambda well: well.replace(f"    {TITLE}", f"\u00a0\u00a0\u00a0\u00a0{TITLE}").encode(),
    "FE008": lambda well: b"# my first scenario\n",
    "FE020": lambda well: well.replace("questions:\n", "questions:\n" + "  - x\n" * 50_001).encode(),
    "FE022": lambda well: b"The water of the Sel\n",
}
"""What is in ``well.yaml`` when the wrong command of a page is typed; a page not named here has the good scenario."""
LESSON = (
    """
lesson:
  role: arlen
  steps:
    - say: Put your first claim.
      acts: [claim]
      answer: [ask]
    - say: They doubt it. Give your reason, or hold a card against one of theirs.
      acts: [support, challenge]
"""
    + "    - {say: Go on., acts: [hold]}\n" * 11
)
"""What the good scenario becomes a lesson by, where a page says so."""
TYPED = [code for code in CODES if explain.page(code).wrong[0].language == "text"]
PLAYED = [code for code in CODES if code[2] == "6"]
READ = [code for code in CODES if code not in TYPED and code not in PLAYED]


def _lines_of(blocks: tuple[explain.Block, ...], text: str) -> set[int]:
    """Return the numbers of the lines of the blocks, each of which occurs once."""
    lines: set[int] = set()
    for block in blocks:
        assert f"\n{text}".count(f"\n{block.text}\n") == 1, block.text
        first = f"\n{text}"[: f"\n{text}".index(f"\n{block.text}\n")].count("\n") + 1
        lines |= set(range(first, first + block.text.count("\n") + 1))
    return lines


def _good(base: str, well: str) -> str:
    assert base in ("", "lesson")
    return well.replace("opens: drawn", "opens: arlen") + LESSON if base else well


def _wrong(page: explain.CodePage, well: str) -> tuple[str, set[int]]:
    """Return the good scenario with the wrong lines of a page, and the numbers of those lines."""
    well = _good(page.base, well)
    _lines_of(page.right, well)
    for bad, good in zip(page.wrong, page.right, strict=True):
        well = f"\n{well}".replace(f"\n{good.text}\n", f"\n{bad.text}\n")[1:]
    return well, _lines_of(page.wrong, well)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    places = sorted((ROOT / "game" / "scenario" / "codes").iterdir())
    assert [place.name for place in places] == [f"{code}.md" for code in CODES]
    for code, entry in CODES.items():
        page = explain.page(code)
        assert page.title == entry.title
        assert len(" ".join(page.why).split()) >= 25, f"{code} says too little"
        assert 1 <= len(page.wrong) == len(page.right)


@pytest.mark.parametrize("code", READ)
def test_the_wrong_lines_are_told_where_they_are_and_the_right_ones_are_not(code: str, well: str) -> None:
    page = explain.page(code)
    text, lines = _wrong(page, well)
    told = read_bytes(text.encode(), "well.yaml").problems
    assert {one.code for one in told} == {code, *page.also}, [str(one) for one in told]
    # A page says so where the place that is named cannot be seen in its example.
    assert page.elsewhere != any(one.line in lines for one in told if one.code == code)


@pytest.mark.parametrize("base", ["", "lesson"])
def test_what_the_right_lines_stand_in_has_none_of_them(base: str, well: str) -> None:
    assert read_bytes(_good(base, well).encode(), "well.yaml").problems == []


@pytest.mark.parametrize("code", TYPED)
def test_the_commands_of_a_page_print_what_it_shows(
    code: str, well: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "well.yaml"
    (tmp_path / "my-scenarios").mkdir()
    (tmp_path / "my-scenarios" / "well.yaml").write_text(well, encoding="utf-8")
    (tmp_path / "my-copies").mkdir()
    for name in ("well.yaml", "again.yaml"):
        (tmp_path / "my-copies" / name).write_text(well, encoding="utf-8")
    page = explain.page(code)
    for block, raw in (
        (page.wrong[0], FILES[code](well) if code in FILES else well.encode()),
        (page.right[0], well.encode()),
    ):
        place.write_bytes(raw)
        command, _, shown = block.text.partition("\n")
        assert command.startswith("$ frank ")
        with suppress(SystemExit):
            main(shlex.split(command)[2:])
        streams = capsys.readouterr()
        pattern = re.escape(shown).replace("…", r"[\s\S]*")
        assert re.fullmatch(pattern, (streams.out + streams.err).rstrip("\n")), streams
    assert f"{CODES[code].severity}[{code}]" in page.wrong[0].text


@pytest.fixture(scope="module")
def met() -> list[Problem]:
    """Return what no game of the good scenario reached, in more games than are played of the wrong ones."""
    return coverage.problems(WELL, 120)


@pytest.mark.parametrize("code", PLAYED)
def test_what_no_game_reaches_is_told_by_playing(
    code: str, well: str, met: list[Problem], tmp_path: Path
) -> None:
    page = explain.page(code)
    text, lines = _wrong(page, well)
    place = tmp_path / "well.yaml"
    place.write_text(text, encoding="utf-8")
    assert {one.code for one in read_bytes(text.encode(), "well.yaml").problems} == set(page.also)
    assert [one for one in coverage.problems(place, 40) if one.code == code and one.line in lines]
    right = _lines_of(page.right, well)
    assert not [one for one in met if one.code == code and one.line in right]


def _explained(word: str | None, as_json: bool = False) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return explain.explain(word, out=out, err=err, as_json=as_json), out.getvalue(), err.getvalue()


@pytest.mark.parametrize("word", ["FE401", "fe401", "401", " FE401 "])
def test_a_page_is_shown_whatever_way_its_code_is_typed(word: str) -> None:
    code, out, err = _explained(word)
    assert (code, err) == (0, "")
    assert out.startswith("FE401: a thesis that nothing attacks\n====")
    assert "end the line with `# frank: allow FE401`" in " ".join(out.split())
    assert "\n    rebuts: [arlen-treaty-allows]".replace("\n", "\n    ") in out
    assert "```" not in out
    assert "<!--" not in out


def test_all_but_the_examples_fits_a_terminal() -> None:
    for word in (*CODES, None):
        lines = _explained(word)[1].splitlines()
        assert not [line for line in lines if len(line) > 78 and not line.startswith("    ")]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("FE41", "the nearest: FE410, FE411, FE412"),
        ("fe031", "`fe031`; the nearest: FE025, FE026, FE027"),
        ("red", "list all codes"),
        ("\x1b[31mred\n" * 9, "list all codes"),
    ],
)
def test_an_unknown_code_names_the_nearest(word: str, says: str) -> None:
    code, out, err = _explained(word)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("frank explain: there is no code `")
    assert says in err
    assert err.rstrip("\n").isprintable()


def test_the_list_has_all_of_them_by_family() -> None:
    code, out, err = _explained(None)
    assert (code, err) == (0, "")
    flat = " ".join(out.split())
    for entry in CODES.values():
        assert f"{entry.code} {entry.title}" in flat
    assert "Fairness and fit: warnings\n  FE401  a thesis that nothing attacks\n" in out


def test_programs_get_the_same() -> None:
    rows = json.loads(_explained(None, as_json=True)[1])
    assert [(row["code"], row["severity"], row["title"]) for row in rows] == [
        (one.code, one.severity, one.title) for one in CODES.values()
    ]
    found = json.loads(_explained("506", as_json=True)[1])
    assert (found["code"], found["severity"], len(found["wrong"])) == ("FE506", "hint", 1)


def test_the_document_is_made_of_the_pages() -> None:
    written = (ROOT / "scenarios" / "CODES.md").read_text(encoding="utf-8")
    assert written == explain.reference(), "python -m game.scenario.explain > scenarios/CODES.md"


def test_the_document_can_be_followed() -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(explain.reference())
    headings = [
        tokens[n + 1].content
        for n, one in enumerate(tokens)
        if one.type == "heading_open" and one.tag == "h2"
    ]
    assert [one[:5] for one in headings if one.startswith("FE")] == list(CODES)
    links = {
        child.attrs["href"] for one in tokens for child in one.children or () if child.type == "link_open"
    }
    anchors = {name for one in tokens for name in re.findall('<a id="(.+?)">', one.content)}
    assert links == {f"#{name}" for name in anchors} == {f"#{code.lower()}" for code in CODES}
    fences = [one for one in tokens if one.type == "fence"]
    assert len(fences) == sum(2 * len(explain.page(code).wrong) for code in CODES)


def test_it_is_there_at_once() -> None:
    code = (
        "import sys\nfrom game.scenario.explain import explain\n"
        "explain('FE401', out=sys.stderr, err=sys.stderr)\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"yaml", "pydantic", "textual"} & set(done.stdout.split())
