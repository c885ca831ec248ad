"""The one address that harvesters ask."""

from storyhub.harvest.views.endpoint import bp

__all__ = ["bp"]
