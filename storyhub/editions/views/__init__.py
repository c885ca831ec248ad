"""Pages of editions: the shelf, a book, a law of it, two books compared, the files."""

from storyhub.editions.views import comparing, downloads, reading
from storyhub.editions.views.blueprint import bp

__all__ = ["bp", "comparing", "downloads", "reading"]
