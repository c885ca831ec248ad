"""Citations as pages and files."""

from storyhub.citing.views import laws, stories
from storyhub.citing.views.blueprint import bp

__all__ = ["bp", "laws", "stories"]
