"""A class over an encrypted connection."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, TCPConnector

from game.cli import main
from tests.classroom.seats import Browser, start, until


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    place = tmp_path_factory.mktemp("tls")
    cert, key = place / "cert.pem", place / "key.pem"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run(
        [*asked, "-addext", names, "-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )
    return cert, key


async def test_a_seat_is_taken_over_https(tmp_path: Path, papers: tuple[Path, Path]) -> None:
    cert, key = papers
    words = ("the-list-on-the-table", "--port", "0", "--cert", str(cert), "--key", str(key))
    process, code, link = await start(tmp_path, *words)
    trusted = ssl.create_default_context(cafile=str(cert))
    session = ClientSession(cookie_jar=CookieJar(unsafe=True), connector=TCPConnector(ssl=trusted))
    try:
        address = link.partition("/facilitator")[0]
        assert address.startswith("https://")
        student = Browser(address, session)
        assert await student.join(code, "Ann") == 303
        assert all(cookie["secure"] for cookie in session.cookie_jar)
        await student.attach()
        await until(lambda: "Your brief" in student.text)
    finally:
        process.terminate()
        await process.wait()
        await session.close()


@pytest.mark.parametrize("wrong", ["no-key", "not-there", "swapped"])
def test_papers_that_do_not_fit_are_told_in_a_sentence(
    tmp_path: Path, papers: tuple[Path, Path], wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cert, key = map(str, papers)
    words = {
        "no-key": ["--cert", cert],
        "not-there": ["--cert", str(tmp_path / "none.pem"), "--key", key],
        "swapped": ["--cert", key, "--key", cert],
    }[wrong]
    url = f"sqlite:///{tmp_path / 'games.sqlite'}"
    assert main(["host", "the-list-on-the-table", "--port", "0", "--store", url, *words]) in (1, 2)
    told = capsys.readouterr().err
    assert told.startswith("frank host: ")
    assert "Traceback" not in told
    assert len(told.splitlines()) == 1
