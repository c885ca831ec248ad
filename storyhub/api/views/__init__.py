"""The addresses of the API, its page, and the page of one's tokens."""

# Imported for their routes.
from storyhub.api.views import calls, codings, desk, editions, intake, laws, page, search, stories, tokens  # noqa: F401
from storyhub.api.views.blueprint import bp, machines
from storyhub.api.views.edge import init_api

__all__ = ["bp", "init_api", "machines"]
