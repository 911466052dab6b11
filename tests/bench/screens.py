"""How fast the app is, beside an empty Textual app and a bare Python: ``python -m tests.bench.screens``.

Everything is measured in one run, in turns, and printed as a ratio beside its aim. A process is started anew
for each start; keys and sizes are measured in processor time, so that another program does not disturb them.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

_BARE = "pass"
_SIGN = b"FRANK"
_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("FRANK")
Empty().run()
"""
_OURS = "from game.cli import main; main([])"
_RESIDENT = "print([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1])"
_COMMANDS = {"--version": 2.5, "--help": 3.0, "scenarios": 6.0}
"""Aims beside a bare Python. A list of scenarios needs the YAML parser, whose import alone takes 3.3 times as long."""
_MEMORY = """
import asyncio
from tests.bench.screens import long_talk
asyncio.run(long_talk({turns}, 3))
"""
_LEAVE = """
async def _leave(pilot):
    await pilot.pause()
    pilot.app.exit()
"""
FRAME_AIM, KEY_AIM, RESIZE_AIM, MEMORY_AIM = 1.5, 50.0, 100.0, 70.0


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    name: str
    value: float
    unit: str
    beside: str
    """What it was measured beside, with its figure."""
    ratio: float
    aim: str
    met: bool


def _command(code: str) -> float:
    """How long a process takes, in milliseconds, from its start to its end."""
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return 1000 * (perf_counter() - begin)


def _frame(code: str) -> float:
    """How long it takes, in milliseconds, until an app's first words reach a terminal."""
    begin = perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "FRANK_SETTINGS": "", "FRANK_STORE": "sqlite:///:memory:"}
        os.execv(sys.executable, [sys.executable, "-c", code])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    while _SIGN not in seen:
        seen += os.read(terminal, 1 << 16)
    taken = 1000 * (perf_counter() - begin)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return taken


def starts(repeats: int) -> list[Row]:
    """The first frame beside that of an empty app, and the commands beside a bare Python."""
    jobs = {"bare": (_command, _BARE), "empty": (_frame, _EMPTY), "ours": (_frame, _OURS)}
    jobs |= {name: (_command, f"from game.cli import main; main([{name!r}])") for name in _COMMANDS}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(repeats):
        for name, (clock, code) in jobs.items():
            times[name].append(clock(code))
    found = {name: median(all_) for name, all_ in times.items()}
    ratio = found["ours"] / found["empty"]
    rows = [
        Row(
            "first frame of the app",
            found["ours"],
            "ms",
            f"an empty Textual app {found['empty']:.0f} ms",
            ratio,
            f"{FRAME_AIM}x",
            ratio <= FRAME_AIM,
        )
    ]
    for name, aim in _COMMANDS.items():
        ratio = found[name] / found["bare"]
        beside = f"a bare Python {found['bare']:.0f} ms"
        rows.append(Row(f"frank {name}", found[name], "ms", beside, ratio, f"{aim}x", ratio <= aim))
    return rows


async def long_talk(turns: int, repeats: int) -> tuple[float, float]:
    """Key to paint and a new size, with a transcript of some turns, in milliseconds of processor time."""
    from game.narration.transcript import SPEECH, Paragraph
    from game.screens.widgets.transcript import Transcript
    from tests.screens.driver import match, sit_down

    from game.screens.app import FrankApp  # isort: skip

    app = FrankApp(match(personas=("person", "pragmatist")))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await sit_down(pilot)
        words = "Between equals there is no examiner and no pupil, and every question may be put. " * 2
        said = [Paragraph(SPEECH, f"{n}. {words}", n % 2, "claim, frank") for n in range(turns)]
        screen.query_one(Transcript).add(said)
        await pilot.pause()
        keys, sizes = [], []
        for _ in range(repeats):
            for key in ("down", "up", "pageup", "pagedown"):
                begin = process_time()
                await pilot.press(key)
                await pilot.pause()
                keys.append(1000 * (process_time() - begin))
            for size in ((100, 30), (80, 24)):
                begin = process_time()
                await pilot.resize_terminal(*size)
                await pilot.pause()
                sizes.append(1000 * (process_time() - begin))
    return median(keys), median(sizes)


def talks(turns: int, repeats: int) -> list[Row]:
    """A long transcript beside a short one."""
    few, many = (asyncio.run(long_talk(n, repeats)) for n in (4, turns))
    rows = []
    for number, (name, aim) in enumerate((("key to paint", KEY_AIM), ("a new size", RESIZE_AIM))):
        beside = f"4 turns {few[number]:.0f} ms"
        rows.append(
            Row(
                f"{name}, {turns} turns",
                many[number],
                "ms",
                beside,
                many[number] / few[number],
                f"{aim:.0f} ms",
                many[number] < aim,
            )
        )
    return rows


def memory(turns: int) -> Row:
    """What the app takes, with a long transcript, beside an empty app."""
    ours = _memory(_MEMORY.format(turns=turns))
    empty = _memory(
        _EMPTY.replace(".run()", ".run(headless=True, auto_pilot=_leave)").replace("\n", _LEAVE, 1)
    )
    return Row(
        f"memory, {turns} turns",
        ours,
        "MB",
        f"an empty Textual app {empty:.0f} MB",
        ours / empty,
        f"{MEMORY_AIM:.0f} MB",
        ours < MEMORY_AIM,
    )


def _memory(code: str) -> float:
    """The most a process had in memory at a time, in MB."""
    words = [sys.executable, "-c", f"{code}\n{_RESIDENT}"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]) / 1024


def table(rows: Sequence[Row]) -> str:
    """The report as text."""
    lines = []
    for row in rows:
        verdict = "met" if row.met else "missed"
        lines.append(
            f"{row.name:28} {row.value:7.1f} {row.unit}  {row.ratio:5.2f}x of {row.beside:34} "
            f"aim {row.aim}: {verdict}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all, and print it.

    Args:
        arguments: of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench.screens", description=__doc__)
    parser.add_argument("--repeats", type=int, default=7, help="starts of each, in turns (7)")
    parser.add_argument("--turns", type=int, default=2000, help="of the long transcript (2000)")
    asked = parser.parse_args(arguments)
    print(table([*starts(asked.repeats), *talks(asked.turns, asked.repeats), memory(asked.turns)]))


if __name__ == "__main__":
    main()
