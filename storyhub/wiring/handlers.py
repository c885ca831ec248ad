"""What the worker does with a row of the outbox, feature by feature, and what it does once a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from storyhub.coding import service as coding_service
from storyhub.coding.queries import public_codings
from storyhub.dataset import service as dataset_service
from storyhub.editions import service as editions_service
from storyhub.exchange.service.waiting import FOLDER, drop_old_files
from storyhub.harvest import service as harvest_service
from storyhub.kit import ledger, mail, outbox
from storyhub.kit.days import day_of
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Unavailable
from storyhub.laws import documents as laws_documents
from storyhub.laws.service.editing import JUDGED
from storyhub.moderation import cli as moderation_cli
from storyhub.moderation import service as moderation_service
from storyhub.moderation.domain.nearness import print_key
from storyhub.saved import service as saved_service
from storyhub.saved.queries import news_of
from storyhub.stories import service as stories_service
from storyhub.stories import views as stories_views
from storyhub.wiring.hub import Hub

if TYPE_CHECKING:
    from config import Settings

Handler = Callable[[outbox.Claim], None]

# Whoever announces a story or a law announces it to the ledger of changes, too.
outbox.along.update(harvest_service.ALONG)


def handlers(parts: Hub) -> dict[str, Handler]:
    """Kind of row → what is done with it. Each may come twice for the same row."""
    return {
        "coding.follow": lambda claim: _follow(claim, parts.settings),
        dataset_service.MAKE: lambda _claim: _make_dataset(parts.settings),
        JUDGED: _judge_again,
        moderation_service.NEAR: lambda claim: _compare(claim, parts),
        editions_service.FILE: lambda claim: _make_file(claim, parts.settings.data_dir),
        "purge.story": lambda claim: _purge(claim, parts),
        coding_service.PUBLIC: _tell_coded,
        coding_service.REFRESH: _agree,
        stories_service.DANGERS: _look_for_dangers,
        saved_service.DIGEST: lambda claim: _digest(claim, parts),
        ledger.LEDGER: lambda claim: _write_down(claim, parts),
        **_mail_handlers(parts.settings),
    }


def chores(parts: Hub) -> tuple[Callable[[], None], ...]:
    """Done at start and once a day."""
    mine = (lambda: _forget(parts.settings), lambda: _release_places(parts.settings), lambda: _ask_digests(parts.settings))
    files = (lambda: _ask_for_files(parts.settings.data_dir), lambda: _ask_for_dataset(parts.settings))
    told = (lambda: _ask_for_records(parts), lambda: _drop_waiting(parts.settings))
    return (*mine, *files, _compare_missing, _ask_for_dangers, _ask_laws, *told)


def _follow(claim: outbox.Claim, settings: Settings) -> None:
    """A story's text, state or consents changed: its codings follow, or wait for their coders; prepared files that hold it go."""
    with transaction():
        coding_service.follow_revision(int(claim.key), now=datetime.now(UTC))
    place = settings.data_dir / dataset_service.FOLDER
    prepared = dataset_service.ready(place)
    if prepared is not None and dataset_service.has_to_wait(prepared):
        dataset_service.drop(place)
        _ask_dataset()


def _ask_dataset() -> None:
    with transaction():
        outbox.record(dataset_service.MAKE, "all")


def _ask_for_dataset(settings: Settings) -> None:
    """Once a day, and at the start where there is none of this day."""
    prepared = dataset_service.ready(settings.data_dir / dataset_service.FOLDER)
    if prepared is None or day_of(prepared.made_at) < day_of(datetime.now(UTC)) or dataset_service.has_to_wait(prepared):
        _ask_dataset()


def _make_dataset(settings: Settings) -> None:
    place = settings.data_dir / dataset_service.FOLDER
    dataset_service.make(place, site=settings.site_name, base=settings.base_url, now=datetime.now(UTC))


def _judge_again(claim: outbox.Claim) -> None:
    """A law came into force, went out of it or moved: so do the grades of the stories that were judged by it."""
    with transaction():
        coding_service.announce_judged(int(claim.key))


def _write_down(claim: outbox.Claim, parts: Hub) -> None:
    """What is told of a story, law or edition may have changed."""
    harvest_service.follow_changes(claim, parts.shelves, now=lambda: datetime.now(UTC))


def _ask_for_records(parts: Hub) -> None:
    """Stories, laws and editions from before an upgrade come into the ledger in batches."""
    ledger.settle(now=lambda: datetime.now(UTC))
    with transaction():
        harvest_service.ask_for_missing(parts.shelves)


def _ask_laws() -> None:
    """Who told what, and what is one episode, changes in many places; how strong the laws are by it is brought in line once a day."""
    with transaction():
        outbox.record_many("index.law", list(laws_documents.all_keys()))


def _compare(claim: outbox.Claim, parts: Hub) -> None:
    """A story's text may have changed: what it looks like is found anew."""
    key, now = print_key(parts.settings.secret_key), datetime.now(UTC)
    with transaction():
        if claim.key == moderation_service.ALL:
            moderation_service.keep_missing_prints(key=key, now=now)
        else:
            moderation_service.keep_print(int(claim.key), key=key, now=now)


