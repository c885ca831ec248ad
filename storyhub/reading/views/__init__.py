"""The public pages: home, stories, laws, organisations, sectors, stages, search, about. They only read."""

from storyhub.reading.views import (
    about,
    calls,
    feeds,
    filters,
    home,
    laws,
    library,
    organisations,
    own,
    search,
    sectors,
    stages,
    stories,
)
from storyhub.reading.views.blueprint import bp

__all__ = [
    "about",
    "bp",
    "calls",
    "feeds",
    "filters",
    "home",
    "laws",
    "library",
    "organisations",
    "own",
    "search",
    "sectors",
    "stages",
    "stories",
]
