"""The blueprint of editions, apart from the pages so that each can import it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("editions", __name__)
