"""Two small files instead of the whole book: what files hold is tested where they are made."""

from __future__ import annotations

import pytest

from storyhub.editions import files
from tests.editions.editions_factories import MAKERS


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAKERS", MAKERS)
