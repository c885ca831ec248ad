"""The public pages: home, stories, laws, organisations, sectors, stages, search, about. They only read."""

from storyhub.reading.views import (
    about,
    against,
    calls,
    feeds,
    filters,
    fitting_laws,
    home,
    laws,
    library,
    organisations,
    own,
    search,
    sectors,
    stages,
    stories,
    strength,
)
from storyhub.reading.views.blueprint import bp

__all__ = [
    "about",
    "against",
    "bp",
    "calls",
    "feeds",
    "filters",
    "fitting_laws",
    "home",
    "laws",
    "library",
    "organisations",
    "own",
    "search",
    "sectors",
    "stages",
    "stories",
    "strength",
]
