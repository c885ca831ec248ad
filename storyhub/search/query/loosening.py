"""Wider questions near one that found nothing. Each gives a tree, the same one where there is nothing to loosen."""

from __future__ import annotations

from storyhub.search.analysis import is_stopword
from storyhub.search.domain.query import And, Exact, Leaf, Not, Or, Phrase, Query, Term, conjunction, disjunction, wanted


def unquoted(query: Query) -> Query:
    """Phrases and exact words as plain words: all of them, in any form and order.

    >>> from storyhub.search.query import parse, write
    >>> write(unquoted(parse('"вернуть деньги" !кассиром -билет').query))
    'вернуть AND деньги OR кассиром -билет'
    """
    match query:
        case Phrase(words):
            return conjunction([Term(word) for word in words])
        case Exact(word):
            return Term(word)
        case And(parts):
            return conjunction([unquoted(part) for part in parts])
        case Or(parts):
            return disjunction([unquoted(part) for part in parts])
        case _:
            return query


def unrefused(query: Query) -> Query:
    """Without the words that must not be there.

    >>> from storyhub.search.query import parse, write
    >>> write(unrefused(parse("возврат -билет (деньги -карта)").query))
    'возврат деньги'
    """
    match query:
        case And(parts):
            return conjunction([unrefused(part) for part in parts if not isinstance(part, Not)])
        case Or(parts):
            return disjunction([unrefused(part) for part in parts if not isinstance(part, Not)])
        case _:
            return query


def one_by_one(query: Query) -> tuple[Leaf, ...]:
    """The words looked for, each alone and in any form; the words of a phrase, too. Words too common to tell anything are left out, unless
    there are no others.

    >>> from storyhub.search.query import parse
    >>> one_by_one(parse('"вернуть деньги" !кассиром биле* -карта').query)
    (Term(word='вернуть'), Term(word='деньги'), Term(word='кассиром'), Prefix(stem='биле'))
    >>> one_by_one(parse('"без вопросов"').query)
    (Term(word='вопросов'),)
    """
    found: list[Leaf] = []
    for leaf in wanted(query):
        match leaf:
            case Phrase(words):
                found.extend(Term(word) for word in words)
            case Exact(word):
                found.append(Term(word))
            case _:
                found.append(leaf)
    telling = [leaf for leaf in found if not (isinstance(leaf, Term) and is_stopword(leaf.word))]
    return tuple(dict.fromkeys(telling or found))
