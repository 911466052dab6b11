"""Read a scenario file and report all of its problems at once, each with its line and column."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game.scenario.checks import references, registry
from game.scenario.checks.suppressions import allowed
from game.scenario.format.model import Scenario
from game.scenario.problems import Place, Problem, ScenarioError, in_order
from game.scenario.reading import validation
from game.scenario.reading.file import load_bytes
from game.scenario.reading.nodes import parse


@dataclass(frozen=True)
class Reading:
    """The result of reading a file.

    ``scenario`` is None if there is an error. ``digest`` identifies the content: comments and
    layout do not change it, but the order of entries does.
    """

    scenario: Scenario | None
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    id: str = ""
    """The id that the file gives, sound or not; empty if it gives none."""
    id_at: Place = (1, 1)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the scenario from being played."""
        return [problem for problem in self.problems if problem.severity == "error"]


def read(path: str | Path) -> Reading:
    """Read and check a file; return its scenario, if it has no error, and all problems. Raises nothing."""
    raw = load_bytes(path)
    if isinstance(raw, Problem):
        return Reading(None, [raw])
    return read_bytes(raw, str(path))


def read_bytes(raw: bytes, path: str) -> Reading:
    """Read and check the content of the file ``path``; like :func:`read`."""
    document = parse(raw, path)
    problems = list(document.problems)
    if document.data is None:
        return Reading(None, in_order(problems), hashlib.sha256(raw).hexdigest())
    scenario, shape_problems = validation.validate(document, Scenario)
    # One fault, one problem: a place that YAML refused is not judged again.
    refused = {(problem.line, problem.column) for problem in problems if problem.severity == "error"}
    shape_problems = [problem for problem in shape_problems if (problem.line, problem.column) not in refused]
    refused |= {
        (problem.line, problem.column) for problem in shape_problems if problem.code not in ("FE101", "FE102")
    }
    check_problems = references.check(document)
    if scenario is not None:
        check_problems += registry.check(scenario, document)
    problems += shape_problems
    problems += [problem for problem in check_problems if (problem.line, problem.column) not in refused]
    places = document.inside()
    paths = {place: ".".join(map(str, where)) for place, where in places.items()}
    problems = [
        problem._replace(inside=paths.get((problem.line, problem.column), "")) for problem in problems
    ]
    problems = in_order(allowed(raw, path, problems))
    if any(problem.severity == "error" for problem in problems):
        scenario = None
    name = document.data.get("id")
    return Reading(
        scenario,
        problems,
        digest(document.data),
        name if isinstance(name, str) else "",
        document.value_at(("id",)),
    )


def digest(data: Any) -> str:
    """Return the SHA-256 of plain data, in hexadecimal."""
    return hashlib.sha256(json.dumps(data, separators=(",", ":")).encode("ascii")).hexdigest()


def load(path: str | Path) -> Scenario:
    """Return the scenario of a file. Raises ScenarioError, with all problems, if it has an error."""
    reading = read(path)
    if reading.scenario is None:
        raise ScenarioError(reading.problems)
    return reading.scenario
