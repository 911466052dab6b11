"""Write a new scenario to start from: a small one that can be played at once, or a copy of another."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from importlib import resources
from pathlib import Path
from typing import TextIO

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml import events as ev

from game.export.new_file import new_file
from game.scenario import library
from game.scenario.format import schema
from game.scenario.format.model import Id
from game.scenario.problems import Problem, ScenarioError
from game.scenario.reading.file import decode, load_bytes
from game.scenario.reading.read import read
from game.scenario.text import one_line
from game.store import StoreError

_LONGEST = 48
_TITLE = 80
_COPY = " (copy)"
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
"""Words that some YAML readers do not take for text."""


def new(name: str, *, source: str | None, out: TextIO, err: TextIO) -> int:
    """Write a new scenario, and the schema for editors beside it, into the current directory.

    Args:
        name: the new scenario's id; the file is named after it.
        source: the id or path of a scenario to copy with its comments; None for a skeleton to fill in.
        out: where to report the files written and the next steps.
        err: where to report errors.

    Returns:
        0; 1 if the scenario to copy has errors, or the file exists or cannot be written; 2 for a bad id.

    Raises:
        ScenarioError: the scenario to copy is unknown.
    """
    problem = _id_fault(name)
    if problem:
        print(f"frank new: {problem}", file=err)
        return 2
    file = f"{name}.yaml"
    if os.path.lexists(file):
        print(f"frank new: {file} already exists here and was not changed", file=err)
        return 1
    try:
        text = _skeleton(name) if source is None else _copied(library.find(source), name)
        with new_file(file) as stream:
            stream.write(text)
    except StoreError as error:
        print(f"frank new: {error}", file=err)
        return 1
    note = (
        "the parts for you to write are marked TODO"
        if source is None
        else f"a copy of {one_line(source, 80)}"
    )
    print(f"{file}: {note}", file=out)
    print(_schema_beside(), file=out)
    print(f"Next: open {file} in your editor; frank check {file}; frank play {file}", file=out)
    return 0


def _id_fault(name: str) -> str:
    """Return why a name cannot be the new id, with the nearest that can; empty if it can."""
    known = {heading.id for heading in library.headings()}
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError:
        near = nearest_id(name)
        advice = f"; try `{near}`" if near and near not in known else ""
        return (
            f"`{one_line(name, 60)}` cannot be an id: lower-case words of a to z and digits, joined by hyphens, "
            f"at most {_LONGEST} characters{advice}"
        )
    return (
        f"`{name}` is the id of a scenario that comes with the game; choose another" if name in known else ""
    )


def nearest_id(name: str) -> str:
    """Return the valid id nearest to a name; empty if none of its characters can be used."""
    plain = unicodedata.normalize("NFKD", name.removesuffix(".yaml").removesuffix(".yml").casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    words = re.sub(r"^[0-9-]+", "", words)  # an id begins with a letter
    return words[:_LONGEST].rstrip("-")


def _skeleton(name: str) -> str:
    text = resources.files("game.workshop").joinpath("skeleton.yaml").read_text(encoding="utf-8")
    renamed = _with(text, {"id": name})
    return f"{schema.LINE}\n{renamed.replace(' FILE ', f' {name}.yaml ')}"


def _copied(path: Path, name: str) -> str:
    """Return a scenario's text with a new id and title. Raises StoreError if the scenario has errors."""
    reading = read(path)
    if reading.scenario is None:
        raise StoreError(
            f"{one_line(str(path), 120)} has errors, so it was not copied\n{ScenarioError(reading.errors)}"
        )
    raw = load_bytes(path)
    if isinstance(raw, Problem):
        raise StoreError(str(raw))
    text, _ = decode(raw, str(path))
    title = reading.scenario.title
    if not title.endswith(_COPY):
        title = title[: _TITLE - len(_COPY)] + _COPY
    renamed = _with((text or "").replace("\r\n", "\n"), {"id": name, "title": title})
    return renamed if "yaml-language-server:" in renamed else f"{schema.LINE}\n{renamed}"


def _with(text: str, values: dict[str, str]) -> str:
    """Return a scenario's text with new values for some of its top-level keys."""
    places: dict[str, tuple[int, int]] = {}
    depth, key = 0, ""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, ev.CollectionStartEvent):
            depth, key = depth + 1, ""
        elif isinstance(event, ev.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, ev.ScalarEvent) and depth == 1:
            if key in values and event.start_mark and event.end_mark:
                places[key] = (event.start_mark.index, event.end_mark.index)
                if len(places) == len(values):
                    break
            key = "" if key else event.value
    for key, (start, end) in sorted(places.items(), key=lambda place: -place[1][0]):
        old = text[start:end]
        rest = old[len(old.rstrip("\n")) :]  # text in several lines ends after its last line break
        text = text[:start] + _scalar(values[key]) + rest + text[end:]
    return text


def _scalar(value: str) -> str:
    """Return text as a YAML value on one line, in quotes unless it can only be read as text."""
    plain = re.fullmatch(r"[a-z][a-z0-9-]*", value) and value not in _NOT_TEXT
    return value if plain else json.dumps(value, ensure_ascii=False)


def _schema_beside() -> str:
    """Write the schema if there is none; return a line about it for the author."""
    beside = Path(schema.FILE)
    text = schema.text()
    if not beside.exists():
        try:
            with new_file(schema.FILE) as stream:
                stream.write(text)
        except StoreError as error:  # the schema is only a help; the scenario was written
            return f"{error} (your editor cannot complete or explain keys; frank check still finds every problem)"
        return f"{schema.FILE}: lets your editor complete, explain and check as you type"
    same = beside.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    return f"{schema.FILE}: " + (
        "already up to date"
        if same
        else f"from another version; replace it with frank schema > {schema.FILE}"
    )
