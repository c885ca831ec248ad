"""What the public pages know, as linked data and signposts: of things that everybody may read, and nothing that pages do not show."""

from __future__ import annotations

from collections.abc import Mapping

from storyhub.citing.domain.linked_data import CC_BY, Library, LinkedLaw, LinkedStory, Text
from storyhub.citing.domain.linked_signposts import Signposts
from storyhub.kit.days import day_of
from storyhub.kit.i18n import LANGUAGES, force_locale, gettext
from storyhub.kit.web import settings
from storyhub.kit.web.linking import url_for
from storyhub.kit.web.templating import site_name
from storyhub.laws.domain.law_key import law_number
from storyhub.laws.queries import LawNews, LawPage
from storyhub.reading.queries.story_page import StoryText
from storyhub.reading.views.addresses import law_permanent, permanent, story_permanent
from storyhub.stories.domain.excerpt import shown_title
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story

JSON_LD = "application/ld+json"
CSV = "text/csv"


def library_here() -> Library:
    """The library as a page in one language speaks of it."""
    return Library(settings().base_url, gettext("Laws of loyalty"), site_name())


def library_in_all() -> Library:
    """The library by its names in every language."""
    names: dict[str, str] = {}
    for lang in LANGUAGES:
        with force_locale(lang):
            names[lang] = gettext("Laws of loyalty")
    publisher = {"ru": settings().site_name_ru or settings().site_name, "en": settings().site_name}
    return Library(settings().base_url, names, publisher)


def law_here(law: LawPage) -> LinkedLaw:
    return _law(law, law.name, law.statement, list(law.aliases))


def law_in_all(pages: Mapping[str, LawPage]) -> LinkedLaw:
    """One law from its page in each language; a page that fell back to another language adds nothing."""
    told = {page.lang: page for page in pages.values()}
    names: Text = {lang: page.name for lang, page in told.items()}
    statements: Text = {lang: page.statement for lang, page in told.items()}
    return _law(next(iter(told.values())), names, statements, {lang: page.aliases for lang, page in told.items()})


def _law(law: LawPage, name: Text, statement: Text, aliases: Mapping[str, tuple[str, ...]] | list[str]) -> LinkedLaw:
    return LinkedLaw(
        number=law.number,
        name=name,
        statement=statement,
        since=day_of(law.accepted_at),
        changed=day_of(max(law.accepted_at, law.revised_at, *(kin.at for kin in law.lineage))),
        aliases=aliases,
        replaced_by=[kin.number for kin in law.successors if kin.number],
    )


def laws_in_all(news: Mapping[str, tuple[LawNews, ...]]) -> list[LinkedLaw]:
    """Every law in force, by number, from the library in each language."""
    told: dict[int, dict[str, LawNews]] = {}
    for found in news.values():
        for one in found:
            told.setdefault(one.card.number or 0, {})[one.card.lang] = one
    return [_listed(number, told[number]) for number in sorted(told)]


def _listed(number: int, told: Mapping[str, LawNews]) -> LinkedLaw:
    some = next(iter(told.values()))
    names = {lang: one.card.name for lang, one in told.items()}
    statements = {lang: one.card.statement for lang, one in told.items()}
    return LinkedLaw(number, names, statements, day_of(some.since), day_of(some.changed))


def story_here(story: Story, text: StoryText) -> LinkedStory:
    """A story that everybody may read."""
    revision = story.published_revision
    assert revision is not None
    assert story.published_on is not None
    numbers = (law_number(entry.law_key) for entry in text.legend)
    return LinkedStory(
        public_id=public_id(story.id),
        title=shown_title(story.title, revision.plain),
        lang=story.lang,
        published=story.published_on,
        changed=max(story.published_on, day_of(revision.created_at)),
        keywords=[word for word in (story.sector, story.stage) if word],
        laws=[number for number in numbers if number is not None],
        free=story.may_open_data,
    )


def law_signposts(number: int, *langs: str) -> Signposts:
    """`item`: what a program can take away, in these languages."""
    address = law_permanent(str(number))
    names = ("reading.evidence_csv", "reading.strength_csv")
    files = [landing(name, lang, number=number) for lang in langs for name in names]
    return Signposts(
        cite_as=address,
        types=("DefinedTerm",),
        licence=CC_BY,
        described_by=[(JSON_LD, f"{address}.jsonld")],
        items=[(CSV, file) for file in files],
        collection=permanent("/laws"),
        linkset=f"{address}.linkset.json",
    )


def library_signposts(numbers: list[int]) -> Signposts:
    return Signposts(
        cite_as=permanent("/laws"),
        types=("DefinedTermSet",),
        licence=CC_BY,
        described_by=[(JSON_LD, permanent("/laws.jsonld"))],
        items=[("text/html", law_permanent(str(number))) for number in numbers],
        linkset=permanent("/laws.linkset.json"),
    )


def story_signposts(ident: str, *, free: bool) -> Signposts:
    """No author: tellers are nobody's business. A licence only where its teller gave one."""
    address = story_permanent(ident)
    return Signposts(
        cite_as=address,
        types=("CreativeWork",),
        licence=CC_BY if free else "",
        described_by=[(JSON_LD, f"{address}.jsonld")],
        collection=permanent("/stories"),
        linkset=f"{address}.linkset.json",
    )


def landing(endpoint: str, lang: str, **values: str | int) -> str:
    """The whole address of a page in one language."""
    return permanent(url_for(endpoint, lang=lang, **values))
