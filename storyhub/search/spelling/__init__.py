"""What a reader may have meant: suggestions from the index's own words, and queries rewritten with them. Knows the query
language and the words of the index, but no engine.
"""

from storyhub.search.spelling.rewriting import Change, Rewriting, rewrite
from storyhub.search.spelling.speller import How, Speller, Suggestion
from storyhub.search.spelling.spellings import Spellings
from storyhub.search.spelling.vocabulary import Vocabulary

__all__ = ["Change", "How", "Rewriting", "Speller", "Spellings", "Suggestion", "Vocabulary", "rewrite"]
