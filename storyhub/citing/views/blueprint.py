"""The blueprint of citations, apart from them so that each can import it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("citing", __name__)
