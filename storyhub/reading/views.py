"""The public pages: home, stories, laws, search, about."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reading", __name__)
