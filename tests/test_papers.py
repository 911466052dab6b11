"""The papers of the house: short, linked, and every command line in them runs."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from game.cli import main
from game.scenario import library
from game.scenario.reading.read import load
from game.store import open_store
from game.table.compiled import compile_scenario
from tests.postgres import cluster
from tests.store import keep_game
from tests.workshop.test_second_topic import DAM

ROOT = Path(__file__).parents[1]
PAPERS = sorted(
    (
        *(ROOT / name for name in ("README.md", "scenarios/README.md", "tests/bench/README.md")),
        ROOT / ".github" / "CONTRIBUTING.md",
        *(ROOT / "game").rglob("README.md"),
    )
)
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PAPERS}

_FENCED = re.compile(r"^ *```\w*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_COMMAND = re.compile(
    r"^(?:\$ )?(?:(?:frank|pip|pipx|uv|npm|createdb|pg_dump)(?= )|(?:FRANK_\w+=\S+ )*python3? -m |\.venv/)"
)


INSTALLING = {"python3", "pip", "pipx", "uv", "npm", ".venv/bin/pip", "createdb", "pg_dump"}
"""What needs a network or a server of its own. `.ci/run` runs README's test command; the others are tried by hand."""


def _lines(text: str) -> Iterator[str]:
    """The command lines of a page: in blocks and within a sentence."""
    for block in _FENCED.findall(text):
        for line in block.splitlines():
            if _COMMAND.match(line.strip()):
                yield line.strip().removeprefix("$ ")
    for span in _INLINE.findall(_FENCED.sub("", text)):
        if _COMMAND.match(span):
            yield " ".join(span.split())


COMMANDS = sorted({(page, line) for page, text in TEXTS.items() for line in _lines(text)})
FRANK = [(page, line) for page, line in COMMANDS if line.split()[0] == "frank"]
PYTHON = [(page, line) for page, line in COMMANDS if re.match(r"(FRANK_\S+ )*python -m", line)]


def test_every_command_line_is_of_a_kind_that_is_run() -> None:
    others = {line for _, line in COMMANDS} - {line for _, line in (*FRANK, *PYTHON)}
    assert {line.split()[0] for line in others} <= INSTALLING
    assert len(FRANK) > 40
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [test] = [line for line in others if "[test]" in line and "-m pytest" in line]
    for part in (
        "python3 -m venv .venv",
        ".venv/bin/pip install -q -e '.[test",
        ".venv/bin/python -m pytest -n auto",
    ):
        assert part in test
        assert part in script


def _smaller(words: list[str]) -> list[str]:
    """Return the same command with fewer, faster games, and no output file; a name alone asks for its help."""
    if len(words) == 1 and words[0] not in ("scenarios", "sessions", "schema", "help"):
        return [*words, "--help"]
    if ">" in words:
        words = words[: words.index(">")]
    for option, number in (("--games", "1"), ("--play", "2")):
        if option in words:
            words[words.index(option) + 1] = number
    if words[0] == "playtest" and "--personas" not in words:
        words += ["--personas", "random"]
    return words


NAMES = {"ID": 0, "k7m2q": 0, "p3x9d": 1, "OTHER": 1}
"""Names of games in the pages, and which of the two kept games stands for each."""


class Place:
    """The directory of an author who has played: a scenario and two saved games."""

    def __init__(self, path: Path) -> None:
        self.url = f"sqlite:///{path / 'games.sqlite'}"
        shutil.copy(DAM, path)
        with closing(open_store(self.url)) as store:
            game = compile_scenario(load(library.find("the-list-on-the-table")))
            self._ids = [keep_game(store, game, 7, most=most)[0] for most in (12, 9)]

    def named(self, words: list[str]) -> list[str]:
        """The words with the ids of games that are there."""
        games = {name: self._ids[number] for name, number in NAMES.items()}
        return [(games | {"SCENARIO": "two-days-in-beijing"}).get(word, word) for word in words]

    def prepare(self, words: list[str]) -> None:
        """Make what a command reads, and take away what it writes anew."""
        for name in words:
            if name.endswith(".yaml") and not Path(name).exists() and "--out" not in words:
                assert main(["new", Path(name).stem]) == 0
        if words[0] == "new":
            Path(DAM.name).unlink()
        if words[0] == "join":
            words[1] = "127.0.0.1:1"  # nobody listens there
        if words[:2] == ["store", "import"]:
            assert main(["store", "export", words[2]]) == 0
        if words[0] == "replay" and words[1].endswith(".frank"):
            assert main(["share", self._ids[0], "--out", words[1]]) == 0

    def serve(self, commands: list[list[str]]) -> list[str]:
        """Open a room with each command, one after the other, and close it when it is open; return what each printed."""
        environment = os.environ | {"FRANK_STORE": self.url, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _SERVER, json.dumps([[*words, "--port", "0"] for words in commands])]
        printed = [""]
        with subprocess.Popen(command, stdout=PIPE, stderr=STDOUT, text=True, env=environment) as server:
            assert server.stdout is not None
            for text in server.stdout:
                printed[-1] += text
                if text.startswith("Ctrl+C"):
                    _ask(printed[-1])
                    server.send_signal(signal.SIGINT)
                if text.startswith("exit code"):
                    printed.append("")
        return printed[:-1]


