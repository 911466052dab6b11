"""Fixtures for the scenario tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from game.scenario.reading import nodes

# How fast a machine is, is no property of the program.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

WELL = Path(__file__).parent / "files" / "well.yaml"


@pytest.fixture
def well() -> str:
    """The text of a scenario without faults."""
    return WELL.read_text(encoding="utf-8")


@pytest.fixture
def well_path() -> Path:
    """Where the scenario without faults lies."""
    return WELL


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with libyaml and with the parser that is used where libyaml is absent."""
    name = str(request.param)
    monkeypatch.setattr(nodes, "_Loader", getattr(yaml, name))
    return name
