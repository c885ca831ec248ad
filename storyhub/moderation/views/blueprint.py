"""The blueprint that every page of moderation hangs on."""

from flask import Blueprint

from storyhub.moderation.labels import CHANNEL_LABELS, event_why

bp = Blueprint("moderation", __name__)
bp.add_app_template_filter(event_why)
bp.add_app_template_filter(lambda word: CHANNEL_LABELS[word], "channel_label")
