"""The web server of a room: one process, on loopback unless opened to the network."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import segno
import textual_serve
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, select_autoescape

from game.classroom.facilitator import FacilitatorApp
from game.classroom.people import WATCHERS
from game.classroom.room import NAME_LIMIT, Barred, Full, Room
from game.classroom.seat import SeatApp
from game.classroom.table import Seat
from game.classroom.tokens import draw_secret
from game.classroom.web import debrief_pages
from game.classroom.web.app_session import Line
from game.classroom.web.check import Check
from game.classroom.web.connection import SocketConnection
from game.classroom.web.gc_tuning import Rubbish
from game.classroom.web.guard import NAMES, give, guarded, policy, same_origin
from game.classroom.web.messages import MESSAGE_LIMIT
from game.classroom.web.poll import Polls
from game.store import StoreError

LOG = logging.getLogger("frank.classroom")

_HERE = Path(__file__).parent
_ROLE_PLAY = "Role play: statements do not express the views of participants"
"""On every page."""
_SEAT, _FACILITATOR, _DEVICE = "frank_seat", "frank_facilitator", "frank_device"
_WRONG_CODES, _WRONG_FROM_ONE_ADDRESS, _WINDOW = 20, 2_000, 60.0
"""Wrong codes from one browser, and from one address, after which either waits; and for how many seconds."""
_MOST_DEVICES = 20_000
"""Browsers at the door that are told apart."""
"""So many wrong codes from one address within so many seconds; then it waits."""


class Classroom:
    """The pages and sockets of one room."""

    def __init__(self, room: Room, *, address: str, names: tuple[str, ...] = ()) -> None:
        """A room to be served.

        Args:
            room: the room.
            address: what people type to come here, such as ``http://192.168.1.5:8000``.
            names: other names of this machine, such as those of its certificate.
        """
        self.room, self.address, self._names = room, address, names
        self._pages = Environment(loader=FileSystemLoader(_HERE / "pages"), autoescape=select_autoescape())
        self.tick = 1.0
        self.rubbish: Rubbish | None = None
        self._lines: dict[str, Line] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self._wrong: defaultdict[str, list[float]] = defaultdict(list)
        self._devices: set[str] = set()
        self._polls = Polls()
        self._check = Check(self._page, self._polls)

    def app(self) -> web.Application:
        """The application, to be run."""
        app = web.Application(middlewares=[guarded], client_max_size=4096)
        app[NAMES] = self._names
        static = Path(textual_serve.__file__).parent / "static"
        app.add_routes(
            [
                web.get("/", self._door),
                web.post("/join", self._join),
                web.post("/enter", self._enter),
                web.get("/seat", self._seat),
                web.get("/facilitator", self._facilitator),
                web.get("/{where:seat|facilitator}/ws", self._socket),
                web.post("/{where:seat|facilitator}/poll", self._poll),
                web.post("/{where:seat|facilitator}/poll/{id}/{act:take|say|leave}", self._poll_act),
                *self._check.routes(),
                web.get("/facilitator/board", self._board),
                web.get("/facilitator/compare", self._compare),
                web.get("/facilitator/records.zip", self._records),
                web.get("/alive", _alive),
                web.static("/static", static),
                web.static("/files", _HERE / "files"),
            ]
        )
        app.on_startup.append(self._started)
        app.on_shutdown.append(self._ended)
        return app

    async def _started(self, _: web.Application) -> None:
        self.room.start()
        if self.room.hosts:
            self.room.hosts.start()
        self._ticking = asyncio.create_task(self._tick())

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self.tick)
            try:
                self.room.tick()
                self._send_on()
                if self.rubbish:
                    self.rubbish.look(len(self._lines))
            except Exception:  # whatever is wrong with one table, the clocks of all go on
                LOG.exception("a clock could not be looked at")

    def _send_on(self) -> None:
        """Let go of the seats whose table is served elsewhere now: their pages come again, and are told where."""
        for seat in self.room.seats.values():
            line = None if seat.table.elsewhere is None else self._lines.pop(f"seat {seat.id}", None)
            if line is not None:
                seat.moved = None
                leaving = asyncio.create_task(line.close())
                self._leaving.add(leaving)
                leaving.add_done_callback(self._leaving.discard)

    async def _ended(self, _: web.Application) -> None:
        self._ticking.cancel()
        for line in self._lines.values():
            await line.close()
        await self._check.close()
        await self._polls.close()
        if self.room.hosts:
            await self.room.hosts.stop()

    def _page(self, template: str, status: int = 200, **values: object) -> web.Response:
        text = self._pages.get_template(template).render(role_play=_ROLE_PLAY, **values)
        return web.Response(text=text, content_type="text/html", status=status)

    # coming in

    def _door_page(
        self, message: str = "", status: int = 200, code: str = "", name: str = "", seated: str = ""
    ) -> web.Response:
        game = self.room.tables[0].match.session.game
        chosen = enumerate(game.sides) if self.room.settings.choose else ()
        sides = [(str(side), one.name) for side, one in chosen]
        return self._page(
            "door.html",
            status,
            title=game.scenario.title,
            note=game.scenario.content_note,
            sides=sides,
            limit=NAME_LIMIT,
            message=message,
            code=code,
            name=name,
            seated=seated,
        )

    async def _door(self, request: web.Request) -> web.Response:
        """The form. Looking at it takes no seat, or every preview of a link would take one."""
        response = self._door_page(code=request.query.get("code", "")[:40])
        if _DEVICE not in request.cookies and len(self._devices) < _MOST_DEVICES:
            device = draw_secret()
            self._devices.add(device)
            give(response, _DEVICE, device, "/", request)
        return response

    async def _join(self, request: web.Request) -> web.Response:
        """Take a seat."""
        form = await request.post()
        code, name, side = (str(form.get(key, ""))[:200] for key in ("code", "name", "side"))
        address, given = request.remote or "", request.cookies.get(_DEVICE, "")[:64]
        device = given or draw_secret()
        # A class comes from one address: whoever guesses shuts the door to their own browser. Only a browser that
        # was at the door is told apart, or every guess could come from a new one.
        guesser = given if given in self._devices else f"at {address}"
        if not self._may_guess(guesser, _WRONG_CODES) or not self._may_guess(
            address, _WRONG_FROM_ONE_ADDRESS
        ):
            return self._door_page(
                "Too many wrong codes. Wait a minute, and ask for the code.", 429, "", name
            )
        if not self.room.is_code(code):
            for who in (guesser, address):
                self._wrong[who].append(_now())
            return self._door_page("This is not the room code. It stands on the projector.", 403, code, name)
        here = self.room.seats_at(given) if given else []
        if here and not form.get("another"):
            return self._door_page("", 200, code, name, here[-1].name)
        try:
            wished = int(side) if self.room.settings.choose and side in ("0", "1") else None
            role = side if side in WATCHERS else ""
            seat, secret = self.room.join(name, wished, role, device)
        except Barred:
            return self._door_page(
                "From this browser no seat can be taken. Ask the teacher.", 403, code, name
            )
        except Full:
            return self._door_page("The room is full.", 409, code, name)
        except StoreError as error:
            LOG.error("%s", error)
            return self._door_page("The seat could not be kept. Tell the teacher.", 500, code, name)
        response = web.Response(status=303, headers={"Location": f"/seat#{secret}"})
        if seat.table.elsewhere is None:
            give(response, _SEAT, secret, "/seat", request)
        else:  # without a cookie the page shows its secret, and is told where; a form may not be sent on to there
            response.del_cookie(_SEAT, path="/seat")
        give(response, _DEVICE, device, "/", request)  # so that whoever is banned is known again
        return response

    def _may_guess(self, who: str, most: int) -> bool:
        recent = [at for at in self._wrong[who] if at > _now() - _WINDOW]
        if recent:
            self._wrong[who] = recent
        else:
            self._wrong.pop(who, None)
        return len(recent) < most

    async def _enter(self, request: web.Request) -> web.Response:
        """A page with a secret in its fragment shows it, and gets the cookie."""
        secret = (await request.text())[:200]
        if seat := self.room.seat_of(secret):
            response = web.Response(text=f"{seat.table.elsewhere or ''}/seat")
            give(response, _SEAT, secret, "/seat", request)
            return response
        if self.room.is_facilitator(secret):
            response = web.Response(text="/facilitator")
            give(response, _FACILITATOR, secret, "/facilitator", request)
            return response
        return web.Response(text="This link opens nothing.", status=403)

    # at a seat

    def _seat_here(self, request: web.Request) -> Seat | None:
        return self.room.seat_of(request.cookies.get(_SEAT, ""))

    def _leads(self, request: web.Request) -> bool:
        return self.room.is_facilitator(request.cookies.get(_FACILITATOR, ""))

    async def _seat(self, request: web.Request) -> web.Response:
        seat = self._seat_here(request)
        if seat is None:
            return self._page("enter.html", 401)
        if seat.table.elsewhere:
            there = f"{seat.table.elsewhere}/seat#{request.cookies[_SEAT]}"
            return web.Response(status=303, headers={"Location": there})
        if seat.table.elsewhere is not None:
            return self._page("waiting.html", 503, title=seat.table.title)
        return self._terminal("/seat/ws", f"{seat.name}, {seat.table.title}")

    def _terminal(self, socket: str, name: str) -> web.Response:
        """A page that shows an app; if this server goes, it asks the others."""
        others = self.room.hosts.others if self.room.hosts else ()
        page = self._page("terminal.html", socket=socket, name=name, others=" ".join(others))
        page.headers.update(policy(others))
        return page

    async def _facilitator(self, request: web.Request) -> web.Response:
        if not self._leads(request):
            return self._page("enter.html", 401)
        return self._terminal("/facilitator/ws", f"Room {self.room.code}")

    async def _board(self, request: web.Request) -> web.Response:
        """The page for the projector."""
        if not self._leads(request):
            return self._page("enter.html", 401)
        picture = segno.make(f"{self.address}/?code={self.room.code}", error="m")
        return self._page(
            "board.html",
            title=self.room.tables[0].match.session.game.scenario.title,
            address=self.address,
            code=self.room.code,
            picture=picture.svg_data_uri(scale=8, border=2),
        )

    async def _compare(self, request: web.Request) -> web.Response:
        """All tables side by side, for the debrief."""
        if not self._leads(request):
            return self._page("enter.html", 401)
        return self._page("compare.html", **debrief_pages.comparison(self.room))

    async def _records(self, request: web.Request) -> web.Response:
        """All that a teacher takes home."""
        if not self._leads(request):
            return self._page("enter.html", 401)
        return await debrief_pages.archive(self.room)

    # whichever way an app is drawn

    def _line_of(self, request: web.Request) -> tuple[str, Callable[[], Line]]:
        """Which line somebody may look at, by the cookie, and what makes it.

        Raises:
            HTTPForbidden: the cookie names no seat, or no facilitator.
        """
        if request.match_info["where"] == "facilitator":
            if self._leads(request):
                return "facilitator", lambda: Line(lambda: FacilitatorApp(self.room), self.room.pace)
        elif (seat := self._seat_here(request)) and seat.table.elsewhere is None:
            return f"seat {seat.id}", lambda: Line(
                lambda: SeatApp(self.room, seat), self.room.pace, _present(seat)
            )
        raise web.HTTPForbidden

    def _line(self, key: str, make: Callable[[], Line]) -> Line:
        if key not in self._lines:
            self._lines[key] = make()
        return self._lines[key]

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        """Over a WebSocket."""
        key, make = self._line_of(request)
        if not same_origin(request):
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=MESSAGE_LIMIT)
        await socket.prepare(request)
        await self._line(key, make).attach(SocketConnection(socket), *_size(request))
        return socket

    async def _poll(self, request: web.Request) -> web.Response:
        """Over requests that wait, where a filter lets no WebSocket through."""
        key, make = self._line_of(request)
        line, size = self._line(key, make), _size(request)
        return self._polls.open(key, lambda connection: line.attach(connection, *size))

    async def _poll_act(self, request: web.Request) -> web.Response:
        key, _ = self._line_of(request)
        line = self._lines.get(key)
        return await self._polls.act(request, key, elsewhere=line is not None and line.seen)


def _present(seat: Seat) -> Callable[[bool], None]:
    def tell(present: bool) -> None:
        (seat.table.came if present else seat.table.went)(seat)

    return tell


async def _alive(_: web.Request) -> web.Response:
    """For a page that lost its socket."""
    return web.Response(text="yes", headers={"Cache-Control": "no-store"})


def _size(request: web.Request) -> tuple[int, int]:
    width, height = (_number(request.query.get(one, "")) for one in ("width", "height"))
    return width or 80, height or 24


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def _now() -> float:
    return asyncio.get_running_loop().time()
