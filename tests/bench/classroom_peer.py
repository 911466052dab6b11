"""The same screens under textual-serve, with a process of its own for every browser."""

from __future__ import annotations

import asyncio
import shlex
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter

from tests.bench.classroom_people import PAINTED, SCENARIO, STAGGER, browser, drawn

PEER_SEATS = 10
"""With a process for each seat, more than these tell nothing new."""

_PEER_APP = f"""
from game.scenario import library
from game.scenario.reading.read import load
from game.screens.app import FrankApp
from game.match.match import PERSON, set_up
FrankApp(set_up(load(library.find("{SCENARIO}")), 7, (PERSON, "pragmatist"))).run()
"""


def _proportional(process: int) -> float:
    """Memory of a process in MB; what several share is counted once over all of them."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _family(process: int) -> list[int]:
    """A process and all it started."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(status.parent.name)] = int(
                status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            )
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


@asynccontextmanager
async def _served() -> AsyncIterator[tuple[Process, str]]:
    """The same screens under textual-serve: a process of its own for every browser."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    play = shlex.join([sys.executable, "-c", _PEER_APP])  # `frank play` takes a pipe for no terminal
    code = f"from textual_serve.server import Server; Server({play!r}, '127.0.0.1', {port}).serve()"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=DEVNULL, stderr=DEVNULL)
    try:
        while True:
            await asyncio.sleep(0.05)
            assert process.returncode is None, "textual-serve did not start"
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def peer(seats: int) -> dict[str, float]:
    """How textual-serve does it: the time until seats are painted, and the memory of all processes.

    Args:
        seats: how many there are.
    """
    async with _served() as (server, address):
        browsers = [browser(address) for _ in range(seats)]
        try:

            async def sit(number: int) -> None:
                await asyncio.sleep(number * STAGGER)
                await browsers[number].attach("/ws")
                await drawn(browsers[number], PAINTED)

            began = perf_counter()
            await asyncio.gather(*(sit(number) for number in range(seats)))
            painted = perf_counter() - began
            await asyncio.sleep(1)
            family = _family(server.pid)
            memory = sum(map(_proportional, family))
            return {
                "peer, seats painted": seats,
                "peer, all painted, s": painted,
                "peer, processes": len(family),
                "peer, memory of all, MB": memory,
                "peer, memory a seat, MB": (memory - _proportional(server.pid)) / seats,
            }
        finally:
            for one in browsers:
                with suppress(ConnectionError):
                    await one.leave()
                await one.session.close()
