"""A frozen answer → what JSON can say."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any


def plain(value: Any) -> Any:
    """
    >>> plain((date(2026, 11, 22), None, 1.5))
    ['2026-11-22', None, 1.5]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def to_json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


class BadJson(ValueError):
    """The text is no JSON, or no JSON that two readers would read alike."""


def from_json(raw: bytes) -> Any:
    """Strict: UTF-8, no member twice, no NaN, no nesting without end. Raises: BadJson with a text for the sender."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never)
    except UnicodeDecodeError:
        raise BadJson("the body is not UTF-8") from None
    except RecursionError:
        raise BadJson("the body is nested too deeply") from None
    except BadJson:
        raise
    except ValueError:
        raise BadJson("the body is not JSON") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("a member of an object comes twice")
    return found


def _never(_word: str) -> Any:
    raise BadJson("the body is not JSON: NaN and Infinity are no numbers")
