"""The OpenAPI 3.1 document of a list of operations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from typing import Any

from storyhub.api.domain.about import fields_of, read_hint
from storyhub.api.domain.operations import Operation, header_name, named
from storyhub.api.domain.problems import TITLES, ProblemRecord
from storyhub.api.domain.schema import Schema, schema_of
from storyhub.api.domain.token import Scope

VERSION = "1.0.0"
BEARER = "token"
# What can stand in an address.
PLACES: dict[str, Schema] = {
    "public_id": {"type": "string", "pattern": "^S-[0-9]{6,10}$", "examples": ["S-000001"]},
    "number": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$", "minLength": 1, "maxLength": 80},
}
# Headers that an answer carries.
HEADERS: dict[str, Schema] = {
    "Link": {"schema": {"type": "string"}, "description": 'The next page, as rel="next", where there is one.'},
    "ETag": {"schema": {"type": "string"}, "description": "Send it back as If-None-Match: 304 says that nothing has changed."},
}


def document(operations: Iterable[Operation], *, title: str, address: str, licence: str, description: str) -> dict[str, Any]:
    """`address` is the site's own, without a slash at its end."""
    known: dict[str, Schema] = {}
    paths: dict[str, dict[str, Any]] = {}
    schema_of(ProblemRecord, known)
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, known)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION, "description": description, "license": {"name": licence}},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {
            "schemas": known,
            "responses": {str(status): _problem(words) for status, words in TITLES.items()},
            "securitySchemes": {BEARER: {"type": "http", "scheme": "bearer", "description": "A personal token of limited scope."}},
        },
    }


def _operation(operation: Operation, known: dict[str, Schema]) -> dict[str, Any]:
    return named(
        {
            "operationId": operation.ident,
            "tags": [operation.group],
            "summary": str(operation.summary),
            "description": str(operation.about),
            "deprecated": True if operation.deprecated else None,
            "parameters": [
                *_places(operation),
                *_parameters(operation.asked, "query", known),
                *_parameters(operation.carried, "header", known),
            ],
            "requestBody": _body(operation.body, known),
            "responses": _responses(operation, known),
            "security": [{BEARER: [str(operation.scope)]}] if operation.scope else None,
        }
    )


def _places(operation: Operation) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": PLACES[name]} for name in operation.places]


def _parameters(shape: type | None, where: str, known: dict[str, Schema]) -> list[dict[str, Any]]:
    if shape is None:
        return []
    hints = fields_of(shape)
    return [_parameter(each, hints[each.name], where, known) for each in fields(shape)]


def _parameter(each: Any, hint: Any, where: str, known: dict[str, Schema]) -> dict[str, Any]:
    read = read_hint(hint)
    schema = schema_of(hint, known)
    if read.optional:  # A parameter is left out, never null.
        schema = {**schema, "type": schema["type"][0]} if "type" in schema else {**schema, **schema["anyOf"][0]}
        schema.pop("anyOf", None)
    description = schema.pop("description", "")
    if each.default not in (MISSING, None, ()):
        schema["default"] = each.default
    needed = each.default is MISSING and each.default_factory is MISSING
    name = header_name(each.name) if where == "header" else each.name
    found = named({"name": name, "in": where, "required": True if needed else None, "description": description})
    return {**found, "schema": schema}


def _body(shape: type | None, known: dict[str, Schema]) -> dict[str, Any] | None:
    if shape is None:
        return None
    return {"required": True, "content": {"application/json": {"schema": schema_of(shape, known)}}}


def _responses(operation: Operation, known: dict[str, Schema]) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "Done."}
    if operation.answer is not None:
        done["content"] = {"application/json": {"schema": schema_of(operation.answer, known)}}
        done["headers"] = HEADERS if operation.method == "GET" else {}
    found: dict[str, Any] = {str(operation.status): named(done)}
    if operation.method == "GET":
        found["304"] = {"description": "Nothing has changed since the ETag that was sent."}
    found.update({str(status): {"$ref": f"#/components/responses/{status}"} for status in operation.refusals})
    return found


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemRecord"}}}}


def scopes() -> tuple[str, ...]:
    return tuple(map(str, Scope))
