"""Text → terms, one way for indexing, querying and highlighting, whatever the engine. Knows nothing of documents or
queries.
"""

from storyhub.search.analysis.morphology import ANALYSIS_VERSION, in_dictionary, lemmas, normalise, surface
from storyhub.search.analysis.stopwords import is_stopword
from storyhub.search.analysis.tokens import Spelled, Token, exact_terms, places, spelled, terms, tokenise

__all__ = [
    "ANALYSIS_VERSION",
    "Spelled",
    "Token",
    "exact_terms",
    "in_dictionary",
    "is_stopword",
    "lemmas",
    "normalise",
    "places",
    "spelled",
    "surface",
    "terms",
    "tokenise",
]
