"""Several servers of one room for the tests: in this process, or the real program several times."""

from __future__ import annotations

from asyncio.subprocess import Process
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession, CookieJar

from game.classroom.cluster import Hosts
from game.classroom.hosting import open_register
from game.classroom.journal import Journal
from game.classroom.register import Register
from game.classroom.room import Room
from game.classroom.settings import Settings
from game.match.verify import verify
from game.scenario import library
from game.scenario.reading.read import load
from game.store import Store, open_store
from game.store.postgres import PostgresDatabase
from tests.classroom.seats import Browser, start, until
from tests.postgres import cluster

TABLES = 4


class Servers:
    """Servers of one room in this process, without a web: they look around when a test says so."""

    def __init__(self, database: str, stack: ExitStack) -> None:
        self.database, self.url, self._stack = database, cluster().url(database), stack
        self.time = 1000.0
        self.rooms: list[Room] = []
        self.secrets: list[str] = []
        self.store, self.register = self.connect()

    def connect(self) -> tuple[Store, Register]:
        """Connections of one more server."""
        store = open_store(self.url)
        self._stack.callback(store.close)
        register = open_register(store)
        return store, register

    async def open(self, most: int | None = None) -> Room:
        """Open a room, or one more server of it."""
        store, register = self.connect()
        assert isinstance(store.database, PostgresDatabase)
        hosts = Hosts(store.database, register, f"http://host{len(self.secrets)}", most)
        self._stack.callback(hosts._guard.close)
        if not self.secrets:
            scenario = load(library.find("the-list-on-the-table"))
            settings = Settings("majority")
            room, secret = Room.open(
                scenario, "", TABLES, 3, store, register, settings, lambda: self.time, hosts
            )
        else:
            found = Room.reopen(store, register, lambda: self.time, hosts)
            assert found is not None
            room, secret = found
        self.rooms.append(room)
        self.secrets.append(secret)
        return room

    def look(self, times: int = 3) -> None:
        """All servers look around."""
        for _ in range(times):
            for room in self.rooms:
                room.tick()

    def die(self, room: Room) -> None:
        """A server is gone, with all its connections."""
        self.rooms.remove(room)
        hosts = hosts_of(room)
        for connection in (hosts._guard, hosts._listener, hosts._register.database):
            connection.close()

    def cut(self, room: Room) -> None:
        """The server's locks are lost; it does not know yet."""
        cluster().execute(f"SELECT pg_terminate_backend({hosts_of(room)._guard._pid}, 5000)")

    def sound(self) -> bool:
        """Whether nothing is missing and nothing is there twice."""
        for number in range(TABLES):
            events = self.register.events(1, number)
            assert [event.seq for event in events] == list(range(len(events)))
        return verify(self.store).problems == []


def hosts_of(room: Room) -> Hosts:
    """What a room knows of its other servers."""
    assert isinstance(room.hosts, Hosts)
    return room.hosts


@dataclass
class Host:
    """A running program."""

    process: Process
    code: str
    address: str
    secret: str


@dataclass
class School:
    """One database, the programs that share it, and the browsers of a class."""

    place: Path
    database: str
    store: Store
    register: Register
    hosts: list[Host] = field(default_factory=list)
    browsers: list[Browser] = field(default_factory=list)

    async def host(self, *words: str) -> Host:
        """Start the program."""
        url = cluster().url(self.database)
        process, code, link = await start(self.place, "--port", "0", *words, store=url)
        address, _, secret = link.partition("/facilitator#")
        address = words[words.index("--address") + 1] if "--address" in words else address
        made = Host(process, code, address, secret)
        self.hosts.append(made)
        return made

    def browser(self, host: Host) -> Browser:
        """Somebody opens a browser."""
        made = Browser(host.address, ClientSession(cookie_jar=CookieJar(unsafe=True)))
        self.browsers.append(made)
        return made

    async def teacher(self, host: Host, secret: str = "") -> Browser:
        """The teacher opens a link there."""
        made = self.browser(host)
        assert await made.enter(secret or host.secret) == 200
        await made.attach("/facilitator/ws", (150, 30))
        await until(lambda: "Room code" in made.text)
        return made

    def owners(self) -> list[str]:
        """The address of who has each table, as it is kept."""
        return [row.address for row in self.register.tables(1)]

    def moves(self) -> list[int]:
        """How many moves each table has."""
        return [self.store.load(row.game).plies for row in self.register.tables(1)]

    def journal(self, number: int) -> Journal:
        """What is kept of a table, which must be without a gap."""
        found = Journal()
        for event in self.register.events(1, number):
            found.take(event)
        return found

    def said(self, number: int) -> list[str]:
        """What was said in the channels of a table."""
        return [line.text for lines in self.journal(number).channels for line in lines]
