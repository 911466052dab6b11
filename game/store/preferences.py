"""What the player chose about the screen, kept between games. No Textual here: the plain mode may read it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

THEMES = ("frank-dark", "frank-light", "frank-contrast", "ansi-dark", "ansi-light")
"""The themes there are, the default first; :mod:`game.screens.themes` makes them."""

PLACE = "FRANK_SETTINGS"
"""The environment variable that names another file; empty, nothing is kept."""

_LONGEST = 1 << 16
"""No file of ours is longer."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What can be chosen."""

    theme: str = THEMES[0]
    motion: bool = True


def default_path() -> Path | None:
    """Where the settings are kept; None if nothing is to be kept."""
    named = os.environ.get(PLACE)
    if named is not None:
        return Path(named) if named else None
    import platformdirs  # here, so that who names a file needs no look at the system

    return platformdirs.user_config_path("frank-exchange") / "settings.json"


def load(path: Path | None) -> Preferences:
    """The settings in a file, each that is missing or wrong by its default. Never raises.

    Args:
        path: the file; None, or one that cannot be read, gives the defaults.
    """
    plain = Preferences()
    try:
        # A pipe or a device would keep the game waiting.
        if path is None or not path.is_file():
            return plain
        import json  # here: most who start it for the first time have no file

        with path.open("rb") as file:
            found = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return plain
    if not isinstance(found, dict):
        return plain
    theme, motion = found.get("theme"), found.get("motion")
    return Preferences(
        theme=theme if isinstance(theme, str) and theme in THEMES else plain.theme,
        motion=motion if isinstance(motion, bool) else plain.motion,
    )


def save(path: Path | None, preferences: Preferences) -> bool:
    """Keep the settings, whole or not at all. Never raises.

    Args:
        path: the file; its directory is made if it is missing. None keeps nothing.
        preferences: what to keep.

    Returns:
        Whether they are kept.
    """
    if path is None:
        return False
    import json

    try:
        # Behind a link lies the file that is meant: replaced itself, the link would be lost.
        target = Path(os.path.realpath(path))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".settings-", suffix=".json", dir=target.parent)
        try:
            with open(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(asdict(preferences), indent=2) + "\n")
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except (OSError, ValueError):
        return False
    return True
