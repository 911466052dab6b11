"""The documents: everything is on the page, whatever was written is text, and nothing is fetched or runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from game.export.html import PageFacts, debrief_page, transcript_page
from game.match.match import set_up
from game.match.session import Session
from game.narration import transcript
from game.narration.communique import communique
from game.narration.debrief import debrief
from game.narration.press import press
from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.table.compiled import compile_scenario
from tests.screens.driver import chinese, well

PLAYED = PageFacts(("person", "pragmatist"), "2026-01-31T12:00:00.000Z", "The <i>second</i> try", "k7m2q")
EVIL = "<script>alert(1)</script> </title> \"' & &lt;b&gt; {{ 7*7 }} {% raw %} javascript:x <img src=x onerror=y>"
VOID = {"meta", "br", "img", "link", "hr", "input", "line", "rect", "circle", "path"}


class _Page(HTMLParser):
    """The text of a page as a reader gets it, its tags, and what it links."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.ids, self.links, self.open = (
            "",
            set[str](),
            list[str](),
            list[str](),
            list[str](),
        )
        self.handlers: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.handlers += [name for name in found if name.startswith("on")]
        self.ids += [found["id"] or ""] if "id" in found and tag != "svg" else []
        self.links += [found[key] or "" for key in ("href", "src", "xlink:href") if key in found]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += f" {data}" if self.open and self.open[-1] in ("p", "li", "h3") else data


def _flat(text: str) -> str:
    return " ".join(text.split())


def _play(scenario: Scenario, seed: int, *personas: str, words: str = "") -> Session:
    match = set_up(scenario, seed, personas or ("pragmatist", "pragmatist"))  # type: ignore[arg-type]
    if not words:
        match.play_computer_turns()
    while not match.session.over:
        match.session.play(match.think(), words)
    return match.session


def _poisoned() -> Scenario:
    """The small scenario with something nasty in every text."""

    def nasty(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: nasty(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [nasty(part, key) for part in value]
        if isinstance(value, str) and key in {"title", "name"}:
            return f"{value} </b>{{{{x}}}}"
        free = {
            "text",
            "brief",
            "instructions",
            "cordial",
            "frank",
            "forceful",
            "summary",
            "note",
            "publisher",
            "date",
        }
        return f"{value} {EVIL}" if isinstance(value, str) and key in free else value

    data = nasty(well().model_dump(exclude_none=True))
    assert isinstance(data, dict)
    return Scenario.model_validate(data | {"content_note": EVIL, "questions": [EVIL]})


GAMES = {
    "signed": _play(well(), 3),
    "quarrel": _play(read.load(library.find("two-days-in-beijing")), 1, "hardliner", "hardliner"),
    "chinese": _play(chinese(), 2, "random", "random"),
    "hostile": _play(_poisoned(), 4, "random", "random", words=EVIL),
    "open": Session(compile_scenario(well()), 1),
}
each = pytest.mark.parametrize("name", GAMES)


@each
def test_a_debrief_has_everything_that_is_told_of_a_game(name: str) -> None:
    session = GAMES[name]
    page = _Page(debrief_page(session, PLAYED))
    found = debrief(session)
    wanted = [
        *communique(session.game, session.state).paragraphs(),
        found.title,
        found.text,
        PLAYED.name,
        PLAYED.id,
    ]
    wanted += [one.text for one in transcript.paragraphs(session)[1:]]
    wanted += [
        text for report in press(session.game, session.state) for text in (report.headline, *report.sentences)
    ]
    for brief in found.briefs:
        wanted += [brief.instructions, *brief.crossed, *(wish.text for wish in brief.wishes)]
    wanted += [one.why for _, theses in found.stood for one in theses]
    wanted += [_flat(text) for text in session.game.scenario.questions]
    for text in wanted:
        assert _flat(text) in page.text
    assert ("This game is not over" in page.text) is not session.over


@each
@pytest.mark.parametrize("write", [debrief_page, transcript_page])
def test_nothing_is_fetched_and_nothing_runs(name: str, write: object) -> None:
    html = (debrief_page if write is debrief_page else transcript_page)(GAMES[name], PLAYED)
    page = _Page(html)
    assert not page.tags & {"script", "iframe", "object", "embed", "link", "base", "form", "img", "image"}
    assert page.handlers == []
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert page.text.count("does not express the views") == 2


@each
def test_a_footnote_is_linked_from_where_it_is_needed(name: str) -> None:
    page = _Page(transcript_page(GAMES[name], PLAYED))
    mentioned = {source for one in transcript.paragraphs(GAMES[name]) for source in one.sources}
    notes = [one for one in page.ids if re.fullmatch(r"note\d+", one)]
    assert len(notes) == len(mentioned) == len(set(notes))
    assert len(page.ids) == len(set(page.ids))


def test_own_words_are_marked_as_such() -> None:
    assert "own words" in _Page(transcript_page(GAMES["hostile"], PLAYED)).text
    assert "own words" not in _Page(transcript_page(GAMES["signed"], PLAYED)).text


def test_the_same_game_is_the_same_page() -> None:
    assert debrief_page(GAMES["signed"], PLAYED) == debrief_page(GAMES["signed"], PLAYED)
    again = _play(well(), 3)
    assert debrief_page(again, PLAYED) == debrief_page(GAMES["signed"], PLAYED)


def test_side_colours_can_be_read_on_paper_and_in_the_dark() -> None:
    from game.export.html import _COLOURS

    for light, dark in _COLOURS.values():
        assert _contrast(light, "#ffffff") >= 4.5
        assert _contrast(light, "#f3f1ec") >= 4.5
        assert _contrast(dark, "#17171a") >= 4.5
        assert _contrast(dark, "#232328") >= 4.5


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
