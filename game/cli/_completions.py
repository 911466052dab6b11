"""What a shell completes where a file, a scenario or a saved game is named; shtab reads it.

A marked argument carries its completion in the attribute ``complete``. The script asks ``frank`` itself for ids when
the key is pressed, so that a new scenario or game needs no new script.
"""

from __future__ import annotations

from argparse import Action
from collections.abc import Sequence

Completion = str | dict[str, str | dict[str, str]]
_ATTRIBUTE = "complete"  # shtab's

FILE = "file"

_ID = r"s/^\([a-z0-9-]*\)  .*/\1/p"
_BASH = """
{name}_files() {{
  compgen -W "$(frank {command} 2>/dev/null | sed -n '{id}')" -- "$1"
  compgen -f -X '!*{suffix}' -- "$1"
  compgen -d -- "$1"
}}
"""
_ZSH = """
{name}_files() {{
  local -a ids
  ids=(${{(f)"$(frank {command} 2>/dev/null | sed -n '{id}')"}})
  compadd -a ids
  _files -g '*{suffix}'
}}
"""
_FISH = """
function {name}_files
  frank {command} 2>/dev/null | string replace -rf '^([a-z0-9-]+)  +(.*)' '$1\\t$2'
  __fish_complete_suffix {suffix}
end
"""


def _ids_and_files(command: str, suffix: str) -> Completion:
    """Return the completion of ids that a command lists, and of files."""
    words = {"name": f"_frank_{command}", "command": command, "suffix": suffix, "id": _ID}
    return {
        "bash": f"_frank_{command}_files",
        "zsh": f"_frank_{command}_files",
        "fish": f"(_frank_{command}_files)",
        "preamble": {
            "bash": _BASH.format(**words),
            "zsh": _ZSH.format(**words),
            "fish": _FISH.format(**words),
        },
    }


def words(name: str, choices: Sequence[str]) -> Completion:
    """Return the completion of words, where others are allowed too.

    Args:
        name: of the shell function, a word.
        choices: without spaces or quotes.
    """
    listed = " ".join(choices)
    return {
        "bash": f"_frank_{name}",
        "zsh": f"({listed})",
        "fish": listed,
        "preamble": {"bash": f'_frank_{name}() {{\n  compgen -W "{listed}" -- "$1"\n}}'},
    }


SCENARIO = _ids_and_files("scenarios", ".yaml")
GAME = _ids_and_files("sessions", ".frank")


def mark(action: Action, completion: Completion) -> None:
    """Mark an argument or option for completion."""
    setattr(action, _ATTRIBUTE, completion)
