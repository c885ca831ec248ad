"""Two blueprints: pages below a language, and addresses for programs, which have none."""

from __future__ import annotations

from flask import Blueprint

from storyhub.api.domain.operations import Operations

ROOT = "/api/v1"
bp = Blueprint("api", __name__)
machines = Blueprint("api_v1", __name__)
# Every operation that is served, in the order of the document.
OPERATIONS: Operations = []
