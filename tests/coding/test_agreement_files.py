"""`agreement FILE.csv`: figures of a table from elsewhere, and what it says of files that are no such table."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from storyhub.coding.cli import measure_agreement
from tests.coding.test_agreement_measures import KRIPPENDORFF_2011

SPANS = "coder,start,end,code\n" + "".join(f"{row}\n" for row in ("a,14,20,x", "a,2,10,x", "b,15,17,x", "b,4,8,x"))


def measured(folder: Path, content: str | bytes, *options: str) -> Result:
    file = folder / "codings.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(measure_agreement, [str(file), *options])


def figures(folder: Path, content: str | bytes, *options: str) -> dict[str, Any]:
    result = measured(folder, content, "--json", *options)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert list(found)[:5] == ["percent", "kappa", "fleiss", "alpha", "n"]
    return dict(found)


def krippendorff() -> str:
    rows = [(f"{coder}", f"{unit}", value) for coder, row in enumerate(KRIPPENDORFF_2011) for unit, value in enumerate(row.split())]
    return "coder,unit,value\n" + "".join(f"{','.join(row)}\n" for row in rows)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", float(Fraction(113, 152))), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_the_published_example_from_a_file(tmp_path: Path, level: str, alpha: float) -> None:
    found = figures(tmp_path, krippendorff(), "--level", level)
    assert found["alpha"] == pytest.approx(alpha, abs=5e-7)
    assert found["n"] == 11
    assert found["fleiss"] is None
    assert set(found) == {"percent", "kappa", "fleiss", "alpha", "n"}


def test_passages_from_a_file(tmp_path: Path) -> None:
    found = figures(tmp_path, SPANS, "--length", "24")
    assert found["kappa"] == pytest.approx(float(Fraction(5, 13)))
    assert found["alpha"] == pytest.approx(float(Fraction(23, 70)))
    assert found["n"] == 24
    # Without what nobody marked: 14 characters, of which both marked 6, and the first coder all.
    touched = figures(tmp_path, SPANS, "--length", "24", "--without-uncoded")
    assert (touched["n"], touched["percent"], touched["kappa"]) == (14, pytest.approx(6 / 14), 0)


def test_several_codes_have_a_mean_and_are_pooled(tmp_path: Path) -> None:
    found = figures(tmp_path, SPANS + "b,0,1,y\na,0,1,y\nc,,,\n", "--length", "24")
    assert found["codes"]["y"]["percent"] < 1, "a coder alone in a line has read it and marked nothing"
    assert found["alpha"] == pytest.approx((found["codes"]["x"]["alpha"] + found["codes"]["y"]["alpha"]) / 2)
    assert found["pooled"]["alpha"] != found["alpha"]
    told = measured(tmp_path, SPANS + "b,0,1,y\n", "--length", "24").output
    assert "mean over codes" in told
    assert "all codes pooled" in told


def test_marks_blanks_separators_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    plain = figures(tmp_path, "coder,unit,value\na,1,1.5\nb,1,1.5\na,2,2\nb,2,3\n", "--level", "interval")
    windows = "\ufeffCoder;Unit;Value;Remark\r\n\r\na;1;1,5;x\r\n b ; 1 ;1,5;\r\na;2;2;\r\nb;2;3;\r\nb;3;NA;\r\n"
    assert figures(tmp_path, windows, "--level", "interval") == plain
    assert figures(tmp_path, windows.replace(";", "\t").encode("utf-8"), "--level", "interval") == plain


@pytest.mark.parametrize(
    "content", ["coder,unit,value\na,1,x\na,2,y\n", "coder,unit,value\na,1,x\nb,2,x\n", "coder,unit,value\na,1,*\nb,1,\n"],
    ids=["one coder", "no shared unit", "all missing"],
)  # fmt: skip
def test_nothing_to_compare_is_undefined(tmp_path: Path, content: str) -> None:
    assert figures(tmp_path, content) == {"percent": None, "kappa": None, "fleiss": None, "alpha": None, "n": 0}
    said = measured(tmp_path, content)
    assert "nothing to compare" in said.stderr
    assert said.stdout.count("—") == 4


def test_all_the_same_is_undefined_but_for_percent(tmp_path: Path) -> None:
    found = figures(tmp_path, "coder,unit,value\na,1,x\nb,1,x\n")
    assert found == {"percent": 1.0, "kappa": None, "fleiss": None, "alpha": None, "n": 1}


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        ("", (), "the first line must name the columns coder, unit, value or coder, start, end, code; it says: nothing"),
        ("coder,unit\na,1\n", (), "line 1: the first line must name the columns"),
        ("coder,unit,value,value\na,1,2,3\n", (), "line 1, column “value”: two columns have this name"),
        ("coder,unit,value\n", (), "no rows below"),
        ("coder,unit,value\na,1,x\nb,1\n", (), "line 3: 2 cells where the first line names 3 columns"),
        ("coder,unit,value\n\na,1,x\n,1,y\n", (), "line 4, column “coder”: nothing stands here"),
        ("coder,unit,value\na,1,x\nb,,y\n", (), "line 3, column “unit”: nothing stands here"),
        ("coder,unit,value\na,1,x\nb,1,x\na,1,y\n", (), "line 4: coder “a” has given unit “1” a value already, in line 2"),
        ("coder,unit,value\na,1,high\n", ("--level", "ordinal"), "line 2, column “value”: “high” is not a number, and --level ordinal"),
        ("coder,unit,value\na,1,inf\n", ("--level", "interval"), "is not a number"),
        ("coder,unit,value\na,1,-2\n", ("--level", "ratio"), "below nought"),
        ('coder,unit,value\na,1,"x\n', (), "line 2: this is no table"),
        ("coder,unit,value\na,1,x\n", ("--length", "9"), "are for passages"),
        (b"coder,unit,value\na,1,\xff\n", (), "line 2: these bytes are no UTF-8 text"),
        (SPANS, (), "passages need --length"),
        (SPANS, ("--length", "16"), "line 2, column “end”: “20” is not a whole number from 0 to 16"),
        (SPANS, ("--length", "24", "--level", "ordinal"), "--level is for ratings"),
        (SPANS + "b,9,9,x\n", ("--length", "24"), "line 6, column “end”: the end (9) must come after the start (9)"),
        (SPANS + "b,-1,9,x\n", ("--length", "24"), "line 6, column “start”: “-1” is not a whole number"),
        (SPANS + "b,1,9,\n", ("--length", "24"), "line 6, column “code”: nothing stands here"),
        (SPANS + "b,4,8,x\n", ("--length", "24"), "line 6: the same passage, code and coder stand in line 5 already"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_by_line_and_column(tmp_path: Path, content: str | bytes, options: tuple[str, ...], said: str) -> None:
    result = measured(tmp_path, content, *options)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_level_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert measured(tmp_path, SPANS, "--level", "cardinal").exit_code == 2
    assert CliRunner().invoke(measure_agreement, [str(tmp_path / "nowhere.csv")]).exit_code == 2