def _ask(told: str) -> None:
    """Ask for the first page of a room, so that it is certain to run; the page is refused under this name or given."""
    port = re.search(r"^Students +https?://\S+?:(\d+)/", told, re.MULTILINE)
    assert port, told
    with closing(HTTPConnection("127.0.0.1", int(port[1]), timeout=60)) as room:
        room.request("GET", "/")
        assert room.getresponse().status in (200, 403)


_SERVER = """
import json, sys
from game.cli import main
for words in json.loads(sys.argv[1]):
    print("exit code", main(words), flush=True)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A directory to run commands in."""
    monkeypatch.chdir(tmp_path)
    made = Place(tmp_path)
    monkeypatch.setenv("FRANK_STORE", made.url)
    return made


EXIT_CODES = {"play": {0, 1}, "join": {1}, "watch": {2, 0}, "test": {0, 1}}
"""Where a command may end otherwise here: a game ends with its input, nobody listens, there is no terminal to watch in,
and a scenario has no tests yet."""

SERVED = [(page, line) for page, line in FRANK if line.startswith("frank host ")]


@pytest.mark.parametrize(
    ("page", "line"),
    [pair for pair in FRANK if pair not in SERVED],
    ids=lambda value: str(value),
)
def test_a_command_of_the_game_runs(
    page: str, line: str, place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = place.named(_smaller(shlex.split(line, comments=True)[1:]))
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    place.prepare(words)
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    told = capsys.readouterr()
    assert code in EXIT_CODES.get(words[0], {0}), told.err


def test_every_room_opens(place: Place) -> None:
    database = cluster().url(cluster().new_database())
    commands = [shlex.split(line, comments=True)[1:] for _, line in SERVED]
    commands = [
        [database if word.startswith("postgresql:") else word for word in words] for words in commands
    ]
    commands.sort(key=lambda words: "--resume" in words)  # a room can be resumed when there was one
    printed = place.serve(commands)
    assert len(printed) == len(commands) > 10
    for words, told in zip(commands, printed, strict=True):
        assert "Room code" in told, words
        assert "/facilitator#" in told, words
        assert told.endswith("exit code 0\n"), words


@pytest.mark.parametrize(("page", "line"), PYTHON, ids=lambda value: str(value))
def test_a_command_of_the_developers_is_understood(page: str, line: str) -> None:
    words = [word for word in shlex.split(line) if "=" not in word][2:]
    module, options = words[0], words[1:]
    if module == "pytest":
        assert all((ROOT / word).exists() for word in options if word.startswith("tests/"))
        return
    assert find_spec(module) is not None
    named = [option for option in options if option.startswith("--")]
    if named:
        shown = subprocess.run(
            [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert [option for option in named if option not in shown] == []


_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in _LINK.findall(TEXTS[page]):
        assert (ROOT / page).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("page", TEXTS)
def test_no_placeholder_is_left(page: str) -> None:
    assert not re.search(r"^(FIGURES|TODO|TBD)\b", TEXTS[page], re.MULTILINE)


def test_the_front_page_is_short() -> None:
    assert len(TEXTS["README.md"].encode()) <= 6_000


def test_every_report_names_a_test_that_is_there() -> None:
    rows = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "tests" / "REPORTS.md").read_text("utf-8"))
    assert len(rows) > 20
    for file, test in rows:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), (file, test)
