"""Open a room for a class and serve it: what ``frank host`` does."""

from __future__ import annotations

import logging
import socket
import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, TextIO
from urllib.parse import urlsplit

from game import FrankError
from game.classroom.adoption import adopt
from game.classroom.clock import Plan
from game.classroom.purge import DAY, purge
from game.classroom.register import Register
from game.classroom.settings import Settings, planned
from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.reading import read
from game.scenario.text import counted
from game.store import Store, open_store
from game.store.sqlite import SqliteDatabase

if TYPE_CHECKING:
    from ssl import SSLContext

    from game.classroom.cluster import Hosts


class Hosting(NamedTuple):
    """What a teacher typed."""

    tables: int = 1
    port: int = 8000
    lan: bool = False
    seed: int = 0
    send: str = "majority"
    stand_in: bool = False
    choose: bool = False
    clock: bool = True
    turn: float = 120
    """Seconds."""
    minutes: float | None = None
    lesson: float | None = None
    speed: float = 1
    """How fast the clock runs, to rehearse."""
    cert: str | None = None
    key: str | None = None
    """With the certificate; without both the room is served over http."""
    address: str | None = None
    """What people type to come here, if it is not an address of this machine."""
    most: int | None = None
    """How many tables this server serves if others share the room; None for its share."""
    keep_days: float | None = None
    """Rooms that were last open longer ago are deleted; None keeps all."""

    def settings(self, scenario: Scenario) -> Settings:
        """For the room."""
        plan = planned(scenario.minutes, turn=self.turn, minutes=self.minutes, lesson=self.lesson)
        return Settings(self.send, self.stand_in, self.choose, plan if self.clock else Plan(0, 0, 0, 0))


class HostError(FrankError):
    """The room cannot be opened, in a sentence."""


def host(scenario: str | None, wish: Hosting, *, url: str | None, path: str, out: TextIO) -> int:
    """Open a room, and serve it until it is interrupted.

    Args:
        scenario: an id or a path; None to open the last room again, with what was chosen for it.
        wish: what the teacher typed.
        url: of the store of games; None for the usual one.
        path: the scenario's file, absolute; empty for a shipped one.
        out: where to say how to come in.

    Returns:
        0.

    Raises:
        HostError: the port is taken, there is no room to open again, or something is not installed.
        StoreError: the room cannot be kept.
        ScenarioError: the scenario has an error.
    """
    try:
        from aiohttp import web

        from game.classroom.web.gc_tuning import Rubbish
        from game.classroom.web.server import Classroom
    except ImportError as error:
        raise HostError(f"this needs {error.name}: pip install 'frank-exchange[classroom]'") from error
    from game.classroom.room import Room

    secure, names = _encrypted(wish.cert, wish.key)
    listening = _listen(wish.port, wish.lan)
    place = listening.getsockname()[1]
    store = open_store(url)
    register = open_register(store)
    if wish.keep_days is not None:
        old = purge(store, register, time.time() - wish.keep_days * DAY)
        if old.rooms:
            print(f"Deleted: {counted(old.rooms, 'old room')} with {counted(old.games, 'game')}.", file=out)
    now = _clock(wish.speed)
    address, others, mine, names = _reached(wish, place, secure is not None, names)
    hosts = _hosts(store, register, address, wish.most)
    if scenario is None:
        opened = Room.reopen(store, register, now, hosts)
        if opened is None:
            raise HostError("there is no room to open again; name a scenario")
        room, secret = opened
    else:
        found = read.load(library.find(scenario))
        chosen = wish.settings(found)
        room, secret = Room.open(found, path, wish.tables, wish.seed, store, register, chosen, now, hosts)
    _say(room.code, address, others, secret, mine, out)
    logging.basicConfig(level=logging.WARNING, stream=sys.__stderr__, format="%(name)s: %(message)s")
    classroom = Classroom(room, address=address, names=names)
    classroom.tick = 1 / max(1, wish.speed)
    classroom.rubbish = Rubbish()
    web.run_app(classroom.app(), sock=listening, ssl_context=secure, print=None, access_log=None)
    store.close()
    return 0


