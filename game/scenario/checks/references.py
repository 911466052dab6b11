"""Check that every id that is mentioned exists; on plain data, so that it works on a faulty scenario too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from game.scenario.characters import excerpt
from game.scenario.format.conditions import ATOMS, CONNECTIVES, SideIs
from game.scenario.problems import Problem, nearest, problem
from game.scenario.reading.nodes import Document, Where

_CODES = {
    "delegation": "FE201",
    "agenda item": "FE202",
    "claim": "FE203",
    "claim or card": "FE204",
    "proposal": "FE205",
    "interest": "FE206",
    "source": "FE207",
    "voice": "FE208",
}

_HINTED = 100
"""The most unknown ids for which the nearest is suggested, which takes time."""

# Where ids are mentioned: `*` is any key or list position, `@` at the end stands for the keys of a
# mapping, and `source` may be one reference or a list. A word after "|" is allowed beside the ids.
_MENTIONS = (
    ("opens", "delegation|drawn"),
    ("claims.*.by", "delegation"),
    ("claims.*.item", "agenda item"),
    ("claims.*.supports.*", "claim"),
    ("claims.*.rebuts.*", "claim"),
    ("claims.*.undercuts.*", "claim or card"),
    ("claims.*.contradicts.*", "claim"),
    ("evidence.*.held_by", "delegation|both"),
    ("evidence.*.supports.*", "claim"),
    ("evidence.*.attacks.*", "claim"),
    ("evidence.*.misses.@", "claim"),
    ("proposals.*.favours", "delegation|both"),
    ("proposals.*.home.@", "delegation"),
    ("proposals.*.needs.*", "proposal"),
    ("proposals.*.excludes.*", "proposal"),
    ("proposals.*.bridges.*", "interest"),
    ("events.*.effects.credibility.@", "delegation"),
    ("events.*.effects.home.@", "delegation"),
    ("delegations.*.objectives.*.interest", "interest"),
    ("agenda.*.press.@", "delegation"),
    ("lesson.role", "delegation"),
)
_SOURCES = (
    *(f"{part}.*.source" for part in ("claims", "evidence", "proposals", "events")),
    "delegations.*.charges.*.source",
    "agenda.*.press.*.source",
)
_CONDITIONS = (
    "delegations.*.objectives.*.when",
    "delegations.*.red_lines.*.when",
    "events.*.when",
    "endings.*.when",
)
_IN_CONDITIONS = tuple(
    (f"{key}.@" if atom is SideIs else key, field.name)
    for key, atom in ATOMS.items()
    for field in fields(atom)
    if field.name in _CODES
)
"""Where conditions mention ids: an atom's field that holds an id is called after the kind of id."""


@dataclass
class _Known:
    """The ids that exist, by kind. A kind whose part of the file cannot be read is left out and not judged."""

    ids: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: dict[str, Any]) -> _Known:
        known = cls()
        for kind, part in (
            ("delegation", "delegations"),
            ("claim", "claims"),
            ("card", "evidence"),
            ("proposal", "proposals"),
            ("source", "sources"),
        ):
            value = data.get(part, {} if part in ("evidence", "proposals") else None)
            if isinstance(value, dict):
                known.ids[kind] = set(value)
        if isinstance(items := data.get("agenda"), list):
            known.ids["agenda item"] = {
                item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)
            }
        sides = [side for _, side in _matches(data, "delegations.*") if isinstance(side, dict)]
        if sides and all(isinstance(side.get("interests"), dict) for side in sides):
            known.ids["interest"] = {key for side in sides for key in side["interests"]}
        if "claim" in known.ids and "card" in known.ids:
            known.ids["claim or card"] = known.ids["claim"] | known.ids["card"]
        return known


