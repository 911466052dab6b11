"""Who sits in the class of :mod:`tests.bench.classroom`, and what they do."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import ClientSession, CookieJar

from tests.classroom.seats import DOWN, ENTER, UP, Browser

RIGHT, LEFT = "\x1b[C", "\x1b[D"
SCENARIO = "two-days-in-beijing"
STAGGER = 0.05
"""Seconds between two who join: nobody types a code at the same moment as everybody else."""
_LEAST = 64
"""Bytes: what is shorter says how the mouse looks, and draws nothing."""
_PATIENCE = 5.0
"""Seconds after which a key is taken to have changed nothing, such as an arrow in a list of one line."""
_MOVING = 1.0
"""Seconds after a move in which what is drawn cannot be told from what a key asked for."""
PAINTED = b"Your brief"
_MENU, _WAITING, PAGE = b"What do you do?", b" is to move", b"Go on"
"""What stands on a screen where one chooses, where the others are to move, and on a page."""
STATUS = "·".encode()
"""What stands above every table in a round, and in no menu."""


async def drawn(seat: Browser, text: bytes, seconds: float = 120) -> None:
    """Wait until a text was drawn, which has one style and stands in one line."""
    end = perf_counter() + seconds
    while text not in seat.received:
        assert perf_counter() < end, f"{text!r} was never drawn"
        await asyncio.sleep(0.01)


@dataclass
class Student:
    """Somebody at a seat, and how long the keys took to be answered, in milliseconds."""

    seat: Browser
    chance: random.Random
    arrows: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    disturbed: int = 0
    """Keys that are not counted, since a move at the table drew all of the screen just then; or that drew nothing."""
    moved: float = 0
    """When a move was made at the table."""
    _seen: int = 0
    _where: bytes = PAGE
    _inside: bool = False
    """In the second list of the menu."""

    def _look(self) -> bytes:
        """What the screen shows: what was drawn last of what tells it."""
        received, since = self.seat.received, max(0, self._seen - 20)
        last = max((_MENU, _WAITING, PAGE), key=lambda text: received.rfind(text, since))
        if received.rfind(last, since) >= 0:
            self._where, self._inside = last, False
        self._seen = len(received)
        return self._where

    async def _press(self, key: str, times: list[float], shows: bytes = b"") -> None:
        """Press a key, and keep how long it takes until what it does is drawn.

        Args:
            key: the key.
            times: where to keep it.
            shows: what is drawn then; of an arrow, anything.
        """
        before, began = len(self.seat.received), perf_counter()
        await self.seat.type(key)
        while perf_counter() - began < _PATIENCE and self.moved < began - _MOVING:
            came = self.seat.received[before:]
            if shows in came if shows else len(came) >= _LEAST:
                times.append(1000 * (perf_counter() - began))
                return
            await asyncio.sleep(0.001)
        self.disturbed += 1

    async def play(self, seconds: float) -> None:
        """Do what somebody does in a class."""
        now = perf_counter()
        end, page_at = now + seconds, now + self.chance.uniform(0, 20)
        await asyncio.sleep(self.chance.uniform(0, 1.5))  # nobody begins on the same beat as everybody else
        while (now := perf_counter()) < end:
            where = self._look()
            if where == PAGE:
                await self._press(ENTER, self.pages, STATUS)
            elif now > page_at:
                page_at = now + self.chance.uniform(15, 25)
                await self._press(self.chance.choice("rbcs"), self.pages, PAGE)
                await asyncio.sleep(self.chance.uniform(3, 6))
                continue
            elif where == _MENU:
                # In the second list there may be one line only, and an arrow that changes nothing.
                key = LEFT if self._inside else self.chance.choice((DOWN, DOWN, UP, RIGHT))
                await self._press(key, self.arrows)
                self._inside = key == RIGHT
            await asyncio.sleep(self.chance.uniform(1, 3))

    async def turn_pages(self, seconds: float) -> None:
        """Open the record and close it again, every few seconds: the dearest thing a key can ask for."""
        end = perf_counter() + seconds
        await asyncio.sleep(self.chance.uniform(0, 4))
        while perf_counter() < end:
            for key, shows in (("r", PAGE), (ENTER, STATUS)):
                await self._press(key, self.pages, shows)
                await asyncio.sleep(self.chance.uniform(2, 4))


@dataclass
class Teacher:
    """Makes a move for whoever is waited for, at one table after the other."""

    seat: Browser
    tables: list[list[Student]]
    _at: int = 0

    async def move(self) -> None:
        """Make a move at the marked table, and mark the next."""
        for student in self.tables[self._at]:
            student.moved = perf_counter()
        await self.seat.type("a")
        last = self._at + 1 == len(self.tables)
        for _ in range(self._at if last else 1):
            await self.seat.type(UP if last else DOWN)
        self._at = 0 if last else self._at + 1

    async def teach(self, seconds: float, pause: float) -> int:
        """Make moves; gives how many.

        Args:
            seconds: for how long.
            pause: before each.
        """
        end, moves = perf_counter() + seconds, 0
        while perf_counter() + pause < end:
            await asyncio.sleep(pause)
            await self.move()
            moves += 1
        return moves


def browser(address: str) -> Browser:
    """Somebody's browser, not open yet."""
    return Browser(address, ClientSession(cookie_jar=CookieJar(unsafe=True)))
