"""Fixtures for the scenario tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from game.scenario.reading import head, nodes

# The speed of the machine is not a property of the program.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

WELL = Path(__file__).parent / "files" / "well.yaml"


@pytest.fixture
def well() -> str:
    """Return the text of a scenario without faults."""
    return WELL.read_text(encoding="utf-8")


@pytest.fixture
def well_path() -> Path:
    """Return the path of the scenario without faults."""
    return WELL


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with libyaml and with the parser that is used without it."""
    name = str(request.param)
    for module in (head, nodes):
        monkeypatch.setattr(module, "LOADER", getattr(yaml, name))
    return name
