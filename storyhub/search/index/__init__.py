"""The Whoosh engine, the only importer of Whoosh. Everything outside knows it as a `domain.port.Engine`."""

from storyhub.search.index.engine import WhooshEngine

__all__ = ["WhooshEngine"]
