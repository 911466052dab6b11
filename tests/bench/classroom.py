"""A class of scripted seats on this machine: ``python -m tests.bench.classroom --seats 30``.

The server is the real program in a process of its own; the seats are sockets that speak the page's protocol, in this
one. Both share the machine, so the figures are what a laptop does that plays teacher and class at once.

A seat whose side is to move goes through its menu, a key every two seconds or so, since it reads what it marks; every
twenty seconds or so each seat opens a page and closes it again. Every table makes a move every twenty seconds: a lesson
of 45 minutes leaves two minutes for one. ``--heavy`` is what no class does: all open and close pages without a pause,
and a move is made somewhere every second.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import tempfile
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from tests.bench.classroom_peer import PEER_SEATS, peer
from tests.bench.classroom_people import PAINTED, SCENARIO, STAGGER, Student, Teacher, browser, drawn
from tests.bench.classroom_windows import windows
from tests.classroom.seats import ESCAPE, start

SEATS_A_TABLE = 5
MOVE_EVERY = 20.0
"""Seconds between two moves at a table."""
_REST = 0.03
"""Seconds of a core in one second: whoever uses less has nothing to do."""
_OPENING = 3
"""Moves at each table before anything is measured: both have opened, and the first round has begun."""


def _memory(process: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _busy(process: int) -> float:
    """Seconds of a core a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _quiet(process: int) -> None:
    """Wait until a process has nothing left to do."""
    while True:
        busy = _busy(process)
        await asyncio.sleep(1)
        if _busy(process) - busy < _REST:
            return


def _cuts(name: str, times: list[float]) -> dict[str, float]:
    """The figures of how long keys took; nothing of too few."""
    found = {f"{name}, keys": float(len(times))}
    if len(times) > 1:
        cuts = quantiles(times, n=100, method="inclusive")
        found |= {f"{name}, p{cut}, ms": cuts[cut - 1] for cut in (50, 95, 99)}
    return found


async def measure(
    seats: int, seconds: float, seed: int, *, heavy: bool = False, chromium: int = 0
) -> dict[str, float]:
    """Let a class sit down, read, play and rest.

    Args:
        seats: how many there are.
        seconds: how long each part takes.
        seed: of what they do.
        heavy: more than a class does.
        chromium: how many real windows sit there, too.

    Returns:
        The figures by what they say.
    """
    tables = max(1, seats // SEATS_A_TABLE)
    with tempfile.TemporaryDirectory() as place:
        words = (SCENARIO, "--tables", str(tables), "--seed", "7", "--port", "0")
        server, code, link = await start(Path(place), *words)
        address = link.partition("/facilitator")[0]
        students = [Student(browser(address), random.Random(seed * 1000 + n)) for n in range(seats)]
        teacher = Teacher(browser(address), [[] for _ in range(tables)])
        try:
            await teacher.seat.enter(link.partition("#")[2])
            await teacher.seat.attach("/facilitator/ws", (120, 30))

            async def sit(number: int) -> float:
                await asyncio.sleep(number * STAGGER)
                began, seat = perf_counter(), students[number].seat
                assert await seat.join(code) == 303
                await seat.attach()
                await drawn(seat, PAINTED)
                return perf_counter() - began

            began = perf_counter()
            sat = await asyncio.gather(*(sit(number) for number in range(seats)))
            painted = perf_counter() - began
            for one in students:
                await one.seat.type(ESCAPE)
            for one in students:
                await drawn(one.seat, b"Table ")
                found = re.search(rb"Table (\d+)", one.seat.received)
                assert found is not None
                teacher.tables[int(found[1]) - 1].append(one)
            for _ in range(_OPENING * tables):
                await asyncio.sleep(0.1)
                await teacher.move()
            await _quiet(server.pid)  # all pages are closed, and nothing is left to do
            memory, busy = _memory(server.pid), _busy(server.pid)
            await asyncio.sleep(seconds)
            idle = (_busy(server.pid) - busy) / seconds
            busy, began = _busy(server.pid), perf_counter()
            (moves, shown), _ = await asyncio.gather(
                asyncio.gather(
                    teacher.teach(seconds, 1 if heavy else MOVE_EVERY / tables),
                    windows(address, code, chromium, seconds, seed),
                ),
                asyncio.gather(
                    *(one.turn_pages(seconds) if heavy else one.play(seconds) for one in students)
                ),
            )
            spent = perf_counter() - began
            arrows = [time for one in students for time in one.arrows]
            pages = [time for one in students for time in one.pages]
            return {
                "seats painted": len(sat),
                "all painted, s": painted,
                "the slowest painted, s": max(sat),
                "memory, MB": memory,
                "memory after play, MB": _memory(server.pid),
                "idle, % of a core": 100 * idle,
                "in play, % of a core": 100 * (_busy(server.pid) - busy) / spent,
                "moves a second": moves / spent,
                "keys a second": (len(arrows) + len(pages)) / spent,
                "keys not counted": sum(one.disturbed for one in students),
                **_cuts("key to paint", arrows + pages),
                **_cuts("arrows", arrows),
                **_cuts("pages", pages),
                **(_cuts("Chromium", shown) if chromium else {}),
            }
        finally:
            server.kill()
            await server.wait()
            for seat in (*(one.seat for one in students), teacher.seat):
                await seat.session.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seats", type=int, nargs="*", default=[30])
    parser.add_argument("--seconds", type=float, default=30, help="of each part: rest, and play (30)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heavy", action="store_true", help="all turn pages all the time")
    parser.add_argument("--chromium", type=int, default=0, help="real windows beside the seats (0)")
    parser.add_argument("--peer", action="store_true", help="textual-serve beside it")
    asked = parser.parse_args()
    for seats in asked.seats:
        print(f"{seats} seats at {max(1, seats // SEATS_A_TABLE)} tables")
        figures = asyncio.run(
            measure(seats, asked.seconds, asked.seed, heavy=asked.heavy, chromium=asked.chromium)
        )
        if asked.peer:
            figures |= asyncio.run(peer(min(seats, PEER_SEATS)))
        for what, value in figures.items():
            print(f"{what:26} {value:8.1f}")
        if asked.peer and seats > PEER_SEATS:
            painted, memory = figures["peer, all painted, s"], figures["peer, memory a seat, MB"]
            print(
                f"With textual-serve {seats} seats, if it goes on in a line, would take "
                f"{painted * seats / PEER_SEATS:.0f} s and {memory * seats:.0f} MB."
            )


if __name__ == "__main__":
    main()
