"""Validate data against the models, and report faults in plain words with their place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from game.scenario.characters import excerpt
from game.scenario.format import model
from game.scenario.problems import Problem, nearest, problem
from game.scenario.reading.nodes import Document, Where
from game.scenario.reading.syntax import COLON

_CODES = {
    "missing": "FE101",
    "extra_forbidden": "FE102",
    "literal_error": "FE104",
    "greater_than_equal": "FE105",
    "less_than_equal": "FE105",
    "string_pattern_mismatch": "FE106",
    "string_too_short": "FE109",
    "string_too_long": "FE109",
    "too_short": "FE110",
    "too_long": "FE110",
}
"""The code for each kind of pydantic error; any other kind is a value of the wrong kind (FE103)."""

_OWN_RULES: dict[type[BaseModel] | None, str] = {
    model.Lines: "FE111",
    model.Condition: "FE111",
    model.Objective: "FE112",
    model.Scenario: "FE110",
}

WORDED: tuple[tuple[Any, str], ...] = (
    (model.Id, "an id: lower-case words joined by hyphens, such as `equal-time`"),
    (model.SourceId, "the id of a source: letters, digits and hyphens, such as `S34`"),
    (model.LimitText, 'a comparison in quotes, such as ">= 60"'),
    (
        model.Reference,
        "the id of a source, optionally followed by a space and the place in it, such as `treaty Art. 4`",
    ),
)

MOST = 1000
"""The most faults that are reported; no author writes a file with more."""

_Expected = tuple[Any, FieldInfo | None]
Root = type[BaseModel]
"""The model of a whole file."""
Whole = TypeVar("Whole", bound=BaseModel)


def validate(document: Document, root: type[Whole]) -> tuple[Whole | None, list[Problem]]:
    """Build the model of a whole file from the data of its document.

    Returns the model (a scenario, say), or None, and every fault in its keys and values. Raises nothing.
    """
    try:
        return root.model_validate(document.data), []
    except ValidationError as error:
        problems = list(_translated(error, document, root))
    except RecursionError:  # nodes limits the depth; this is a second fence
        problems = [problem("FE019", "nested too deeply", path=document.path)]
    return None, problems


def _translated(error: ValidationError, document: Document, root: Root) -> Iterator[Problem]:
    raws = error.errors(include_url=False)[:MOST]
    faults = [fault for raw in raws if (fault := _locate(raw, document.data, root))]
    meant = {
        (*where[:-1], _near_key(where, document.data, root))
        for kind, where, _ in faults
        if kind == "extra_forbidden"
    }
    reported: set[tuple[Where, bool]] = set()
    for kind, where, message in faults:
        # One fault, one problem: a misspelt key is not also a missing one, and each branch of
        # "text or a list" fails on its own.
        is_key = kind in ("missing", "extra_forbidden", "key")
        if (kind == "missing" and where in meant) or (where, is_key) in reported:
            continue
        reported.add((where, is_key))
        yield _report(kind, where, message, document, root)


def _locate(raw: Any, data: Any, root: Root) -> tuple[str, Where, str] | None:
    """Return the kind of an error, the path to the faulty value, and the message of a rule of our own.

    Returns None for an error of a branch that was not meant.
    """
    where: list[str | int] = []
    kind: str = raw["type"]
    branch = ""
    for number, step in enumerate(raw["loc"]):
        inside = step in data if isinstance(data, dict) else isinstance(data, list) and isinstance(step, int)
        if inside:
            data = data[step]
            where.append(step)
        elif step == "[key]":
            kind = "key"
        elif kind == "missing" and number == len(raw["loc"]) - 1:
            where.append(step)
        else:  # a branch of a union, which is not in the file
            branch = str(step)
    # Where text or a list is allowed, only the errors of the branch that was meant count.
    choice = branch and any(
        get_origin(_bare(option)) is list for option in _branches(expected_at(tuple(where), root)[0])
    )
    if choice and branch.startswith("list[") != isinstance(data, list) and not _in_list(raw, branch):
        return None
    rule = str(raw["ctx"]["error"]) if kind == "value_error" else ""
    return kind, tuple(where), rule


def _in_list(raw: Any, branch: str) -> bool:
    # An error of an entry: the list itself was right.
    return branch.startswith("list[") and raw["loc"][-1] != branch


def _report(kind: str, where: Where, rule: str, document: Document, root: Root) -> Problem:
    path = document.path
    name = ".".join(excerpt(str(step)) for step in where) or "the file"
    if kind == "missing":
        place = document.key_at(where[:-1])
        return problem("FE101", f"`{name}` is missing: {_described(where, root)}", path=path, place=place)
    if kind == "extra_forbidden":
        owner = part_at(where[:-1], root)
        known = sorted(owner.model_fields) if owner else []
        hint = nearest(str(where[-1]), known) or f"; the keys here are: {', '.join(known)}"
        if " " in str(where[-1]) and _value(document.data, where) is None:
            hint = ": between { and } a comma ends the text; put the whole text in quotes"
        return problem("FE102", f"the key `{name}` is unknown{hint}", path=path, place=document.key_at(where))
    if kind == "key":
        message = f"the key `{name}`: expected {_phrase(*_key_expected(where, root))}"
        return problem("FE106", message, path=path, place=document.key_at(where))
    value = _value(document.data, where)
    expected = rule or _phrase(*expected_at(where, root))
    code = _CODES.get(kind, "FE103")
    hint = ""
    if kind == "value_error":
        code = (
            "FE104"
            if where[-1:] in (("format",), ("rung",))
            else _OWN_RULES.get(part_at(where, root), "FE103")
        )
    elif kind == "string_pattern_mismatch":
        code = _pattern_code(*expected_at(where, root))
    elif kind == "literal_error":
        if where == ("format",) and isinstance(value, int):
            code, hint = "FE113", "; a newer version of the game may be able to read it"
        hint = hint or nearest(str(value), _literals(expected_at(where, root)[0]))
    elif isinstance(value, str) and "：" in value and kind in ("model_type", "dict_type"):
        return problem("FE012", f"`{name}`: {COLON}", path=path, place=document.value_at(where))
    message = f"`{name}`: expected {expected}, found {describe(value)}{hint}"
    place = document.key_at(where) if value is None else document.value_at(where)
    return problem(code, message, path=path, place=place)


def describe(value: Any) -> str:
    """Return a description of a value, in words for an author."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number {excerpt(str(value))}"
    if isinstance(value, str):
        if not value.strip(" \t\n"):
            return "empty text"
        return f"`{excerpt(value)}`" + (f" ({len(value)} characters)" if len(value) > 60 else "")
    kind = "mapping" if isinstance(value, dict) else "list"
    return (
        f"a {kind} of {len(value)} entr{'y' if len(value) == 1 else 'ies'}" if value else f"an empty {kind}"
    )


