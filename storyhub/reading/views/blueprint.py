"""The blueprint of the public pages, apart from them so that each can import it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reading", __name__)
