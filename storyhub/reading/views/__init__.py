"""The public pages: home, stories, laws, organisations, search, about. They only read."""

from storyhub.reading.views import about, filters, home, laws, organisations, search, stories
from storyhub.reading.views.blueprint import bp

__all__ = ["about", "bp", "filters", "home", "laws", "organisations", "search", "stories"]
