"""Other words for what is looked for, Russian and English, added to a query with less weight. Knows no engine."""

from storyhub.search.synonyms.glossary import Glossary, Widened

__all__ = ["Glossary", "Widened"]
