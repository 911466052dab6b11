"""Characters that are not what they seem are shown and named, with what to type instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.scenario.characters import explained, look_alike, named, strangers, visible
from game.scenario.reading.read import read_bytes
from tests.cli.running import frank

CASES = [
    # What is written in the good scenario, what replaces it, and what some message says.
    ("interest: arlen-safety", "interest: arlen-\u2060safety", "`arlen-<U+2060>safety`; U+2060 (word joiner)"),
    ("interest: arlen-safety", "interest: arlen\u2011safety", "`‑` is U+2011 (non-breaking hyphen): type `-`"),
    ("interest: arlen-safety", "interest: arlen-sαfety", "`α` is U+03B1 (Greek small letter alpha): type `a`"),
    ("colour: blue", "colour: blu\uff45", "`ｅ` is U+FF45 (Fullwidth latin small letter e): type `e`"),
    ("\ntitle: ", "\ntіtle: ", "`і` is U+0456 (Cyrillic small letter byelorussian-ukrainian i): type `i`"),
    ("\nminutes: 15", "\nminutes: １５", "`１` is U+FF11 (fullwidth digit one): type `1`"),
    ("\nminutes: 15", "\nminutes: 15\u2009min", "found `15<U+2009>min`; U+2009 (thin space) is not a space"),
    ("\nminutes: 15", "\nminutes: 15\u2062", "U+2062 (invisible times) cannot be seen: delete it"),
    ("\nminutes: 15", "\nminutes\u3164: 15", "`minutes<U+3164>` is unknown; did you mean `minutes`?"),
    ("supports: [arlen-own-gauges]", "supports: [arlen–own–gauges]", "`–` is U+2013 (en dash): type `-`"),
    ("sources:\n  treaty:", "sources:\n  trеaty:", "no source `treaty`; did you mean `trеaty`?; `е` is U+0435"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), CASES, ids=[ascii(case[1]) for case in CASES])
def test_a_character_that_is_not_what_it_seems_is_named(
    old: str, new: str, says: str, well: str, tmp_path: Path, parser: str
) -> None:
    assert old in well
    path = tmp_path / "well.yaml"
    path.write_text(well.replace(old, new, 1), encoding="utf-8")
    assert says in " ".join(each.message for each in read_bytes(path.read_bytes(), str(path)).problems)
    if parser != "SafeLoader":
        assert says in " ".join(
            each["message"] for each in json.loads(frank("check", path, "--json").out)["problems"]
        )
        [run] = json.loads(frank("check", path, "--format", "sarif").out)["runs"]
        assert says in " ".join(result["message"]["text"] for result in run["results"])
        assert says in frank("check", path).out


@pytest.mark.parametrize(
    "text",
    [
        "Jöint gauges",
        "漢字，和",
        "Привет",
        "Ελλάδα",
        "👩\u200d🌾 at work",
        "می\u200cخواهم",
        "naïve-id",
        "15 минут",
    ],
)
def test_letters_of_other_scripts_are_none_of_them(text: str) -> None:
    strange = [sign for sign in strangers(text) if sign.isalpha() or not sign.isprintable()]
    assert strange == []


def test_a_text_is_shown_and_explained() -> None:
    assert explained("found `plain`") == "found `plain`"
    assert (
        explained("“quoted” – and `plain`") == "“quoted” – and `plain`"
    )  # only pieces of code are looked at
    assert visible("a\u00a0b\u200b") == "a<U+00A0>b<U+200B>"
    assert named("\x0b") == "U+000B (line tabulation)"
    assert named("\ufdd0") == "U+FDD0"
    assert (look_alike("Ѕ"), look_alike("ж"), look_alike("S"), look_alike("；")) == ("S", "", "", ";")


def test_odd_blanks_in_texts_are_no_fault(well: str, parser: str) -> None:
    french = well.replace("title: Joint gauges", "title: 'Note\u00a0: pourquoi\u202f?'").replace(
        "summary: Arlen", "summary: |\n  \u00a0\u00a0Arlen\u00a0:\n  Arlen"
    )
    assert read_bytes(french.encode(), "well.yaml").problems == []


def test_a_file_of_odd_blanks_names_each_line_once(parser: str) -> None:
    problems = read_bytes("format: 1\n\u00a0id: a\n\u00a0title: b\n".encode(), "x.yaml").problems
    assert [(each.code, each.line, each.column) for each in problems if each.code == "FE026"] == [
        ("FE026", 2, 1), ("FE026", 3, 1)
    ]  # fmt: skip


def test_the_line_after_a_text_of_several_lines_is_no_part_of_it(parser: str) -> None:
    for style in ("|", ">", "|+", ">-"):
        text = f"a: {style}\n  \u00a0one\n  two\n\u200eb: c\n"
        problems = read_bytes(text.encode(), "x.yaml").problems
        assert [(each.line, each.column) for each in problems if each.code == "FE026"] == [(4, 1)]
