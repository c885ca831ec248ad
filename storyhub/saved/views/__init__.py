"""Pages of saved searches: saving one, one's own, and the links of letters."""

from storyhub.saved.views import letters, own, saving
from storyhub.saved.views.blueprint import bp

__all__ = ["bp", "letters", "own", "saving"]
