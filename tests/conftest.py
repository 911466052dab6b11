"""No test touches what the person at this machine has kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    place: Path = tmp_path_factory.mktemp("kept") / "games.sqlite"
    before = dict(os.environ)
    os.environ |= {"FRANK_STORE": f"sqlite:///{place}", "FRANK_SETTINGS": ""}
    yield
    os.environ.clear()
    os.environ.update(before)
