"""Reject requests from foreign pages and for foreign hosts."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from aiohttp import web

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",  # with no-referrer a form would be posted with the origin null
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}

NAMES = web.AppKey("names", tuple[str, ...])
"""The names in the certificate, under which the room may be reached as well."""


@web.middleware
async def guarded(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Reject foreign hosts and cross-origin POSTs; set the security headers."""
    if not _is_ours(request.host, request.app.get(NAMES, ())) or (
        request.method == "POST" and not same_origin(request)
    ):
        return web.Response(text="This is not the address of the room.", status=403)
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(_HEADERS)
        raise
    if not response.prepared:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def policy(others: Sequence[str]) -> dict[str, str]:
    """The header for a page that may ask other servers of the room whether they are there."""
    return {
        "Content-Security-Policy": _POLICY.replace(
            "connect-src 'self'", " ".join(("connect-src 'self'", *others))
        )
    }


def _is_ours(host: str, names: tuple[str, ...]) -> bool:
    """Whether a Host header is an address or a name of this machine: a name of elsewhere that leads here is not."""
    name = (urlsplit(f"//{host}").hostname or "").lower()
    here = socket.gethostname().lower()
    if name in ("localhost", here, f"{here}.local", *names) or f"*.{name.partition('.')[2]}" in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(request: web.Request) -> bool:
    """Whether a page of this very server asks."""
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc.lower() == request.host.lower() and bool(origin)


def give(response: web.Response, name: str, secret: str, path: str, request: web.Request) -> None:
    """Give a browser a cookie that no script and no other page can use."""
    response.set_cookie(
        name, secret, path=path, httponly=True, samesite="Strict", secure=request.secure, max_age=7 * 86_400
    )