def _mail_handlers(settings: Settings) -> dict[str, Handler]:
    """News becomes letters; letters go to the mail server of the settings, or into a folder."""
    post, head = mail.post_for(settings), stories_views.letter_head(settings)

    def deliver(claim: outbox.Claim) -> None:
        mail.deliver(int(claim.key), post=post, sender=settings.mail_from, now=datetime.now(UTC))

    def tell(claim: outbox.Claim) -> None:
        with transaction():
            stories_service.mail_notice(int(claim.key), head=head, now=datetime.now(UTC))

    def thank(claim: outbox.Claim) -> None:
        with transaction():
            moderation_service.mail_thanks(int(claim.key), head=head, now=datetime.now(UTC))

    def tell_cited(claim: outbox.Claim) -> None:
        with transaction():
            editions_service.mail_cited(claim.key, head=head, now=datetime.now(UTC))

    return {stories_service.NOTICE: tell, moderation_service.THANKS: thank, editions_service.CITED: tell_cited, mail.MAIL: deliver}


def _tell_coded(claim: outbox.Claim) -> None:
    """Codings of a story became public; a round without any is no news."""
    with transaction():
        if public_codings(int(claim.key)):
            stories_service.tell_coded(int(claim.key), now=datetime.now(UTC))


def _agree(_claim: outbox.Claim) -> None:
    """Codings became public, or a story changed: how far coders agree is computed again."""
    with transaction():
        coding_service.refresh_agreement(now=datetime.now(UTC))


def _make_file(claim: outbox.Claim, folder: Path) -> None:
    """One file of an edition. A full disk is no fault of the file: all of them wait, and the desk says why."""
    with transaction():
        editions_service.drop_withheld(folder)
    try:
        _make(claim.key, folder)
    except Exception as error:
        with transaction():
            editions_service.note_trouble(claim.key, error)
        if isinstance(error, OSError):
            raise Unavailable(log=editions_service.trouble_of(error)) from error
        raise


def _make(key: str, folder: Path) -> None:
    making = editions_service.read_for(key)
    # What was read is a value now; nobody's writing waits while the file is made.
    db.session.rollback()
    if making is None:
        return
    data = making.maker.make(making.snapshot)
    beside = editions_service.written_beside(folder, making.number, making.name, data)
    with transaction():
        editions_service.put_in_place(making, beside, data, folder=folder, now=datetime.now(UTC))


def _ask_for_files(folder: Path) -> None:
    with transaction():
        editions_service.ask_for_missing(folder)


def _compare_missing() -> None:
    """Stories from before an upgrade, or from under another secret, get their fingerprints in batches."""
    with transaction():
        outbox.record(moderation_service.NEAR, moderation_service.ALL)


def _ask_for_dangers() -> None:
    with transaction():
        stories_service.ask_for_dangers()


def _look_for_dangers(_claim: outbox.Claim) -> None:
    """Stories from before their signs of danger were kept: a batch of them."""
    with transaction():
        stories_service.look_for_dangers()


def _ask_digests(settings: Settings) -> None:
    """Letters about saved searches that are due, and addresses whose owners never said that they want any."""
    moment = datetime.now(UTC)
    with transaction():
        saved_service.forget_unconfirmed(now=moment, days=settings.unconfirmed_days)
        if settings.sends_mail:
            saved_service.ask_digests(now=moment)


def _digest(claim: outbox.Claim, parts: Hub) -> None:
    """Looks first, without holding up writers; the letter and what it told are written down together."""
    moment = datetime.now(UTC)
    news = news_of(int(claim.key), engine=parts.engine, now=moment)
    if news is not None:
        with transaction():
            saved_service.tell_news(news, head=stories_views.letter_head(parts.settings), now=moment)


def _forget(settings: Settings) -> None:
    moderation_cli.forget(now=datetime.now(UTC), folder=settings.data_dir, days=settings.copy_days)


def _drop_waiting(settings: Settings) -> None:
    """Files that were sent to the exchange and never taken in."""
    drop_old_files(settings.data_dir / FOLDER, before=datetime.now(UTC) - timedelta(hours=settings.exchange_hours))


def _release_places(settings: Settings) -> None:
    """Stories that wait for a coder who does not come go to others."""
    moment = datetime.now(UTC)
    taken, given = timedelta(days=settings.coding_claim_days), timedelta(days=settings.coding_given_days)
    with transaction():
        coding_service.release_places(taken_before=moment - taken, given_before=moment - given, now=moment)


def _purge(claim: outbox.Claim, parts: Hub) -> None:
    """A redacted story is public, or one was withdrawn: what it said before leaves every file, those that wait to be taken in as well."""
    with transaction():
        editions_service.drop_withheld(parts.settings.data_dir)
    drop_old_files(parts.settings.data_dir / FOLDER, before=datetime.now(UTC) + timedelta(seconds=1))
    moderation_cli.purge(int(claim.key), engine=parts.engine, folder=parts.settings.data_dir, now=datetime.now(UTC))
