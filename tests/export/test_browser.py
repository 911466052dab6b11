"""The pages in a real browser: it shows all of them, asks for nothing, and prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from game.export.html import debrief_page, transcript_page
from game.narration.labels import flat
from tests.export.test_html import GAMES, PLAYED
from tests.tools import REQUIRE_BROWSER, chromium, missing


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def _page(place: Path, name: str, html: str) -> Path:
    path = place / f"{name}.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["signed", "quarrel", "hostile"])
def test_a_debrief_prints_as_pages_with_all_its_text(name: str, place: Path) -> None:
    if shutil.which("pdftotext") is None:
        missing("pdftotext (poppler-utils)", REQUIRE_BROWSER)
    session = GAMES[name]
    path = _page(place, name, debrief_page(session, PLAYED))
    printed = place / f"{name}.pdf"
    chromium(path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    done = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, text=True, check=True
    )
    said = " ".join(done.stdout.split())
    pages = done.stdout.count("\f")
    assert 3 <= pages <= 40
    assert re.search(rf"{pages} ?/ ?{pages}", said)
    assert said.count("no views of those who played") >= pages
    for side in session.game.scenario.delegations.values():
        assert flat(side.instructions)[:40] in said
    for heading in ("Ending", "Both briefs, opened", "Transcript", "Sources"):
        assert heading in said


@pytest.mark.parametrize("write", [debrief_page, transcript_page])
def test_a_page_asks_for_nothing_and_complains_of_nothing(write: object, place: Path) -> None:
    html = (debrief_page if write is debrief_page else transcript_page)(GAMES["hostile"], PLAYED)
    path = _page(place, "asks", html)
    log = chromium(path, "--dump-dom", "--enable-logging=stderr", "--v=0").stderr
    complaints = [line for line in log.splitlines() if "CONSOLE" in line]
    assert complaints == []


def test_a_page_fits_a_telephone(place: Path) -> None:
    """Nothing is wider than the window: the picture of a narrow window shows no more than its width."""
    policy = "style-src 'unsafe-inline'"
    script = "document.title = 'wide ' + document.documentElement.scrollWidth + ' of ' + innerWidth"
    html = debrief_page(GAMES["quarrel"], PLAYED)
    assert html.count(policy) == 1
    probe = html.replace(policy, f"{policy}; script-src 'unsafe-inline'")
    probe = probe.replace("</body>", f"<script>{script}</script></body>")
    found = chromium(_page(place, "probe", probe), "--dump-dom", "--window-size=500,900").stdout
    title = found.split("<title>", 1)[1].split("</title>", 1)[0]
    wide, of = (int(word) for word in title.split() if word.isdigit())
    assert wide <= of
