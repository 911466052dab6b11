"""Room codes to read out, and secrets to keep."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_SIGNS = "abcdefghjkmnpqrstvwxyz23456789"
CODE_LENGTH = 6
"""Of a room code: 30 signs, so 729 million codes, and guesses are counted."""

_NAMES = (
    *(
        "Alder",
        "Ash",
        "Aspen",
        "Bay",
        "Beech",
        "Birch",
        "Box",
        "Cedar",
        "Cherry",
        "Clover",
        "Cypress",
        "Elder",
    ),
    *("Elm", "Fern", "Fig", "Fir", "Hazel", "Heather", "Holly", "Ivy", "Juniper", "Larch", "Laurel", "Lime"),
    *(
        "Linden",
        "Maple",
        "Moss",
        "Myrtle",
        "Oak",
        "Olive",
        "Pear",
        "Pine",
        "Plum",
        "Poplar",
        "Quince",
        "Reed",
    ),
    *(
        "Rose",
        "Rowan",
        "Rush",
        "Sage",
        "Sorrel",
        "Spruce",
        "Teak",
        "Thyme",
        "Vine",
        "Walnut",
        "Willow",
        "Yew",
    ),
)
"""Code names: trees and plants, which belong to no side."""


def draw_code() -> str:
    """A new room code, of signs that are not taken for one another."""
    return "".join(secrets.choice(_SIGNS) for _ in range(CODE_LENGTH))


def draw_secret() -> str:
    """A new secret of 32 bytes, as text for a URL."""
    return secrets.token_urlsafe(32)


def draw_name(taken: set[str]) -> str:
    """A code name that nobody has; with a number once all are taken."""
    free = [name for name in _NAMES if name not in taken]
    if free:
        return secrets.choice(free)
    number = 2
    while f"{_NAMES[0]} {number}" in taken:
        number += 1
    return f"{_NAMES[0]} {number}"


def hashed(secret: str) -> str:
    """What is kept in place of a secret: its SHA-256, in hexadecimal. Any text is taken."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how far they are."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
