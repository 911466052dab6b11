"""Generate the JSON Schema of the format, for editors, from the models, so that the two never differ.

An editor with the YAML language server uses it to complete keys, explain them on hover and underline faults as the
author types. The dialect is draft-07 with a few extra keywords (``defaultSnippets``, ``markdownDescription``,
``patternErrorMessage``) that other validators ignore.

The schema states what a key may hold. Only ``frank check`` can tell whether an id exists and whether a scenario is
consistent. In one case the schema is stricter than the reader: it reports a key with no value, which the reader
treats as left out, since the author probably meant to go on.
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
"""The name of the schema file that is kept beside a scenario."""

LINE = f"# yaml-language-server: $schema=./{FILE}"
"""The first line of a scenario, which tells an editor where the schema is."""

_REF = "#/definitions/"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_ROLE = re.compile(r"``([^`]+)``")
_NOISE = ("title", "default", "anyOf")
_EXTRA_RULES: dict[str, dict[str, Any]] = {
    "Condition": {"minProperties": 1},
    "Lines": {"minProperties": 1},
    "Objective": {
        "if": {"required": ["drawn"], "properties": {"drawn": {"const": True}}},
        "then": {"required": ["confidential"], "properties": {"confidential": {"const": True}}},
    },
}
"""The rules that the models check in Python and pydantic cannot put into a schema, by model."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file.

    It is a draft-07 schema: every key has a description and an example, and unknown keys are not allowed.
    """
    generated = model.Scenario.model_json_schema(ref_template=f"{_REF}{{model}}")
    described = {
        branch["$ref"]
        for mapping in _all(generated)
        if "description" in mapping
        for branch in (mapping, *mapping.get("anyOf", ()))
        if "$ref" in branch
    }
    parts = {name: _part(name, part) for name, part in generated.pop("$defs").items()}
    for name in described:  # the key says more than the model does, and an editor shows only one of them
        del (
            parts[name.removeprefix(_REF)]["description"],
            parts[name.removeprefix(_REF)]["markdownDescription"],
        )
    result = _part("Scenario", generated)
    result["properties"]["delegations"] |= {"minProperties": 2, "maxProperties": 2}
    return {
        "$schema": _DRAFT,
        **result,
        "definitions": dict(sorted(parts.items())),
    }


def text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _part(name: str, generated: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a mapping of the format: a model."""
    return {
        **_described(_ROLE.sub(r"`\1`", generated["description"])),
        "type": "object",
        "additionalProperties": False,
        "required": generated.get("required", []),
        **_EXTRA_RULES.get(name, {}),
        "properties": {key: _key(name, key, value) for key, value in generated["properties"].items()},
    }


def _key(name: str, key: str, generated: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a key: what it may hold, and its description."""
    description = generated.pop("description")
    default = generated.pop("default", None)
    has_default = isinstance(default, str | int) and not isinstance(
        default, bool
    )  # an editor writes it for the author
    if has_default:
        description = f"{description} Left out: `{default}`."
    examples = generated.pop("examples")
    value = _value(generated)
    # In draft-07 anything beside a reference is ignored.
    value = {"allOf": [value]} if "$ref" in value else value
    return {
        **_described(description),
        **value,
        **({"default": default} if has_default else {}),
        "examples": examples,
        **({"defaultSnippets": snippets} if (snippets := SNIPPETS.get((name, key))) else {}),
    }


def _all(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _all(inner)


def _described(text: str) -> dict[str, str]:
    return {"description": text, "markdownDescription": text}


def _value(generated: dict[str, Any]) -> dict[str, Any]:
    """Return the simplest schema of a value: the simpler it is, the clearer an editor's messages are."""
    if "anyOf" in generated:
        branches = [_value(inner) for inner in generated["anyOf"] if inner != {"type": "null"}]
        return _joined(branches)
    value = {key: inner for key, inner in generated.items() if key not in _NOISE}
    if "const" in value:
        value = {"type": value.get("type"), "enum": [value["const"]]}
    if "patternProperties" in value:
        # On its own it would allow any other key.
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
    """Return one schema for alternatives; a fixed word beside an id (``both``) is an id too, so it is left out."""
    first, *more = branches
    more = [branch for branch in more if not (branch.get("type") == first.get("type") and "enum" in branch)]
    return {"anyOf": [first, *more]} if more else first


def _expected(pattern: str) -> str:
    """Return an editor's message for text that does not match: the words of ``frank check``."""
    return f"Expected {_WORDS[pattern]}."


def _words() -> dict[str, str]:
    from pydantic import TypeAdapter

    return {TypeAdapter(kind).json_schema()["pattern"]: words for kind, words in WORDED}


_WORDS = _words()
"""Descriptions of the expected text, by pattern."""
