"""Telling a story and everything a teller does with the receipt."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("stories", __name__)
