"""Signing in and out, people."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)
