"""Pages of editions: the shelf, a book, a law of it, two books compared, the files."""

from storyhub.editions.views import citing, comparing, desk, desk_freezing, downloads, reading
from storyhub.editions.views.blueprint import bp

__all__ = ["bp", "citing", "comparing", "desk", "desk_freezing", "downloads", "reading"]
