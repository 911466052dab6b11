"""The format as a JSON Schema, for editors: generated from the models, so that the two never differ.

An editor that knows the YAML language server completes keys, explains them on hover, and marks faults while
somebody writes. Its dialect is draft-07, with a few words of its own (``defaultSnippets``, ``markdownDescription``,
``patternErrorMessage``) that other validators pass over.

The schema knows what a key may hold. Whether an id exists, and whether a scenario makes sense, only ``frank check``
can tell. In one thing the schema asks for more than the reader: a key with nothing after it, which the reader takes
for one left out, is marked, since whoever wrote it meant to go on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from game.scenario.format import model
from game.scenario.format.schema_snippets import SNIPPETS
from game.scenario.reading.validation import WORDED

FILE = "frank-exchange.schema.json"
"""How the schema is called where it lies beside a scenario."""

LINE = f"# yaml-language-server: $schema=./{FILE}"
"""The first line of a scenario: where an editor finds the schema."""

_REF = "#/definitions/"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_ROLE = re.compile(r"``([^`]+)``")
_NOISE = ("title", "default", "anyOf")
_SHAPES: dict[str, dict[str, Any]] = {
    "Condition": {"minProperties": 1},
    "Lines": {"minProperties": 1},
    "Objective": {
        "if": {"required": ["drawn"], "properties": {"drawn": {"const": True}}},
        "then": {"required": ["confidential"], "properties": {"confidential": {"const": True}}},
    },
}
"""What the models say in Python and pydantic cannot say in a schema, by the name of the model."""


def schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file.

    Returns:
        A schema in draft-07: every key with a description and an example, nothing allowed that is not named.
    """
    made = model.Scenario.model_json_schema(ref_template=f"{_REF}{{model}}")
    named = {
        branch["$ref"]
        for one in _all(made)
        if "description" in one
        for branch in (one, *one.get("anyOf", ()))
        if "$ref" in branch
    }
    parts = {name: _part(name, part) for name, part in made.pop("$defs").items()}
    for name in named:  # the key says more than the model does, and an editor shows one of them
        del (
            parts[name.removeprefix(_REF)]["description"],
            parts[name.removeprefix(_REF)]["markdownDescription"],
        )
    whole = _part("Scenario", made)
    whole["properties"]["delegations"] |= {"minProperties": 2, "maxProperties": 2}
    return {
        "$schema": _DRAFT,
        **whole,
        "definitions": dict(sorted(parts.items())),
    }


def text() -> str:
    """The schema as it is kept in a file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _part(name: str, made: dict[str, Any]) -> dict[str, Any]:
    """A mapping of the format: a model."""
    return {
        **_said(_ROLE.sub(r"`\1`", made["description"])),
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        **_SHAPES.get(name, {}),
        "properties": {key: _key(name, key, value) for key, value in made["properties"].items()},
    }


def _key(name: str, key: str, made: dict[str, Any]) -> dict[str, Any]:
    """What a key may hold, and what is said about it."""
    said = made.pop("description")
    default = made.pop("default", None)
    kept = isinstance(default, str | int) and not isinstance(
        default, bool
    )  # an editor writes it for the author
    if kept:
        said = f"{said} Left out: `{default}`."
    examples = made.pop("examples")
    value = _value(made)
    # In draft-07 whatever stands beside a reference is not read.
    value = {"allOf": [value]} if "$ref" in value else value
    return {
        **_said(said),
        **value,
        **({"default": default} if kept else {}),
        "examples": examples,
        **({"defaultSnippets": found} if (found := SNIPPETS.get((name, key))) else {}),
    }


def _all(made: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(made, dict):
        yield made
    for one in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from _all(one)


def _said(text: str) -> dict[str, str]:
    return {"description": text, "markdownDescription": text}


def _value(made: dict[str, Any]) -> dict[str, Any]:
    """A value, as simply as it can be said: the simpler the schema, the clearer what an editor says of a fault."""
    if "anyOf" in made:
        branches = [_value(one) for one in made["anyOf"] if one != {"type": "null"}]
        return _joined(branches)
    value = {key: one for key, one in made.items() if key not in _NOISE}
    if "const" in value:
        value = {"type": value.get("type"), "enum": [value["const"]]}
    if "patternProperties" in value:
        # By itself it would let any other key pass.
        [(pattern, held)] = value.pop("patternProperties").items()
        value["propertyNames"] = {"title": "id", "pattern": pattern, **value["propertyNames"]}
        value["additionalProperties"] = held
    if "pattern" in value:
        value["patternErrorMessage"] = _expected(value["pattern"])
    for key in ("items", "additionalProperties"):
        if isinstance(value.get(key), dict):
            value[key] = _value(value[key])
    if "propertyNames" in value:
        value["propertyNames"] |= {"patternErrorMessage": _expected(value["propertyNames"]["pattern"])}
    return value


def _joined(branches: list[dict[str, Any]]) -> dict[str, Any]:
    """One value for several that may stand in a place; a word beside an id (``both``) is an id too."""
    first, *more = branches
    more = [one for one in more if not (one.get("type") == first.get("type") and "enum" in one)]
    return {"anyOf": [first, *more]} if more else first


def _expected(pattern: str) -> str:
    """What an editor says of a text that does not fit: the words of ``frank check``."""
    return f"Expected {_WORDS[pattern]}."


def _words() -> dict[str, str]:
    from pydantic import TypeAdapter

    return {TypeAdapter(kind).json_schema()["pattern"]: words for kind, words in WORDED}


_WORDS = _words()
"""What is expected, in plain words, by the pattern."""
