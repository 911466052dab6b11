"""Serve the room over HTTPS: check a certificate and its key before anybody connects."""

from __future__ import annotations

import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any


class TlsError(Exception):
    """The certificate cannot be used, in a sentence."""


def encrypted(cert: str, key: str) -> tuple[ssl.SSLContext, tuple[str, ...]]:
    """What encrypts the room, and the names that its certificate is for.

    Args:
        cert: the file of the certificate, with those that vouch for it.
        key: the file of its key.

    Raises:
        TlsError: they cannot be read, do not belong together, or no browser would take them.
    """
    for what, path in (("certificate", cert), ("key", key)):
        try:
            text = Path(path).read_bytes()
        except OSError as error:
            raise TlsError(f"the {what} {path} cannot be read ({error.strerror})") from error
        if b"-----BEGIN" not in text:
            raise TlsError(f"the {what} {path} is no PEM file, which begins with -----BEGIN")
        if what == "key" and b"ENCRYPTED" in text:
            raise TlsError(f"the key {path} is locked with a password; unlock it with: openssl pkey")
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        server.load_cert_chain(cert, key)
        return server, _names(server, cert)
    except ssl.SSLCertVerificationError as error:
        raise TlsError(f"no browser would take the certificate {cert}: {error.verify_message}") from error
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise TlsError(f"the key {key} is not the key of the certificate {cert}") from error
        raise TlsError(f"{cert} and {key} are not a certificate and its key") from error


def _names(server: ssl.SSLContext, cert: str) -> tuple[str, ...]:
    """The names in a certificate, from a conversation with oneself that trusts it: Python reads no file of this kind."""
    client = ssl.create_default_context(cafile=cert)
    client.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    client.check_hostname = False
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server)
    other = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(3):
        for end in (one, other):
            with suppress(ssl.SSLWantReadError):
                end.do_handshake()
    told: dict[str, Any] = one.getpeercert() or {}
    return tuple(name.lower() for kind, name in told.get("subjectAltName", ()) if kind == "DNS")
