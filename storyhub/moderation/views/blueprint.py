"""The blueprint that every page of moderation hangs on."""

from flask import Blueprint

from storyhub.moderation.labels import event_why

bp = Blueprint("moderation", __name__)
bp.add_app_template_filter(event_why)
