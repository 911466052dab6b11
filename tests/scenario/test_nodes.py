"""YAML read by our own rules: plain values, places, limits."""

from __future__ import annotations

import math

import pytest

from game.scenario.reading.head import head
from game.scenario.reading.nodes import MAX_DEPTH, Document, parse


def data(text: str) -> dict[str, object]:
    document = parse(text.encode(), "x.yaml")
    assert document.problems == []
    assert document.data is not None
    return document.data


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("2011-04-28", "2011-04-28"),
        ("2011-04-28T10:00:00Z", "2011-04-28T10:00:00Z"),
        ("+2", 2),
        ("-3", -3),
        ("0x1F", 31),
        ("1.10", 1.1),
        ("-.5e1", -5.0),
        (".inf", math.inf),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yEs-man", "yEs-man"),
        ("=", "="),
        ("NaN", "NaN"),
        ('"no"', "no"),
        ("'12:30'", "12:30"),
        ('"7"', "7"),
        pytest.param(
            "9" * 5000, "9" * 5000, id="long"
        ),  # not an integer anybody means; Python refuses to convert it
        pytest.param("1" + "0" * 200, 10**200, id="large"),
    ],
)
def test_what_stands_there_is_what_is_meant(plain: str, value: object, parser: str) -> None:
    read = data(f"key: {plain}\n")["key"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y", "N"])
def test_an_ambiguous_word_is_kept_and_refused(word: str, parser: str) -> None:
    document = parse(f"key: {word}\n".encode(), "x.yaml")
    assert document.data == {"key": word}
    assert [problem.code for problem in document.problems] == ["FE014"]


@pytest.mark.parametrize("number", ["010", "-08", "0o17", "0b11", "1_000", "0x1_F", "007", "+0_1"])
def test_a_number_that_programs_read_differently_is_refused(number: str, parser: str) -> None:
    document = parse(f"key: {number}\n'{number}': '{number}'\n".encode(), "x.yaml")
    assert document.data == {"key": number, number: number}
    assert [(problem.code, problem.line, problem.column) for problem in document.problems] == [
        ("FE027", 1, 6)
    ]


def test_every_key_and_value_has_its_place(parser: str) -> None:
    document = parse("a:\n  b: [x, {c: 中文, d: y}]\n'e f': |\n  text\n".encode(), "x.yaml")
    assert document.keys == {
        ("a",): (1, 1),
        ("a", "b"): (2, 3),
        ("a", "b", 1, "c"): (2, 11),
        ("a", "b", 1, "d"): (2, 18),
        ("e f",): (3, 1),
    }
    assert document.values[("a", "b", 0)] == (2, 7)
    assert document.values[("a", "b", 1, "d")] == (2, 21)
    assert document.value_at(("a", "b", 1, "missing", "deeper")) == (2, 10)
    assert document.key_at(("a", "b", 1, "d")) == (2, 18)
    assert Document("x.yaml").value_at(("a",)) == (1, 1)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(parser: str) -> None:
    text = "a: 1\nb:\n  - no\n"
    plain = parse(text.encode(), "x")
    other = parse(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "x")
    assert other == plain


def test_texts_and_keys_are_cleaned(parser: str) -> None:
    document = parse(b'"k\\e[2Jey": "a\\tb\\u202ec\\u2028d"\n', "x")
    assert document.data == {"key": "a bc\nd"}
    assert [(problem.code, problem.column) for problem in document.problems] == [("FE501", 1), ("FE501", 13)]


def test_a_tab_in_a_text_is_a_blank_and_no_fault(parser: str) -> None:
    assert data('a: "x\ty"\nb: |\n  x\n  \ty\n') == {"a": "x y", "b": "x\n y\n"}


def test_an_alias_bomb_is_refused_and_never_unfolded(parser: str) -> None:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    document = parse("\n".join(lines).encode(), "x")
    assert {problem.code for problem in document.problems} == {"FE016"}
    assert len(document.problems) == 60 + 9 * 59
    assert document.data is not None
    assert document.data["a59"] == ["*a58"] * 9


def test_an_alias_to_what_contains_it_is_refused(parser: str) -> None:
    document = parse(b"a: &a\n  b: *a\n", "x")
    assert [(problem.code, problem.line, problem.column) for problem in document.problems] == [
        ("FE016", 1, 4),
        ("FE016", 2, 6),
    ]


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("{a: ", "}"), ("{? ", "}")])
def test_bottomless_nesting_is_refused(opened: str, closed: str, parser: str) -> None:
    text = "a: " + opened * 20_000 + closed * 20_000
    document = parse(text.encode(), "x")
    assert document.data is None
    assert [problem.code for problem in document.problems][:1] == ["FE019"]


def test_nesting_up_to_the_limit_is_read(parser: str) -> None:
    depth = MAX_DEPTH - 1
    assert data(f"a: {'[' * depth}{']' * depth}")
    assert parse(f"a: {'[' * (depth + 1)}{']' * (depth + 1)}".encode(), "x").data is None


def test_the_first_of_two_equal_keys_counts(parser: str) -> None:
    document = parse(b"a: {x: 1}\na: {x: 2, y: 3}\n", "x")
    assert document.data == {"a": {"x": 1}}
    assert document.values[("a", "x")] == (1, 8)


def test_a_wide_colon_inside_a_text_is_no_fault(parser: str) -> None:
    assert data("text: 我们说：谈判\nblock: |\n  frank：说\n") == {
        "text": "我们说：谈判",
        "block": "frank：说\n",
    }


def test_the_head_is_read_without_the_rest(parser: str) -> None:
    text = "format: 1\nid: one\nstart: {id: other, tension: 3}\ntitle: T\n"
    assert head(text.encode(), {"id", "title"}) == {"id": "one", "title": "T"}
    assert head((text + "broken: [").encode(), {"id", "title"}) == {"id": "one", "title": "T"}
    assert head((text + "broken: [").encode(), {"id", "minutes"}) == {"id": "one"}
    assert head(b"- id: x\n- title: y\n", {"id"}) == {}
    assert head(b"\xff", {"id"}) == {}
    assert head(b'id: "a\\e[2Jb"', {"id"}) == {"id": "ab"}
