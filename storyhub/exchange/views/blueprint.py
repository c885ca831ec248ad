"""The blueprint of the exchange, and the folder in which files wait."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

from storyhub.exchange.labels import loss_label
from storyhub.exchange.service.waiting import FOLDER
from storyhub.kit.web import settings

bp = Blueprint("exchange", __name__)
# Addresses for programs, without a language.
machines = Blueprint("annotations", __name__)
bp.add_app_template_filter(loss_label)


def folder() -> Path:
    return settings().data_dir / FOLDER
