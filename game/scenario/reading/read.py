"""Reading a scenario file: every problem at once, each with its line and column."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.scenario.checks import references, registry
from game.scenario.checks.suppressions import allowed
from game.scenario.format.model import Scenario
from game.scenario.problems import Problem, ScenarioError, in_order
from game.scenario.reading import validation
from game.scenario.reading.file import load_bytes
from game.scenario.reading.nodes import parse


@dataclass(frozen=True)
class Reading:
    """What a file turned out to be.

    ``scenario`` is None as soon as there is an error. ``digest`` names the content: comments
    and layout do not change it, the order of entries does.
    """

    scenario: Scenario | None
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""

    @property
    def errors(self) -> list[Problem]:
        """Give the problems that keep the scenario from being played."""
        return [one for one in self.problems if one.severity == "error"]


def read(path: str | Path) -> Reading:
    """Read a file and check it. Gives what there is and all problems, sorted; raises nothing."""
    raw = load_bytes(path)
    if isinstance(raw, Problem):
        return Reading(None, [raw])
    return read_bytes(raw, str(path))


def read_bytes(raw: bytes, path: str) -> Reading:
    """Check the content of a file that is called ``path``; like :func:`read`."""
    document = parse(raw, path)
    problems = list(document.problems)
    if document.data is None:
        return Reading(None, in_order(problems), hashlib.sha256(raw).hexdigest())
    scenario, shape_problems = validation.validate(document, Scenario)
    # One fault, one problem: what YAML already refused in a place is not judged again there.
    refused = {(one.line, one.column) for one in problems if one.severity == "error"}
    shape_problems = [one for one in shape_problems if (one.line, one.column) not in refused]
    refused |= {(one.line, one.column) for one in shape_problems if one.code not in ("FE101", "FE102")}
    found = references.check(document)
    if scenario is not None:
        found += registry.check(scenario, document)
    problems += shape_problems
    problems += [one for one in found if (one.line, one.column) not in refused]
    inside = document.inside()
    ways = {place: ".".join(map(str, where)) for place, where in inside.items()}
    problems = [one._replace(inside=ways.get((one.line, one.column), "")) for one in problems]
    problems = in_order(allowed(raw, path, problems))
    if any(one.severity == "error" for one in problems):
        scenario = None
    return Reading(scenario, problems, digest(document.data))


def digest(data: Any) -> str:
    """Give the SHA-256 of plain data, in hexadecimal."""
    return hashlib.sha256(json.dumps(data, separators=(",", ":")).encode("ascii")).hexdigest()


def load(path: str | Path) -> Scenario:
    """Give the scenario of a file. Raises ScenarioError, with all problems, if it has an error."""
    reading = read(path)
    if reading.scenario is None:
        raise ScenarioError(reading.problems)
    return reading.scenario
