"""Read the first keys of a scenario file, for lists of scenarios.

Uses the same parser as for the whole file and stops early, so that a list need not wait for pydantic.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import yaml
from yaml import events as ev

from game.scenario.reading.file import decode
from game.scenario.reading.scalars import Scalar, resolve
from game.scenario.text import clean

# libyaml is many times faster; without it, everything works the same.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def head(raw: bytes, wanted: Collection[str]) -> dict[str, Scalar]:
    """Return the wanted top-level keys that have a single value, reading no further than needed.

    Raises nothing: for a faulty file it returns the keys that come before the fault.
    """
    values: dict[str, Scalar] = {}
    text, _ = decode(raw, "")
    if text is None:
        return values
    loader = LOADER(text)
    depth, key = 0, ""  # an empty key: the next scalar of the top mapping is a key
    try:
        while len(values) < len(wanted) and loader.check_event():
            event = loader.get_event()
            if isinstance(event, ev.CollectionStartEvent):
                depth += 1
                key = ""
            elif isinstance(event, ev.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, ev.ScalarEvent) and depth == 1:
                if key in wanted:
                    values[key] = _value_of(event)
                key = "" if key else event.value
    except yaml.YAMLError:
        pass
    finally:
        loader.dispose()
    return values


def _value_of(event: Any) -> Scalar:
    value = event.value if event.style else resolve(event.value)
    return clean(value) if isinstance(value, str) else value
