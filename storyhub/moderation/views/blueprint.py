"""The blueprint that every page of moderation hangs on."""

from flask import Blueprint

bp = Blueprint("moderation", __name__)
