"""The recogniser of names is an extra: without it nothing is found and nothing is loaded; with it, persons are."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from storyhub.kit.personal import Kind, findings, named


def test_without_the_extra_nothing_is_found(monkeypatch):
    monkeypatch.setattr(named, "_recogniser", lambda: None)

    assert list(named.found("Джаред Лофнер предстал перед судом")) == []


def test_with_the_extra_persons_are_found_where_they_stand(monkeypatch):
    def recogniser(piece: str) -> SimpleNamespace:
        at = piece.find("Лофнер")
        spans = [SimpleNamespace(type="PER", start=at, stop=at + 6), SimpleNamespace(type="ORG", start=0, stop=3)] if at >= 0 else []
        return SimpleNamespace(spans=spans)

    monkeypatch.setattr(named, "_recogniser", lambda: recogniser)
    text = "слово " * 1000 + "Лофнер"

    assert [(f.kind, text[f.start : f.end], f.certain) for f in findings(text)] == [(Kind.name, "Лофнер", False)]
    assert list(named.found("Only English here")) == []


def test_the_real_recogniser_finds_a_name_nobody_listed():
    if named._recogniser() is None:
        pytest.skip("the extra nlp is not installed")

    text = "Вчера Джаред Лофнер предстал перед судом."
    assert "Джаред Лофнер" in [text[f.start : f.end] for f in named.found(text)]