def _value(data: Any, where: Where) -> Any:
    for step in where:
        data = data[step]
    return data


def _near_key(where: Where, data: Any, root: Root) -> str:
    owner = part_at(where[:-1], root)
    hint = nearest(str(where[-1]), set(owner.model_fields) - set(_value(data, where[:-1]))) if owner else ""
    return hint.split("`")[1] if hint else ""


@cache
def _hints(part: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(part, include_extras=True)


def _branches(annotation: Any) -> list[Any]:
    """Return the branches of a union except None; for any other annotation, the annotation alone."""
    if get_origin(annotation) in (Union, UnionType):
        return [
            inner for branch in get_args(annotation) if branch is not NoneType for inner in _branches(branch)
        ]
    return [annotation]


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def expected_at(where: Where, root: Root) -> _Expected:
    """Return what the models expect at the end of a path: an annotation, and its field if any."""
    current: _Expected = (root, None)
    for step in where:
        following: _Expected | None = None
        for branch in map(_bare, _branches(current[0])):
            origin = get_origin(branch)
            if origin is list and isinstance(step, int):
                following = get_args(branch)[0], None
            elif origin is dict:
                following = get_args(branch)[1], None
            elif isinstance(branch, type) and issubclass(branch, BaseModel) and step in branch.model_fields:
                following = _hints(branch)[str(step)], branch.model_fields[str(step)]
        if following is None:
            return Any, None
        current = following
    return current


def part_at(where: Where, root: Root) -> type[BaseModel] | None:
    """Return the model that describes the mapping at the end of a path, or None."""
    for branch in map(_bare, _branches(expected_at(where, root)[0])):
        if isinstance(branch, type) and issubclass(branch, BaseModel):
            return branch
    return None


def _key_expected(where: Where, root: Root) -> _Expected:
    for branch in map(_bare, _branches(expected_at(where[:-1], root)[0])):
        if get_origin(branch) is dict:
            return get_args(branch)[0], None
    return Any, None


def _described(where: Where, root: Root) -> str:
    annotation, field = expected_at(where, root)
    about = field.description if field and field.description else ""
    return f"{about} Expected: {_phrase(annotation, field)}"


def _pattern_code(annotation: Any, _: FieldInfo | None) -> str:
    branches = _branches(annotation)
    if model.LimitText in branches:
        return "FE107"
    return "FE108" if model.Reference in branches else "FE106"


def _literals(annotation: Any) -> list[str]:
    return [
        str(value)
        for branch in _branches(annotation)
        if get_origin(branch) is Literal
        for value in get_args(branch)
    ]


def _phrase(annotation: Any, field: FieldInfo | None) -> str:
    """Return what an annotation expects, in words."""
    return " or ".join(_phrase_of_branch(branch, field) for branch in _branches(annotation))


def _phrase_of_branch(annotation: Any, field: FieldInfo | None) -> str:
    for described, words in WORDED:
        if annotation == described:
            return words
    details = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    limits = _limits([*details, *(field.metadata if field else ())])
    bare = _bare(annotation)
    origin = get_origin(bare)
    if bare is str:
        most = limits.get("max_length")
        return f"text of 1 to {most} characters" if most else "text"
    if bare is int:
        low, high = limits.get("ge"), limits.get("le")
        return f"a whole number from {low} to {high}" if low is not None else "a whole number"
    if bare is bool:
        return "true or false"
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(bare))
    if origin is list:
        low, high = limits.get("min_length"), limits.get("max_length")
        return f"a list of {low} to {high} entries" if high else "a list"
    if origin is dict:
        return "a mapping with ids as keys"
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return f"a mapping with keys such as {', '.join(f'`{key}`' for key in list(bare.model_fields)[:3])}"
    return "another value"


def _limits(details: list[Any]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for detail in details:
        for constraint in (detail, *(detail.metadata if isinstance(detail, FieldInfo) else ())):
            for name in ("ge", "le", "min_length", "max_length"):
                if (limit := getattr(constraint, name, None)) is not None:
                    limits[name] = limit
    return limits
