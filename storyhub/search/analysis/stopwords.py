"""Words too common to rank by. They are indexed (phrases need them) and dropped only from a list of words that has
others.

Short on purpose: a word with any weight in a story («долго», «никто», «never») is not here.
"""

from __future__ import annotations

from storyhub.search.analysis.morphology import surface

_RUSSIAN = """
а без бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее если есть еще же за и из
или им их к как какая какие какой ко кто ли лишь мне меня мой мои моя мы на над нам нас наш не него нее ни них но ну о
об он она они оно от по под при про с со так также там те тем то того тоже той только том тот ту ты у уже чего чем что
чтобы эта эти этим этих это этого этой этом этот эту я
"""
_ENGLISH = """
a an and are as at be been but by did do does for from had has have he her him his how i if in into is it its me my of
on or our she so such than that the their them then there these they this those to too us was we were what when where
which who whom why will with would you your
"""
_STOPWORDS = frozenset(f"{_RUSSIAN} {_ENGLISH}".split())


def is_stopword(word: str) -> bool:
    """Whether the word, as typed, carries no weight of its own."""
    return surface(word) in _STOPWORDS
