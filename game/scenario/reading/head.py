"""The first keys of a scenario file, without the rest: what a list of scenarios shows.

Same parser as the whole file, stopped early; a list must not wait for pydantic.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import yaml
from yaml import events as ev

from game.scenario.reading.file import decode
from game.scenario.reading.scalars import Scalar, resolve
from game.scenario.text import clean

# libyaml is many times faster; without it everything works the same.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def head(raw: bytes, wanted: Collection[str]) -> dict[str, Scalar]:
    """Give those top-level keys with a single value, reading no further than needed.

    Raises nothing: from a faulty file it gives what stands before the fault.
    """
    found: dict[str, Scalar] = {}
    text, _ = decode(raw, "")
    if text is None:
        return found
    loader = LOADER(text)
    depth, key = 0, ""  # an empty key: the next scalar of the top mapping is one
    try:
        while len(found) < len(wanted) and loader.check_event():
            event = loader.get_event()
            if isinstance(event, ev.CollectionStartEvent):
                depth += 1
                key = ""
            elif isinstance(event, ev.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, ev.ScalarEvent) and depth == 1:
                if key in wanted:
                    found[key] = _value_of(event)
                key = "" if key else event.value
    except yaml.YAMLError:
        pass
    finally:
        loader.dispose()
    return found


def _value_of(event: Any) -> Scalar:
    value = event.value if event.style else resolve(event.value)
    return clean(value) if isinstance(value, str) else value
