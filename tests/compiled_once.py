"""What each of the many apps would compile for itself, compiled once a worker: a hundred addresses, and every template."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect
from werkzeug.routing import Rule

ADDRESSES: dict[Any, dict[str, Any]] = {}
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
    """Werkzeug writes a pattern and two functions per address; an equal address in the next app gets the same ones, bound to it."""
    compile_rule = Rule.compile

    def kept(rule: Rule) -> None:
        assert rule.map is not None
        # Converters are made for one map; none of the site's looks at it.
        converters = tuple(sorted((name, id(converter)) for name, converter in rule.map.converters.items()))
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(sorted((rule.defaults or {}).items())), converters)
        if key not in ADDRESSES:
            compile_rule(rule)
            ADDRESSES[key] = {name: rule.__dict__[name] for name in ("_parts", "_trace", "_converters", "arguments")}
            ADDRESSES[key] |= {name: rule.__dict__[name].__func__ for name in ("_build", "_build_unknown")}
            return
        for name, value in ADDRESSES[key].items():
            setattr(rule, name, value.__get__(rule, None) if callable(value) else value.copy())

    Rule.compile = kept  # type: ignore[method-assign]


def compile_statements_once() -> None:
    """SQLAlchemy keeps what it compiled by dialect, and every engine has its own; those of one class compile alike."""
    Dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign,assignment]
    Dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign,assignment]


def share_statements(engine: Engine) -> None:
    engine.update_execution_options(compiled_cache=STATEMENTS)