def _reached(
    wish: Hosting, port: int, secure: bool, names: tuple[str, ...]
) -> tuple[str, list[str], str, tuple[str, ...]]:
    """Return the student URL, alternatives, the teacher URL, and all host names of this machine.

    Raises:
        HostError: the address that was typed is none.
    """
    known = [name for name in names if "*" not in name and name != "localhost"]
    reachable = [*known, *_addresses()] if wish.lan else []
    scheme = "https" if secure else "http"
    first, *others = [f"{scheme}://{name}:{port}" for name in reachable or ["localhost"]]
    mine = first if wish.lan and known else f"{scheme}://localhost:{port}"  # as the certificate has it
    if wish.address is None:
        return first, others, mine, names
    parts = urlsplit(wish.address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise HostError(
            f"{wish.address!r} is no address of a room; it looks like https://debate.school.example"
        )
    return f"{parts.scheme}://{parts.netloc}", [], mine, (*names, parts.hostname)


def _hosts(store: Store, register: Register, address: str, most: int | None) -> Hosts | None:
    """What makes this server one of several that share a room; None where it has one only.

    Raises:
        HostError: it was told how many tables to serve all the same.
        StoreError: the database cannot be reached.
    """
    if store.database.DIALECT != "postgres":
        if most is not None:
            raise HostError("--most is for a room that several machines share: --store postgresql://…")
        return None
    from game.classroom.cluster import Hosts
    from game.store.postgres import PostgresDatabase

    assert isinstance(store.database, PostgresDatabase)
    return Hosts(store.database, register, address, most)


def purge_rooms(*, days: float, yes: bool, url: str | None, out: TextIO) -> int:
    """Delete what is kept of classes.

    Args:
        days: only of rooms that were last open so many days ago or more.
        yes: really; otherwise it is only told how much there is.
        url: of the store of games; None for the usual one.
        out: where to print.

    Returns:
        0; 1 if there is something to delete and nothing was.

    Raises:
        StoreError: something cannot be read or deleted.
    """
    with closing(open_store(url)) as store:
        found = purge(store, open_register(store), time.time() - days * DAY, really=yes)
    what = f"{counted(found.rooms, 'room')} with {counted(found.games, 'game')}"
    if not found.rooms:
        print("No class is kept that long.", file=out)
    elif yes:
        print(f"Deleted: {what}.", file=out)
    else:
        print(f"{what} would be deleted; add --yes to delete them.", file=out)
    return int(bool(found.rooms) and not yes)


def open_register(store: Store) -> Register:
    """Return the register of rooms that belongs to a store of games; rooms of an earlier version are taken over.

    Raises:
        StoreError: it cannot be read, or the rooms of an earlier version cannot.
    """
    if isinstance(store.database, SqliteDatabase):
        adopt(store.database)
    return Register(store.database)


def _clock(speed: float) -> Callable[[], float]:
    """The time of a room in seconds: it goes on evenly, whatever is done to the machine's clock meanwhile."""
    began, mark = time.time(), time.monotonic()
    return lambda: began + speed * (time.monotonic() - mark)


def _encrypted(cert: str | None, key: str | None) -> tuple[SSLContext | None, tuple[str, ...]]:
    """What encrypts the room, and the names of its certificate; nothing without one."""
    if cert is None or key is None:
        return None, ()
    from game.classroom.web.tls import TlsError, encrypted

    try:
        return encrypted(cert, key)
    except TlsError as error:
        raise HostError(str(error)) from error


def _listen(port: int, lan: bool) -> socket.socket:
    try:
        return socket.create_server(("0.0.0.0" if lan else "127.0.0.1", port))
    except (OSError, OverflowError) as error:
        raise HostError(f"port {port} cannot be used ({error}); choose another with --port") from error


def _addresses() -> list[str]:
    """The addresses of this machine that others can reach, the likeliest first."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent; it tells which address would be used
            found.append(probe.getsockname()[0])
        except OSError:
            pass
    try:
        others = {str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    except OSError:
        others = set()
    return [*found, *sorted(one for one in others if one not in found and not one.startswith("127."))]


def _say(code: str, address: str, others: list[str], secret: str, mine: str, out: TextIO) -> None:
    lines = [
        f"Room code     {code}",
        f"Students      {address}/",
        *(f"              or {one}/" for one in others),
        f"You           {mine}/facilitator#{secret}",
        f"Projector     {mine}/facilitator/board (after you opened your own link)",
        "Ctrl+C closes the room; frank host --resume opens it again as it was.",
    ]
    print("\n".join(lines), file=out, flush=True)
