"""The fast way to the head of a file says what the YAML parser says, or leaves it to the parser."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from game.scenario import library
from game.scenario.plain_head import plain_head
from game.scenario.reading.nodes import head

WANTED = ("format", "id", "title", "minutes", "summary")

_VALUES = st.one_of(
    st.sampled_from(
        ["1", "10", "007", "1e3", "0x1f", "1_000", "12:30", "-1", "~", "null", "yes", "No", ".inf", "''", '"a b"',
         "a: b", "a #b", "a#b", "a:", "&a b", "*a", "!t x", "|", ">", ">-", ">+", "[a, b]", "{a: b}", "- a", "? a",
         "a  b", "a\tb", "a b ", "北京两天", "a\u2028b", "a\u202eb", "e\u0301", "@x", "`x", "%x", "a\\nb", "", "x" * 90]
    ),
    st.text(alphabet="ab1 :#-'\"\t>|[{&*!", max_size=8),
)  # fmt: skip
_LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from((*WANTED, "note", "Id", "a b", "1")), _VALUES),
    st.sampled_from(["", "#", "# a: b", "---", "...", "  more", "   more still", " x", "\tx", "-", "- a: b", "a", "  # no"]),
)  # fmt: skip
_PLAIN = "format: 1\nid: a\ntitle: A\nminutes: 5\nsummary: >-\n  One.\n  Two.\n"


@given(st.lists(_LINES, max_size=6), st.permutations(_PLAIN.splitlines()[:4]), st.booleans())
@example(["summary: >-", "  a", "", "  b", "agenda:"], _PLAIN.splitlines()[:4], False)
@example(["summary: a", "", "  b", "agenda:"], _PLAIN.splitlines()[:4], False)
@example(["summary: a", "x: y", "summary: b"], _PLAIN.splitlines()[:4], False)
def test_it_says_what_the_parser_says(lines: list[str], plain: list[str], returns: bool) -> None:
    raw = ("\r\n" if returns else "\n").join([*plain, *lines, "agenda:", ""]).encode()
    found = plain_head(raw, WANTED)
    assert found is None or found == head(raw, WANTED)


@given(st.lists(_LINES, min_size=5, max_size=12))
def test_it_says_what_the_parser_says_of_anything(lines: list[str]) -> None:
    raw = "\n".join(lines).encode()
    found = plain_head(raw, WANTED)
    assert found is None or found == head(raw, WANTED)


def test_what_is_cut_or_not_text_is_left_to_the_parser() -> None:
    assert plain_head(_PLAIN.encode(), WANTED) is None  # who knows how the summary goes on
    assert plain_head(_PLAIN.encode() + b"\xff\n", WANTED) is None
    found = plain_head(f"{_PLAIN}agenda:\n".encode(), WANTED)
    assert found == {"format": 1, "id": "a", "title": "A", "minutes": 5, "summary": "One. Two."}


def test_all_that_is_shipped_is_read_the_fast_way() -> None:
    for one in library.headings():
        raw = one.path.read_bytes()
        found = plain_head(raw[: raw.rindex(b"\nagenda:") + 1], WANTED)
        assert found == head(raw, WANTED)
        assert (one.id, one.title, one.minutes, one.summary) == tuple((found or {})[k] for k in WANTED[1:])
