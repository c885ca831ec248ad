"""House rules that a machine can check: who commits, what templates may print, how long things may grow, which addresses exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.architecture.access import VALUES

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted((ROOT / "storyhub").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
# The one script without an address: data, which no browser runs, escaped by the one filter that may.
DATA_BLOCK = '<script type="application/ld+json">{{ data | json_block }}</script>'
LEDGER = Path(__file__).with_name("routes.txt")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path, *names: str) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [node.lineno for node in found if node.func.attr in names and "session" in ast.unparse(node.func.value)]


def test_only_the_transaction_commits():
    committing = [f"{name(path)}:{line}" for path in CODE for line in calls(path, "commit") if path.name != "db.py"]

    assert committing == []


def test_only_views_commands_and_the_edge_open_transactions():
    below = {"service", "queries", "rules", "documents", "forms", "domain", "models"}
    opening = [
        name(path)
        for path in CODE
        if below & {part.removesuffix(".py") for part in path.parts} and re.search(r"\btransaction\(\)", path.read_text(encoding="utf-8"))
    ]

    assert opening == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_print_nothing_unescaped_and_hold_nothing_inline(path: Path):
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\|\s*safe\b|autoescape|Markup\(", source)
    assert not re.search(r"\sstyle\s*=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=", source.replace(DATA_BLOCK, ""))
    assert len(source.splitlines()) <= 120


def test_macros_have_a_manual():
    bare = [name(path) for path in TEMPLATES if path.parent.name == "macros" and not path.read_text(encoding="utf-8").startswith("{#")]

    assert bare == []


def test_markup_is_made_in_one_room_only():
    making = [
        name(path)
        for path in CODE
        if "kit/text" not in str(path) and re.search(r"\bMarkup\(|render_template_string", path.read_text(encoding="utf-8"))
    ]

    assert making == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_code_stays_small_and_says_what_it_is_for(path: Path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)

    assert len(source.splitlines()) <= 300, "a room this long wants to be split by noun"
    if source.strip():
        assert ast.get_docstring(tree), "a module says what it is for"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 45
    ]
    assert long == []


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=name)
def test_styles_and_scripts_stay_small_and_keep_to_tokens(path: Path):
    source = path.read_text(encoding="utf-8")

    # A block or a behaviour is one idea; tokens, base and layout are the few sheets that everything rests on.
    assert len(source.splitlines()) <= (150 if path.parent.name in ("blocks", "modules") else 300)
    assert "!important" not in source
    assert not re.search(r"https?://(?!www\.w3\.org)", source), "nothing is fetched from elsewhere"
    if path.suffix == ".css" and path.name not in ("tokens.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb\(", re.sub(r"/\*.*?\*/", "", source, flags=re.S)), "colours are tokens"


def test_forbidden_room_names():
    junk = {"utils", "helpers", "common", "misc", "manager", "util", "helper"}

    assert [name(path) for path in CODE if path.stem in junk or junk & set(path.parts)] == []


def test_the_addresses_are_those_of_the_ledger(app: Flask):
    """An address that disappears breaks somebody's link: change the ledger only with a redirect in mind."""
    found = sorted(f"{','.join(sorted(rule.methods - {'HEAD', 'OPTIONS'}))} {rule.rule}" for rule in app.url_map.iter_rules())

    assert found == LEDGER.read_text(encoding="utf-8").splitlines()


def test_every_view_that_changes_something_refuses_a_missing_token(app: Flask):
    """Fail closed: a POST without a token never gets through, whether the view keeps the text or not."""
    client = app.test_client()
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        # Where a POST is only another way to ask, there is nothing to protect.
        asks = getattr(app.view_functions[rule.endpoint], "changes_nothing", False)
        assert asks == (rule.endpoint == "harvest.oai"), rule.endpoint
        if "POST" not in rule.methods or asks:
            continue
        address = adapter.build(rule.endpoint, {key: VALUES[key] for key in rule.arguments}, method="POST")
        response = client.post(address, data={})
        assert response.status_code in (303, 400, 401, 403, 404, 422), f"{rule.endpoint}: {response.status_code}"
        if response.status_code == 303:
            assert "/sign-in" in response.headers["Location"], rule.endpoint
