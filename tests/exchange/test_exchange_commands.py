"""`export qdc|qdpx` and `import qdc|qdpx` at the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from pyrefiqda import RefiCodebook, RefiProject
from sqlalchemy import func, select

from storyhub.coding.models import Coding
from storyhub.exchange.domain.codebook import Code, Codebook
from storyhub.exchange.domain.codebook_out import write_codebook
from storyhub.exchange.domain.guids import guid_of
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.wiring import commands
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story, plain_of
from tests.exchange.schemas_of_refi import check_codebook, check_project
from tests.exchange.site_factories import forget_codings

Run = Callable[..., Result]
QUOTE = "I had the door open."


@pytest.fixture
def run(context: Flask) -> Run:
    def command(*words: object) -> Result:
        return CliRunner().invoke(
            commands()[str(words[0])], [str(word) for word in words[1:]], obj=ScriptInfo(create_app=lambda: context)
        )

    return command


@pytest.fixture
def coders(context: Flask) -> list[Actor]:
    """Two, who have both coded one story with law 12, and one of them a second story."""
    coders, law, both, one = [make_coder(), make_coder()], make_law(12), make_story(), make_story("Another one. It rained, and they sang.")
    for coder in coders:
        make_coding(both, law, coder, QUOTE, coders_needed=2)
    make_coding(one, law, coders[0], "It rained", polarity="mixed")
    for coder in coders:
        finish(both, coder, coders_needed=2)
    finish(one, coders[0])
    return coders


def codings() -> int:
    return db.session.execute(select(func.count()).select_from(Coding)).scalar_one()


def test_a_project_goes_out_and_comes_back_with_its_coders(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    file, again = tmp_path / "out.qdpx", tmp_path / "again.qdpx"
    said = run("export", "qdpx", file)
    assert "2 stories with 3 codings" in said.output
    assert "left behind: Stories as plain text" in said.output
    forget_codings()
    tried = run("import", "qdpx", file, "--finish", "--dry-run")
    assert ("3 codings would be added" in tried.output, codings()) == (True, 0)
    done = run("import", "qdpx", file, "--finish")
    assert (done.exit_code, codings()) == (0, 3), done.output
    assert "borne out by 2 of 2" in done.output
    run("export", "qdpx", again)
    assert again.read_bytes() == file.read_bytes()


def test_an_independent_reader_finds_our_codings_at_their_words(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    file = tmp_path / "out.qdpx"
    run("export", "qdpx", file)
    read = RefiProject.load(file, extract_dir=str(tmp_path / "unpacked"))
    check_project((tmp_path / "unpacked" / "project.qde").read_bytes())
    source = read.sources.text_source[0]
    text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "unpacked").read_bytes().decode()
    assert text == plain_of(int(source.name[2:8]))
    [selection] = source.plain_text_selection
    assert text[selection.start_position : selection.end_position] == QUOTE
    users = {user.guid: user.id for user in read.users.user}
    assert sorted(users[coding.creating_user] for coding in selection.coding) == sorted(coder.label for coder in coders)


def test_one_coder_takes_only_hers_and_all_can_be_given_to_one(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    own, everything = tmp_path / "own.qdpx", tmp_path / "all.qdpx"
    assert "2 stories with 2 codings" in run("export", "qdpx", own, "--coder", coders[0].label).output
    run("export", "qdpx", everything)
    forget_codings()
    assert "1 codings added" in run("import", "qdpx", everything, "--user", coders[1].label, "--coder", coders[0].label).output
    assert db.session.execute(select(Coding.coder_id)).scalars().all() == [coders[0].person_id]


def test_codes_can_be_mapped_by_a_table(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    file, table = tmp_path / "all.qdpx", tmp_path / "codes.csv"
    run("export", "qdpx", file)
    forget_codings()
    make_law(99)
    table.write_text("code,law,polarity\n12 — mixed,99,violates\n12 — both at once,99,violates\n", encoding="utf-8")
    assert run("import", "qdpx", file, "--map", table).exit_code == 0
    law = db.session.execute(select(Law.id).where(Law.number == 99)).scalar_one()
    assert db.session.execute(select(Coding.polarity).where(Coding.law_id == law)).scalars().all() == ["violates"]
    table.write_text("code,law\nx,not a law\n", encoding="utf-8")
    refused = run("import", "qdpx", file, "--map", table)
    assert (refused.exit_code, "Line 2" in refused.output) == (1, True)


def test_a_codebook_goes_out_and_is_known_again(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    file = tmp_path / "laws.qdc"
    run("export", "qdc", file)
    check_codebook(file.read_bytes())
    assert RefiCodebook.load(file).codes.code[0].code[0].name == "12. Law of 12"
    said = run("import", "qdc", file)
    assert "4 codes are laws here, 0 proposed, 0 left out" in said.output


def test_codes_of_others_become_proposals_only_when_asked(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    file = tmp_path / "theirs.qdc"
    trust = Code(guid_of("b"), "Trust", "People come back to whom they trust.")
    theirs = (Code(guid_of("a"), "Law of 12"), trust, Code(guid_of("c"), "Other"))
    file.write_bytes(write_codebook(Codebook(theirs, origin="NVivo")))
    assert "1 codes are laws here, 0 proposed, 2 left out" in run("import", "qdc", file).output
    assert "1 codes are laws here, 1 proposed, 1 left out" in run("import", "qdc", file, "--propose", "--dry-run").output
    proposals = select(func.count()).select_from(Law).where(Law.proposal_number.is_not(None))
    assert db.session.execute(proposals).scalar_one() == 0
    run("import", "qdc", file, "--propose")
    assert db.session.execute(proposals).scalar_one() == 1


def test_what_cannot_be_read_is_said_and_changes_nothing(run: Run, coders: list[Actor], tmp_path: Path) -> None:
    before, broken = codings(), tmp_path / "broken.qdpx"
    broken.write_bytes(b"PK")
    nowhere = tmp_path / "none"
    for words in (("import", "qdpx", broken), ("import", "qdc", broken), ("import", "qdpx", nowhere), ("export", "qdpx", tmp_path)):
        said = run(*words)
        assert (said.exit_code, said.output.startswith("Error: "), codings()) == (1, True, before), said.output
    assert run("export", "qdpx", tmp_path / "x.qdpx", "--coder", "nobody").exit_code == 1
