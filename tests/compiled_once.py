"""What each of the many apps would compile for itself, compiled once a worker: a hundred addresses, and every template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect
from werkzeug.routing import Rule

BUILDERS: dict[Any, Callable[..., Any]] = {}
STATEMENTS: dict[Any, Any] = {}


class Compiled(BytecodeCache):
    """Templates in memory."""

    kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def compile_templates_once() -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def compile_addresses_once() -> None:
    """Werkzeug writes a function per address; the same parts and defaults give the same function, which takes the rule as an argument."""
    compile_builder = Rule._compile_builder

    def kept(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        key = (append_unknown, tuple(rule._trace), repr(sorted((rule.defaults or {}).items())))
        if key not in BUILDERS:
            BUILDERS[key] = compile_builder(rule, append_unknown)
        return BUILDERS[key]

    Rule._compile_builder = kept  # type: ignore[method-assign]


def compile_statements_once() -> None:
    """SQLAlchemy keeps what it compiled by dialect, and every engine has its own; those of one class compile alike."""
    Dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign,assignment]
    Dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign,assignment]


def share_statements(engine: Engine) -> None:
    engine.update_execution_options(compiled_cache=STATEMENTS)
