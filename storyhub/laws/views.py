"""Proposals, decisions on them, and the curators' editing of laws."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("laws", __name__)
