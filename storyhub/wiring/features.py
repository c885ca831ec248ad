"""The one list of features: whose tables, pages, commands, documents and personal data an instance has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import click

from storyhub.accounts import cli as accounts_cli
from storyhub.accounts import models as accounts_models
from storyhub.accounts import views as accounts_views
from storyhub.accounts.service import Holder
from storyhub.api import models as api_models
from storyhub.api import views as api_views
from storyhub.api.service import personal as api_personal
from storyhub.backup import cli as backup_cli
from storyhub.calls import models as calls_models
from storyhub.calls import service as calls_service
from storyhub.calls import views as calls_views
from storyhub.citing import views as citing_views
from storyhub.coding import cli as coding_cli
from storyhub.coding import documents as coding_documents
from storyhub.coding import models as coding_models
from storyhub.coding import views as coding_views
from storyhub.coding.service import personal as coding_personal
from storyhub.coding.service import training_personal, voting
from storyhub.curation import models as curation_models
from storyhub.curation import views as curation_views
from storyhub.curation.service import personal as curation_personal
from storyhub.dataset import cli as dataset_cli
from storyhub.dataset import views as dataset_views
from storyhub.editions import cli as editions_cli
from storyhub.editions import models as editions_models
from storyhub.editions import service as editions_service
from storyhub.editions import views as editions_views
from storyhub.editions.queries import numbers as edition_numbers
from storyhub.editions.queries import snapshot_of
from storyhub.editions.service import personal as editions_personal
from storyhub.exchange import cli as exchange_cli
from storyhub.exchange import views as exchange_views
from storyhub.harvest import views as harvest_views
from storyhub.harvest.queries.editions import Editions
from storyhub.harvest.queries.shelves import shelves
from storyhub.kit import audit, ledger, mail, outbox
from storyhub.laws import cli as laws_cli
from storyhub.laws import documents as laws_documents
from storyhub.laws import views as laws_views
from storyhub.laws.service import personal as laws_personal
from storyhub.moderation import cli as moderation_cli
from storyhub.moderation import models as moderation_models
from storyhub.moderation import views as moderation_views
from storyhub.moderation.service import personal as moderation_personal
from storyhub.reading import cli as reading_cli
from storyhub.reading import views as reading_views
from storyhub.saved import models as saved_models
from storyhub.saved import service as saved_service
from storyhub.saved import views as saved_views
from storyhub.search import cli as search_cli
from storyhub.search.domain.document import Document
from storyhub.search.sync import Registry
from storyhub.stories import cli as stories_cli
from storyhub.stories import documents as stories_documents
from storyhub.stories import views as stories_views
from storyhub.stories.service import personal as stories_personal

# Named here so that every table is known to the metadata, whichever feature is used first.
TABLES = (
    accounts_models, api_models, calls_models, coding_models, curation_models, editions_models, moderation_models, saved_models,
    audit, ledger, outbox, mail,
)  # fmt: skip
BLUEPRINTS = (
    reading_views.bp,
    saved_views.bp,
    editions_views.bp,
    stories_views.bp,
    laws_views.bp,
    moderation_views.bp,
    coding_views.bp,
    curation_views.bp,
    exchange_views.bp,
    calls_views.bp,
    citing_views.bp,
    accounts_views.bp,
    dataset_views.bp,
    api_views.bp,
)
# At addresses without a language: what machines read, and addresses that never die.
WITHOUT_LANGUAGE = (reading_views.permanent.bp, reading_views.linked_bp, exchange_views.machines, harvest_views.bp, api_views.machines)
# Who acts in the very transaction that takes a story's words back.
FOLLOWERS = (editions_service.follow_story,)
# What harvesters are shown.
SHELVES = shelves(Editions(numbers=edition_numbers, snapshot_of=snapshot_of))
# What the features above the accounts keep of a person, for the copy of one's data and for erasing.
PERSONAL = (
    Holder("own_stories", stories_personal.export_own, stories_personal.erase_own),
    Holder("known_too", stories_personal.export_known, stories_personal.erase_known),
    Holder("texts_as_moderator", stories_personal.export_texts, stories_personal.keep_texts),
    Holder("decisions", moderation_personal.export_decisions, moderation_personal.keep_under_handle),
    Holder("redactions", moderation_personal.export_redactions, moderation_personal.keep_under_handle),
    Holder("answers", moderation_personal.export_answers, moderation_personal.keep_under_handle),
    Holder("thanks_written", moderation_personal.export_thanks, moderation_personal.erase_thanks),
    Holder("claims", moderation_personal.export_claims, moderation_personal.erase_claims),
    Holder("proposals", laws_personal.export_proposals, laws_personal.erase_proposer),
    Holder("calls", calls_service.export_calls, calls_service.erase_author),
    Holder("codings", coding_personal.export_codings, coding_personal.erase_coder),
    Holder("memos", coding_personal.export_memos, lambda *_erased: None),
    Holder("curation", curation_personal.export_voice, curation_personal.erase_voice),
    Holder("editions", editions_personal.export_editions, editions_personal.keep_under_handle),
    Holder("votes", voting.export_votes, voting.erase_votes),
    Holder("skipped_stories", coding_personal.export_skips, coding_personal.erase_skips),
    Holder("training", training_personal.export_training, training_personal.erase_training),
    Holder("saved_searches", saved_service.export_searches, saved_service.erase_searches),
    Holder("tokens", api_personal.export_tokens, api_personal.erase_tokens),
)


def registry() -> Registry:
    """Which feature says what a document of a kind is. A story's laws, and what evidence weighs, are the coding feature's to say."""
    found = Registry()
    for kind, build, all_keys, revisions in (
        ("story", stories_documents.story_documents, stories_documents.all_keys, stories_documents.revisions),
        ("law", laws_documents.law_documents, laws_documents.all_keys, None),
        ("passage", coding_documents.passage_documents, coding_documents.all_keys, None),
    ):
        found.register(kind, _one(build), all_keys, _many(build), revisions)
    found.add_facets("story", coding_documents.story_law_facets)
    found.add_passages("story", coding_documents.story_passages)
    found.add_weights("story", coding_documents.story_weights)
    found.add_weights("law", coding_documents.law_weights)
    return found


Build = Callable[[Sequence[str]], Mapping[str, Document | None]]


def _one(build: Build) -> Callable[[str], Document | None]:
    return lambda key: build([key]).get(key)


def _many(build: Build) -> Callable[[Sequence[str]], Iterable[Document]]:
    return lambda keys: [document for document in build(keys).values() if document is not None]


def commands() -> dict[str, click.Command]:
    """The features' commands by name; `import` and `export` gather a word from each feature that has one."""
    take_in = click.Group("import", help="Take stories, laws or codings in from files.")
    give_out = click.Group("export", help="Write the operator's own full copy, which import reads back.")
    qda_in, qda_out = exchange_cli.TAKING_IN, exchange_cli.GIVING_OUT
    for command in (stories_cli.import_stories, laws_cli.import_laws, coding_cli.import_codings_file, *qda_in):
        take_in.add_command(command)
    for command in (stories_cli.export_stories, laws_cli.export_laws, coding_cli.export_codings_file, *qda_out, backup_cli.export_ledger):
        give_out.add_command(command)
    people = (accounts_cli.people, accounts_cli.audit_log)
    groups = (*people, search_cli.search, coding_cli.measure_agreement, editions_cli.editions, dataset_cli.dataset)
    found = (take_in, give_out, *groups, search_cli.indexer, reading_cli.status, moderation_cli.retention, moderation_cli.purge_command)
    return {str(command.name): command for command in found}