def check(document: Document) -> list[Problem]:
    """Return a problem for every id that is mentioned but does not exist. Raises nothing."""
    data = document.data or {}
    known = _Known.of(data)
    problems: list[Problem] = []

    def judge(where: Where, value: Any, kind: str, key: bool = False) -> None:
        kind, _, word = kind.partition("|")
        if not isinstance(value, str) or value == word or kind not in known.ids or value in known.ids[kind]:
            return
        place = document.key_at(where) if key else document.value_at(where)
        hint = _hint(value, kind, known) if len(problems) < _HINTED else ""
        if kind == "delegation":  # there are two of them: name both
            hint += f" (there are {' and '.join(f'`{excerpt(id_)}`' for id_ in sorted(known.ids[kind])[:2])})"
        message = f"there is no {kind} `{excerpt(value)}`{hint}"
        problems.append(problem(_CODES[kind], message, path=document.path, place=place))

    for pattern, kind in _MENTIONS:
        for where, value in _matches(data, pattern):
            judge(where, value, kind, pattern.endswith("@"))
    for where, condition in conditions(data):
        for pattern, kind in _IN_CONDITIONS:
            for inner, value in _matches(condition, pattern):
                judge((*where, *inner), value, kind, pattern.endswith("@"))
    for where, reference in sources(data):
        judge(where, reference.split(" ")[0], "source")
    problems += _voices(data, document)
    return problems


def conditions(data: Any) -> Iterator[tuple[Where, dict[str, Any]]]:
    """Yield every condition in plain scenario data, nested ones included, with its path."""
    for pattern in _CONDITIONS:
        for where, value in _matches(data, pattern):
            yield from _nested(where, value)


def _nested(where: Where, value: Any) -> Iterator[tuple[Where, dict[str, Any]]]:
    if not isinstance(value, dict):
        return
    yield where, value
    for word in CONNECTIVES:
        for inner, part in _matches(value, f"{word}.*"):
            yield from _nested((*where, *inner), part)


def sources(data: Any) -> Iterator[tuple[Where, str]]:
    """Yield every reference to a source in plain scenario data, with its path."""
    for pattern in _SOURCES:
        for where, value in _matches(data, pattern):
            if isinstance(value, str):
                yield where, value
            for inner, entry in _matches(value, "*") if isinstance(value, list) else ():
                if isinstance(entry, str):
                    yield (*where, *inner), entry


def _voices(data: dict[str, Any], document: Document) -> Iterator[Problem]:
    for where, voice in _matches(data, "claims.*.voice"):
        side = data["claims"][where[1]].get("by")
        own = data.get("delegations")
        own = own.get(side) if isinstance(own, dict) and isinstance(side, str) else None
        voices = own.get("voices", {}) if isinstance(own, dict) else None
        if isinstance(voice, str) and isinstance(voices, dict) and voice not in voices:
            message = f"`{side}` has no voice `{excerpt(voice)}`{nearest(voice, voices)}"
            yield problem("FE208", message, path=document.path, place=document.value_at(where))


def _hint(value: str, kind: str, known: _Known) -> str:
    for actual, ids in known.ids.items():
        if value in ids and " or " not in actual:
            return f"; `{value}` is the id of {'an' if actual[0] in 'ai' else 'a'} {actual}"
    return nearest(value, known.ids[kind])


def _matches(data: Any, pattern: str) -> Iterator[tuple[Where, Any]]:
    """Yield every value that a pattern points to, with its path."""
    matches: list[tuple[Where, Any]] = [((), data)]
    for step in pattern.split("."):
        matches = [match for where, value in matches for match in _step(where, value, step)]
    yield from matches


def _step(where: Where, value: Any, step: str) -> Iterator[tuple[Where, Any]]:
    if step == "*" and isinstance(value, list):
        yield from (((*where, number), entry) for number, entry in enumerate(value))
    elif isinstance(value, dict):
        if step == "@":
            yield from (((*where, key), key) for key in value)
        elif step == "*":
            yield from (((*where, key), entry) for key, entry in value.items())
        elif step in value:
            yield (*where, step), value[step]
