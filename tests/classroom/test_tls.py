"""The room over https: a certificate that fits is served, and one that does not is told in a sentence."""

from __future__ import annotations

import asyncio
import re
import shutil
import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from aiohttp import ClientSession, CookieJar, TCPConnector

from game.classroom.web.guard import _is_ours
from game.classroom.web.tls import TlsError, encrypted
from tests.classroom.seats import Browser, start, until
from tests.cli.running import frank
from tests.terminals import terminal


class Pair(NamedTuple):
    """A certificate and its key."""

    cert: str
    key: str


def _openssl(*words: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.fail("the command openssl is missing, which makes the certificates of this test")
    subprocess.run([program, *words], capture_output=True, check=True)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return _pair(
        tmp_path_factory.mktemp("certificate"), "subjectAltName=DNS:localhost,DNS:Room.example,IP:127.0.0.1"
    )


def _pair(place: Path, names: str = "subjectAltName=DNS:other.example") -> Pair:
    made = Pair(str(place / "cert.pem"), str(place / "key.pem"))
    words = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", made.key)
    _openssl("req", "-x509", *words, "-out", made.cert, "-days", "2", "-subj", "/CN=room", "-addext", names)
    return made


async def test_a_seat_is_taken_and_seen_over_https(tmp_path: Path, pair: Pair) -> None:
    words = ("the-list-on-the-table", "--port", "0", "--cert", pair.cert, "--key", pair.key)
    process, code, mine = await start(tmp_path, *words)
    try:
        assert re.fullmatch(r"https://localhost:\d+/facilitator#\S+", mine)
        address = mine.partition("/facilitator")[0]
        trusted = ssl.create_default_context(cafile=pair.cert)
        jar = CookieJar(unsafe=True)
        async with ClientSession(cookie_jar=jar, connector=TCPConnector(ssl=trusted)) as session:
            browser = Browser(address, session)
            assert await browser.join(code, "Ann") == 303
            assert all(cookie["secure"] for cookie in jar)
            await browser.attach()
            await until(lambda: "Your brief" in browser.text)
            await browser.leave()
        await asyncio.to_thread(_by_terminal, address, code, pair)
    finally:
        process.kill()
        await process.wait()


def _by_terminal(address: str, code: str, pair: Pair) -> None:
    with terminal("join", address, "--code", code) as (screen, _):
        assert screen.end() == 1
        assert "not trusted; if the teacher gave you its file, add --trust FILE" in screen.text
    with terminal("join", address, "--code", code, "--trust", pair.cert) as (screen, before):
        screen.see("Press Enter")
        screen.send("\n")
        screen.see("Your brief")
        screen.send("\x1d")
        assert screen.end() == 0
        assert screen.settings == before


def test_the_names_of_a_certificate_are_names_of_the_room(pair: Pair) -> None:
    _, names = encrypted(*pair)
    assert names == ("localhost", "room.example")
    assert _is_ours("Room.example:8000", names)
    assert not _is_ours("evil.example", names)
    assert _is_ours("a.school.example", ("*.school.example",))
    assert not _is_ours("b.a.school.example", ("*.school.example",))


def test_what_does_not_fit_is_told_in_a_sentence(tmp_path: Path, pair: Pair) -> None:
    (tmp_path / "other").mkdir()
    other = _pair(tmp_path / "other")
    locked, text, old, request = (str(tmp_path / name) for name in ("locked", "text", "old", "request"))
    _openssl("pkey", "-in", pair.key, "-aes256", "-passout", "pass:x", "-out", locked)
    _openssl("req", "-new", "-key", pair.key, "-subj", "/CN=old", "-out", request)
    _openssl("x509", "-req", "-in", request, "-signkey", pair.key, "-days", "-1", "-out", old)
    Path(text).write_text("no certificate", encoding="utf-8")
    for cert, key, hint in (
        (str(tmp_path / "none"), pair.key, "cannot be read"),
        (str(tmp_path), pair.key, "cannot be read"),
        (text, pair.key, "no PEM file"),
        (pair.cert, locked, "locked with a password"),
        (pair.cert, other.key, "is not the key of the certificate"),
        (pair.key, pair.cert, "are not a certificate and its key"),
        (old, pair.key, "no browser would take"),
    ):
        with pytest.raises(TlsError, match=hint):
            encrypted(cert, key)


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("--cert", "x.pem"), 2, "--cert and --key go together"),
        (("--key", "x.pem"), 2, "--cert and --key go together"),
        (("--cert", "x.pem", "--key", "x.pem"), 1, "the certificate x.pem cannot be read"),
    ],
)
def test_half_a_pair_or_none_at_all_opens_no_room(
    tmp_path: Path, words: tuple[str, ...], code: int, hint: str
) -> None:
    url = f"sqlite:///{tmp_path / 'games.sqlite'}"
    said = frank("host", "the-list-on-the-table", "--store", url, "--port", "0", *words)
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert hint in said.err
