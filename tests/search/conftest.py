"""The pieces of sync, fresh for each test: a shop with stories, its registry, an empty index, an outbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Registry
from tests.search.doubles import FakeOutbox, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def registry(shop: Shop) -> Registry:
    made = Registry()
    made.register("story", shop.build, shop.keys)
    return made


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    made = WhooshEngine(tmp_path / "index", grace_s=0)
    made.rebuild([])
    return made


@pytest.fixture
def outbox() -> FakeOutbox:
    return FakeOutbox()
