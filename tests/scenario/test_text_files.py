"""The gate between bytes and text, and the places that are counted behind it as an editor counts them."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable

import pytest

from game.scenario.reading.file import place_of
from game.scenario.reading.read import read_bytes
from game.scenario.text_files import NotTextError, checked, decode, decode_leniently, lines_of, open_text

WRITERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16-le with a mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32 with a mark": lambda text: codecs.BOM_UTF32_LE + text.encode("utf-32-le"),
}
"""How programs write a text file."""


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_scenario_is_the_same_whoever_wrote_its_file(
    writer: str, ends: str, well: str, parser: str
) -> None:
    text = well.replace("title: Joint gauges", "title: Jöint gauges 漢字").replace("\n", ends)
    reading = read_bytes(WRITERS[writer](text), "well.yaml")
    assert reading.problems == []
    assert reading.digest == read_bytes(text.encode(), "well.yaml").digest
    faulty = text.replace("turns: 4", "turns: four")
    [found] = read_bytes(WRITERS[writer](faulty), "well.yaml").problems
    assert (found.line, found.column, found.code) == (9, 8, "FE103")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"caf\xe9 \xe0 la carte", "byte 4 (0xe9) is not UTF-8; re-save the file as UTF-8"),
        (codecs.BOM_UTF8 + b"\xff", "byte 4 (0xff) is not UTF-8; re-save the file as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", "byte 5 (0x62) is not UTF-16; re-save the file as UTF-8"),
        ("sound text\udc00".encode("utf-16-be", "surrogatepass"), "byte 21 (0xdc) is not UTF-16"),
        (codecs.BOM_UTF32_LE + b"\0\0\0\x7f", "byte 5 (0x00) is not UTF-32"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf ", "byte 15 (0xdf) is not UTF-8"),
    ],
)
def test_what_is_no_text_is_told_with_its_byte_and_the_cure(raw: bytes, message: str) -> None:
    with pytest.raises(NotTextError) as caught:
        decode(raw)
    assert message in str(caught.value)
    assert "re-save the file as UTF-8" in str(caught.value)
    assert raw.decode("latin-1") != decode_leniently(raw)


def test_the_lines_of_a_text_are_those_of_an_editor() -> None:
    assert lines_of("a\rb\r\nc\nd\x0be\x0cf\x1cg\x85h\u2028i\u2029j") == [
        *("a", "b", "c"),
        "d\x0be\x0cf\x1cg\x85h\u2028i\u2029j",
    ]
    assert lines_of("") == [""]
    assert lines_of("a\n\r") == ["a", "", ""]
    text = "a\rb\r\nc\n\u2028d"
    assert place_of(text, text.index("d")) == (4, 2)


def test_a_stream_gives_text_line_by_line() -> None:
    for writer in WRITERS.values():
        with open_text(io.BytesIO(writer("{one: 1}\r\n{two: 'é\u2028'}\r\n"))) as stream:
            assert [checked(line) for line in stream] == ["{one: 1}\n", "{two: 'é\u2028'}\n"]
    with open_text(io.BytesIO(b"first\ncaf\xe9\n")) as stream:
        assert checked(stream.readline()) == "first\n"
        with pytest.raises(ValueError, match="byte 0xe9 is not UTF-8"):
            checked(stream.readline())
