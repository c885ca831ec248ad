"""The document is what the site does: a stranger's tool (schemathesis) asks by it, well and badly, and judges the answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis.generation import GenerationMode

from storyhub.api.domain.openapi import document
from storyhub.api.domain.records.others import LONGEST, SHORTEST
from storyhub.api.domain.token import Scope
from storyhub.api.views.blueprint import OPERATIONS
from storyhub.kit.actor import Role
from storyhub.kit.text import MAX_CHARS, MIN_CHARS
from tests.accounts.accounts_factories import actor_for, make_person
from tests.api.api_factories import Program, token_for
from tests.architecture.access import furnish
from tests.coding.coding_factories import make_coding

EXAMPLES, IN_THE_LONG_RUN = 50, 1_000
PARTS = {"reading": ("stories", "laws", "calls", "codings", "editions"), "search": ("search",), "desk": ("desk",)}


@pytest.fixture
def tokens(app: Flask) -> dict[str, str]:
    furnish(app)
    with app.app_context():
        somebody = make_person(Role.researcher)
        make_coding(1, 1, actor_for(somebody))
        return {str(scope): token_for(somebody, scope) for scope in Scope}


@pytest.mark.parametrize("part", PARTS)
def test_every_operation_answers_as_the_document_says(app: Flask, tokens: dict[str, str], part: str) -> None:
    seen = _try_out(app, tokens, PARTS[part], EXAMPLES)
    assert any(200 <= status < 300 for found in seen.values() for status in found), seen


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_every_operation_answers_as_the_document_says_a_thousand_times(app: Flask, tokens: dict[str, str], part: str) -> None:
    _try_out(app, tokens, PARTS[part], IN_THE_LONG_RUN)


def _try_out(app: Flask, tokens: dict[str, str], groups: tuple[str, ...], examples: int) -> dict[str, Counter[int]]:
    """Statuses by operation. Fails at the first answer that the document does not foresee."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    found: dict[str, Counter[int]] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        if set(operation.tags or ()) & set(groups):
            found[operation.label] = _try_operation(operation, tokens, examples)
    return found


def _try_operation(operation: Any, tokens: dict[str, str], examples: int) -> Counter[int]:
    secured = operation.definition.raw.get("security")
    headers = {"Authorization": f"Bearer {tokens[secured[0]['token'][0]]}"} if secured else {}
    # What the schema cannot say (a consent that has to be true, blanks for words) is refused although it is valid.
    left_out = [schemathesis.checks.positive_data_acceptance] if secured else []
    statuses: Counter[int] = Counter()
    how = hypothesis_settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    case_strategy = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )

    @how
    @given(case=case_strategy)
    def ask(case: Any) -> None:
        if case.meta.generation.mode.is_positive:
            _name_what_is_there(case, often=sum(statuses.values()) % 4 > 0)
        response = case.call(headers=headers)
        statuses[response.status_code] += 1
        # An address that is too long is refused before anybody looks whether its data are valid.
        refused = [schemathesis.checks.negative_data_rejection] if response.status_code == 414 else []
        case.validate_response(response, headers=headers, excluded_checks=left_out + refused)

    ask()
    return statuses


def _name_what_is_there(case: Any, *, often: bool) -> None:
    """Made-up names lead nowhere, so most requests name things of this site. Cursors only the site can make; forged ones: other tests."""
    case.query.pop("cursor", None)
    real = {"public_id": "S-000001", "number": 1, "slug": "shop"}
    if often:
        case.path_parameters.update({name: real[name] for name in case.path_parameters})
    if often and isinstance(case.body, dict):
        case.body.update({name: value for name, value in {"law": "1", "revision": 1}.items() if name in case.body})


def test_the_document_is_openapi_3_1_in_english_whoever_asks(app: Flask) -> None:
    program = Program(app)
    found = program.get("/api/openapi.json", headers={"Accept-Language": "ru"})
    assert found["openapi"] == "3.1.0"
    assert found["paths"]["/stories"]["get"]["summary"] == "Published stories, the newest first"
    assert found["servers"][0]["url"].endswith("/api/v1")


def test_the_document_names_every_route_and_no_other(app: Flask) -> None:
    """A route beside the declarations would be neither checked nor described."""
    described = {f"{one.method} /api/v1{one.path}" for one in OPERATIONS}
    served = set()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            path = rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}")
            served |= {f"{method} {path}" for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert described == served
    assert len({one.ident for one in OPERATIONS}) == len(OPERATIONS)


def test_the_lengths_are_those_of_the_form() -> None:
    assert (SHORTEST, LONGEST) == (MIN_CHARS, MAX_CHARS)


def test_nothing_is_described_without_words() -> None:
    for path, methods in document(OPERATIONS, title="x", address="http://x", licence="x", description="x")["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"].strip(), f"{method} {path}"
            assert operation["tags"], f"{method} {path}"
