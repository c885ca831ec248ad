"""The coding desk and the teller's own choice of a law."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("coding", __name__)
