"""What a person or a file says a law shall be, before it becomes rows. Knows nothing of where it was typed."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.laws.domain.words import LawStage

LANGS = ("ru", "en")
# The parts of a wording, in the order people read them; each is there once a language.
TEXTS = ("name", "statement", "explanation", "include", "exclude", "how_to_apply")
# `signs` are how people put what the law is about who have never heard of it: in whole sentences, one an item.
LISTS = ("aliases", "signs", "anchor_quotes")
# Written in Markdown; every other text is shown as it is.
MARKDOWN = ("explanation", "how_to_apply")
NAME_MAX = 300
STATEMENT_MAX = 1_000
TEXT_MAX = 8_000


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """A law on its way in: at least one language, name and statement together."""

    name_ru: str = ""
    name_en: str = ""
    statement_ru: str = ""
    statement_en: str = ""
    explanation_ru: str = ""
    explanation_en: str = ""

    @classmethod
    def in_language(cls, lang: str, *, name: str, statement: str, explanation: str = "") -> ProposalDraft:
        """A draft in one language.

        >>> ProposalDraft.in_language("ru", name="А", statement="Б").name_ru
        'А'
        """
        return cls(**{f"name_{lang}": name, f"statement_{lang}": statement, f"explanation_{lang}": explanation})


@dataclass(frozen=True, slots=True)
class LawDraft:
    """A whole law: its wording in both languages, its group (a slug or nothing) and stages. No slug: made from the name."""

    name_ru: str = ""
    name_en: str = ""
    statement_ru: str = ""
    statement_en: str = ""
    explanation_ru: str = ""
    explanation_en: str = ""
    include_ru: str = ""
    include_en: str = ""
    exclude_ru: str = ""
    exclude_en: str = ""
    how_to_apply_ru: str = ""
    how_to_apply_en: str = ""
    aliases_ru: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    signs_ru: tuple[str, ...] = ()
    signs_en: tuple[str, ...] = ()
    anchor_quotes_ru: tuple[str, ...] = ()
    anchor_quotes_en: tuple[str, ...] = ()
    stages: tuple[LawStage, ...] = ()
    group: str = ""
    slug: str = ""


def missing_languages(draft: ProposalDraft | LawDraft) -> tuple[str, ...]:
    """The languages in which the name or the statement is not there yet.

    >>> missing_languages(ProposalDraft.in_language("ru", name="А", statement="Б"))
    ('en',)
    """
    return tuple(lang for lang in LANGS if not (getattr(draft, f"name_{lang}") and getattr(draft, f"statement_{lang}")))
