"""``frank host``: a room for a class."""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path
from typing import TextIO

from game.record.store import open_store
from game.scenario import read, shelf

REGISTER = "classroom.sqlite"
"""The file of the register, beside the store of games."""


class HostError(Exception):
    """The room cannot be opened, in a sentence."""


def host(
    scenario: str | None,
    *,
    tables: int,
    port: int,
    lan: bool,
    seed: int,
    choose: bool,
    url: str | None,
    path: str,
    out: TextIO,
) -> int:
    """Open a room, and serve it until it is interrupted.

    Args:
        scenario: an id or a path; None to open the last room again.
        tables: how many there are in a new room.
        port: of this machine; 0 for a free one.
        lan: whether other machines can come; otherwise only browsers of this one.
        seed: of the games.
        choose: whether people choose their delegation.
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

        from game.classroom.web.server import Classroom
    except ImportError as error:
        raise HostError(f"this needs {error.name}: pip install 'frank-exchange[classroom]'") from error
    from game.classroom.register import Register
    from game.classroom.room import Room

    listening = _listen(port, lan)
    place = listening.getsockname()[1]
    store = open_store(url)
    register = Register(Path(store.place).with_name(REGISTER))
    if scenario is None:
        opened = Room.reopen(store, register)
        if opened is None:
            raise HostError("there is no room to open again; name a scenario")
        room, secret = opened
    else:
        found = read.load(shelf.find(scenario))
        room, secret = Room.open(found, path, tables, seed, store, register)
    names = _addresses() if lan else []
    address = f"http://{names[0] if names else 'localhost'}:{place}"
    _say(room.code, address, [f"http://{name}:{place}" for name in names[1:]], secret, place, out)
    logging.basicConfig(level=logging.WARNING, stream=sys.__stderr__, format="%(name)s: %(message)s")
    classroom = Classroom(room, address=address, choose=choose)
    web.run_app(classroom.app(), sock=listening, print=None, access_log=None)
    register.close()
    store.close()
    return 0


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


def _say(code: str, address: str, others: list[str], secret: str, port: int, out: TextIO) -> None:
    mine = f"http://localhost:{port}/facilitator"
    lines = [
        f"Room code     {code}",
        f"Students      {address}/",
        *(f"              or {one}/" for one in others),
        f"You           {mine}#{secret}",
        f"Projector     {mine}/board (after you opened your own link)",
        "Ctrl+C closes the room; frank host --resume opens it again as it was.",
    ]
    print("\n".join(lines), file=out, flush=True)
