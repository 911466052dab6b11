"""A class of scripted seats on this machine: ``python -m tests.bench.classroom --seats 30``.

The server is the real program in a process of its own; the seats are sockets that speak the page's protocol, in this
one. Both share the machine, so the figures are what a laptop does that plays teacher and class at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from aiohttp import ClientSession, CookieJar

from tests.classroom.seats import ESCAPE, Browser, start, until

_STAGGER = 0.05
"""Seconds between two who join: nobody types a code at the same moment as everybody else."""


def _memory(process: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _busy(process: int) -> float:
    """Seconds of a core a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _paint(seat: Browser, key: str) -> float:
    """Milliseconds from a key to the first that is drawn for it."""
    before, began = len(seat.received), perf_counter()
    await seat.type(key)
    while len(seat.received) == before:
        await asyncio.sleep(0.001)
    return 1000 * (perf_counter() - began)


async def _turns(seat: Browser, seconds: float, chance: random.Random) -> list[float]:
    """Open the record and close it again, every few seconds; gives how long each key took to be answered.

    A page is the dearest thing a key can ask for: an arrow in a menu costs a twentieth of it.
    """
    times: list[float] = []
    end = perf_counter() + seconds
    while perf_counter() < end:
        for key in ("r", "\r"):
            times.append(await _paint(seat, key))
            await asyncio.sleep(chance.uniform(2, 4))
    return times


async def measure(seats: int, seconds: float, seed: int) -> dict[str, float]:
    """Let a class sit down, read, play and rest.

    Args:
        seats: how many there are.
        seconds: how long each part takes.
        seed: of what they do.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        tables = max(1, seats // 5)
        words = ("two-days-in-beijing", "--tables", str(tables), "--seed", "7", "--port", "0")
        server, code, link = await start(Path(place), *words)
        address = link.partition("/facilitator")[0]
        students = [Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True))) for _ in range(seats)]
        teacher = Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True)))
        try:
            await teacher.enter(link.partition("#")[2])
            await teacher.attach("/facilitator/ws", (120, 30))

            async def sit(number: int) -> None:
                await asyncio.sleep(number * _STAGGER)
                assert await students[number].join(code) == 303
                await students[number].attach()
                await until(lambda: "Your brief" in students[number].text, 5000)

            began = perf_counter()
            await asyncio.gather(*(sit(number) for number in range(seats)))
            painted = perf_counter() - began
            for student in students:
                await student.type(ESCAPE)
            await asyncio.sleep(min(6, 2 * seconds))  # all pages are closed, and nothing is left to do
            memory, busy = _memory(server.pid), _busy(server.pid)
            await asyncio.sleep(seconds)
            idle = (_busy(server.pid) - busy) / seconds
            busy, began = _busy(server.pid), perf_counter()

            async def teach() -> int:
                moves, end = 0, perf_counter() + seconds
                while perf_counter() < end:
                    await teacher.type("a")
                    await teacher.type(chance.choice(("\x1b[A", "\x1b[B")))
                    moves += 1
                    await asyncio.sleep(1)
                return moves

            found = await asyncio.gather(*(_turns(one, seconds, chance) for one in students), teach())
            times = [time for some in found[:-1] if isinstance(some, list) for time in some]
            used, spent = _busy(server.pid) - busy, perf_counter() - began
            cuts = quantiles(times, n=100)
            return {
                "seats": seats,
                "all painted, s": painted,
                "memory, MB": memory,
                "memory after play, MB": _memory(server.pid),
                "idle, % of a core": 100 * idle,
                "in play, % of a core": 100 * used / spent,
                "moves a second": found[-1] / seconds if isinstance(found[-1], int) else 0,
                "keys": len(times),
                "key to paint p50, ms": cuts[49],
                "key to paint p95, ms": cuts[94],
                "key to paint p99, ms": cuts[98],
            }
        finally:
            server.kill()
            await server.wait()
            for one in (*students, teacher):
                await one.session.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, nargs="*", default=[30])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for seats in options.seats:
        for what, value in asyncio.run(measure(seats, options.seconds, options.seed)).items():
            print(f"{what:24} {value:8.1f}")


if __name__ == "__main__":
    main()
