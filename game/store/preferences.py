"""The player's choices about the screen, saved between games. No Textual here: plain mode may read them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

THEMES = ("frank-dark", "frank-light", "frank-contrast", "ansi-dark", "ansi-light")
"""The names of all themes, the default first; :mod:`game.screens.themes` defines them."""

VARIABLE = "FRANK_SETTINGS"
"""The environment variable that names another file; if it is empty, nothing is saved."""

_MOST_BYTES = 1 << 16
"""No file of ours is longer."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices, with their defaults."""

    theme: str = THEMES[0]
    motion: bool = True


def default_path() -> Path | None:
    """Return the file that holds the preferences, or None if nothing is to be saved."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    import platformdirs  # here: not needed when the variable names a file

    return platformdirs.user_config_path("frank-exchange") / "settings.json"


def load(path: Path | None) -> Preferences:
    """Return the preferences in a file, with defaults for missing or invalid ones. Never raises.

    Args:
        path: the file. None, or a file that cannot be read, gives the defaults.
    """
    defaults = Preferences()
    try:
        # A pipe or a device would keep the game waiting.
        if path is None or not path.is_file():
            return defaults
        import json  # here: on a first start there is no file

        with path.open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return defaults
    if not isinstance(content, dict):
        return defaults
    theme, motion = content.get("theme"), content.get("motion")
    return Preferences(
        theme=theme if isinstance(theme, str) and theme in THEMES else defaults.theme,
        motion=motion if isinstance(motion, bool) else defaults.motion,
    )


def save(path: Path | None, preferences: Preferences) -> bool:
    """Save the preferences, whole or not at all. Never raises.

    Args:
        path: the file; a missing directory is created. None saves nothing.
        preferences: the preferences to save.

    Returns:
        True if they were saved.
    """
    if path is None:
        return False
    import json

    try:
        # Replace the file behind a symbolic link, not the link.
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
