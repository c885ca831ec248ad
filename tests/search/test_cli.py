"""The commands: rebuild, check, indexer."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.search import cli
from storyhub.search.domain.document import Document
from storyhub.search.sync import Registry
from tests.search.documents import make_document
from tests.search.engine_contract import found, search


class FakeIndexer:
    ran = False

    def run(self) -> None:
        self.ran = True


@pytest.fixture
def stories() -> dict[str, Document]:
    return {"1": make_document("1", text="деньги"), "2": make_document("2", text="билет")}


@pytest.fixture
def bare_app(app: Flask, stories: dict[str, Document]) -> Flask:
    """The site with two documents of its own in place of all features'."""
    app.cli.add_command(cli.search)
    app.cli.add_command(cli.indexer)
    registry = Registry()
    registry.register("story", stories.get, lambda: list(stories))
    app.extensions["storyhub"].registry = registry
    app.extensions["storyhub"].indexer = FakeIndexer()
    return app


def test_check_without_an_index_fails(bare_app: Flask) -> None:
    result = bare_app.test_cli_runner().invoke(args=["search", "check"])

    assert (result.exit_code, result.output) == (1, "index unusable: no index\n")


def test_rebuild_then_check_agree(bare_app: Flask) -> None:
    runner = bare_app.test_cli_runner()

    assert runner.invoke(args=["search", "rebuild"]).stdout == "2 documents\n"
    result = runner.invoke(args=["search", "check"])

    assert (result.exit_code, result.output) == (0, "2 documents, 0 differences\n")
    assert found(search(bare_app.extensions["storyhub"].engine, "деньги")) == {"story:1"}


def test_check_lists_differences_and_fails(bare_app: Flask, stories: dict[str, Document]) -> None:
    runner = bare_app.test_cli_runner()
    runner.invoke(args=["search", "rebuild"])
    del stories["2"]

    result = runner.invoke(args=["search", "check"])

    assert result.exit_code == 1
    assert result.output.splitlines() == ["2 documents, 1 differences", "leftover: 1", "leftover\tstory:2\tNone\t1"]


def test_explain_says_what_each_word_adds(bare_app: Flask) -> None:
    runner = bare_app.test_cli_runner()
    runner.invoke(args=["search", "rebuild"])

    result = runner.invoke(args=["search", "explain", "деньгам", "1"])

    head, *reasons, total = result.output.splitlines()
    assert (result.exit_code, head) == (0, "word\tform\tfield\ttimes\tshare")
    assert ["деньгам", "деньга", "text", "1"] in [reason.split("\t")[:4] for reason in reasons]
    assert float(total.removeprefix("score ")) == pytest.approx(sum(float(reason.split()[-1]) for reason in reasons), abs=0.002)
    assert runner.invoke(args=["search", "explain", "билет", "story:2"]).exit_code == 0
    other = runner.invoke(args=["search", "explain", "билет", "story:1"])
    assert (other.exit_code, other.output) == (1, "story:1 does not answer this, or there is no such document\n")


def test_indexer_runs_the_loop(bare_app: Flask) -> None:
    assert bare_app.test_cli_runner().invoke(args=["indexer"]).exit_code == 0
    assert bare_app.extensions["storyhub"].indexer.ran
