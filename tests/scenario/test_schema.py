"""The schema for editors agrees with the reader, explains every key, and its file is up to date."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from game.scenario import library
from game.scenario.format.model import Scenario
from game.scenario.format.schema import FILE, LINE, schema
from game.scenario.reading.nodes import Document, Where, parse
from game.scenario.reading.validation import validate
from tests.cli.running import frank
from tests.scenario.conftest import WELL
from tests.scenario.faulty import SHAPE, Fault
from tests.scenario.test_faults import name_of

SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)
SHIPPED = [one.path for one in library.headings()]


def _keys() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in {"Scenario": SCHEMA, **SCHEMA["definitions"]}.items():
        for key, value in part["properties"].items():
            yield f"{name}.{key}", value


KEYS = dict(_keys())


def test_it_is_a_schema_and_its_file_is_up_to_date() -> None:
    Draft7Validator.check_schema(SCHEMA)
    printed = frank("schema")
    assert (printed.code, printed.err) == (0, "")
    kept = (library.directory() / FILE).read_text(encoding="utf-8")
    assert kept == printed.out, f"write it anew: frank schema > scenarios/{FILE}"


@pytest.mark.parametrize("path", [*SHIPPED, WELL], ids=lambda path: path.stem)
def test_a_good_scenario_is_valid(path: Path) -> None:
    assert not [*VALIDATOR.iter_errors(parse(path.read_bytes(), str(path)).data)]


def test_a_shipped_scenario_tells_an_editor_where_the_schema_is() -> None:
    for path in SHIPPED:
        assert path.read_text(encoding="utf-8").startswith(f"{LINE}\n")


@pytest.mark.parametrize("fault", SHAPE, ids=name_of)
def test_a_fault_of_shape_is_not_valid(fault: Fault, well: str) -> None:
    text, line, _ = fault.apply(well)
    document = parse(text.encode(), "well.yaml")
    errors = [*VALIDATOR.iter_errors(document.data)]
    assert errors
    for error in errors:  # at its own line, or at the mapping around it: a missing or an unknown key
        where = tuple(error.absolute_path)
        around = error.validator in ("required", "additionalProperties", "propertyNames")
        assert around or line in (document.key_at(where)[0], document.value_at(where)[0])


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_explained(name: str) -> None:
    key = KEYS[name]
    assert key["description"].endswith((".", "?", "…")), "a sentence"
    assert len(key["description"].split()) >= 4, "more than the key says itself"
    assert key["markdownDescription"] == key["description"]
    [example] = key["examples"]
    assert example not in ({}, []), "an example that shows something"
    [*faults] = VALIDATOR.evolve(schema={**key, "definitions": SCHEMA["definitions"]}).iter_errors(example)
    assert not faults


def test_nothing_is_said_twice_or_by_a_machine() -> None:
    text = json.dumps(SCHEMA)
    assert "$defs" not in text
    assert "``" not in text
    for name, key in KEYS.items():
        assert "title" not in key, name
        assert {"type": "null"} not in key.get("anyOf", ()), name


_JUNK: list[Any] = [
    "", "a", "A word", "two-words", ">= 60", "S34 p. 3", "x" * 90, "x" * 5000, 0, 1, 3, -1, 99, 1000, 1.5,
    True, False, [], {}, [1], ["a-b"], ["A b"], {"a": 1}, {"a-b": {}}, {"a": ">= 1"}, [{"type": "exchange"}],
]  # fmt: skip


def _places(data: Any, where: Where = ()) -> Iterator[Where]:
    for key, value in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield (*where, key)
        yield from _places(value, (*where, key))


def _changed(data: Any, where: Where, chance: random.Random) -> None:
    for step in where[:-1]:
        data = data[step]
    kind = chance.randrange(6)
    if kind == 0:
        del data[where[-1]]
    elif kind == 1 and isinstance(data, dict):
        data[chance.choice(["unknown", "Not an id", "a-new-one", "when", "source"])] = chance.choice(_JUNK)
    else:
        data[where[-1]] = chance.choice(_JUNK)


@pytest.mark.parametrize(("path", "times"), [(WELL, 400), (library.find("your-first-exchange"), 100)])
def test_it_says_what_the_reader_says(path: Path, times: int) -> None:
    """Whatever a good scenario is changed to, the schema and the reader agree on whether it is valid."""
    good = parse(path.read_bytes(), "x.yaml").data
    places = sorted(_places(good), key=str)
    chance = random.Random(5)
    for _ in range(times):
        data = copy.deepcopy(good)
        where = chance.choice(places)
        _changed(data, where, chance)
        read, problems = validate(Document("x.yaml", data), Scenario)
        valid = VALIDATOR.is_valid(data)
        assert valid == (read is not None), (where, [str(one) for one in problems])
