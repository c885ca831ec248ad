"""Signing in and out, the page about oneself, and how the site knows who asks."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

# Imported for their routes and filters, which need `bp` to exist first.
from storyhub.accounts.views import data, factors, joining, me, opening, passwords, people, second_step, security, signing  # noqa: E402, F401
from storyhub.accounts.views.session_cookie import init_accounts  # noqa: E402

__all__ = ["bp", "init_accounts"]
