"""Settings of one StoryHub instance, read once from the environment.

Everything the site can be told from outside is here, with safe defaults, so that a fresh clone runs without any variable set.
The package never imports this module: settings are passed in (`create_app(settings)`).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
# Settings that are one of a few words.
CHOICES = {
    "sanitizer": ("bleach+nh3", "nh3"),
    "proof_of_work": ("off", "fallback"),
    "indexer": ("thread", "process", "off"),
    "second_factor": ("required", "optional"),
    "sign_up": ("open", "off"),
    "suggestions": ("ask", "after", "off"),
    "training": ("required", "off"),
}
AT_LEAST_ONE = ("contested_tellers", "contested_one_in", "growing_percent", "fading_months", "search_memory_mb", "harvest_page")
MAIL_SCHEMES = ("smtp", "smtp+starttls", "smtps")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(RuntimeError):
    """A setting that cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One instance's settings. Build with `Settings.from_env`; tests use `replace`."""

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    demo: bool = False
    testing: bool = False
    # thread: the serving process elects one indexer; process: `storyhub indexer` runs beside it; off: nobody drains by itself.
    indexer: str = "thread"
    languages: tuple[str, ...] = ("ru", "en")
    site_name: str = "StoryHub"
    site_name_ru: str = "Законы лояльности"
    contact: str = ""
    # smtp://host, smtp+starttls://user:password@host:587 or smtps://…; without it letters become files in the data folder.
    smtp_url: str = field(default="", repr=False)
    # Who letters come from: an address, or `Name <address>`.
    mail_from: str = "StoryHub <storyhub@localhost>"
    promise_days: int = 3
    # A teller's address is erased so many days after the last news about the story.
    contact_days: int = 365
    # The address of a visitor who asked for letters about a search, and did not confirm it, is erased after so many days.
    unconfirmed_days: int = 7
    # A story that is not sent is deleted so many days after it was last saved.
    draft_days: int = 30
    # A story that answers a call is taken so many days after the call closed.
    call_grace_days: int = 7
    # Copies made before migrations, and letters written as files, are deleted after so many days.
    copy_days: int = 30
    # How long a task a moderator took stays theirs.
    claim_minutes: int = 15
    # IANA name; a day (and its law) begins at midnight there.
    time_zone: str = "UTC"
    # An SVG or PNG file shown in the header; nothing: our own sign.
    logo: str = ""
    coders_per_story: int = 1
    # A law is contested from so many violating tellers on, when they are at least one in so many; it grows when its upholding tellers
    # rose by so many percent, and fades when no new story has upheld it for so many months (which is also how far back "rose" looks).
    contested_tellers: int = 5
    contested_one_in: int = 3
    growing_percent: int = 10
    fading_months: int = 12
    # On the check list of an edition: how many tellers are enough evidence for a law; and by how many hundredths a strength must have
    # changed since the last edition to be told.
    edition_tellers: int = 3
    edition_moved_percent: int = 5
    # What a proposal needs to become a law, all at once; when it is up for grabs, and when a curator must decide.
    proposal_passages: int = 3
    proposal_stories: int = 3
    proposal_tellers: int = 2
    proposal_organisations: int = 2
    proposal_open_days: int = 7
    proposal_net_support: int = 5
    proposal_quiet_days: int = 60
    proposal_decide_days: int = 180
    # For how long a curator can undo that a law was merged, split, superseded or retired.
    law_undo_days: int = 30
    # A query with fewer hits than that may be searched for in another spelling (and says so).
    search_few_hits: int = 3
    # How long a story a researcher took, or a curator gave her, waits for a sign of life from her.
    coding_claim_days: int = 3
    coding_given_days: int = 14
    # When a coder may ask for suggestions of laws: ask (always), after (once she has finished the story) or off.
    suggestions: str = "ask"
    # Whether newcomers finish the training before they are admitted, and researchers repeat it (as soon as there is a training set):
    # required or off. To be repeated after so many days (0: never); so many days later nothing new is begun without it.
    training: str = "required"
    training_days: int = 365
    training_grace_days: int = 30
    # Files of other programs at the desk: bytes of one, hours it waits to be taken in, and stories in a file one downloads there.
    exchange_bytes: int = 16 * 1024 * 1024
    exchange_hours: int = 24
    exchange_stories: int = 2_000
    sanitizer: str = "bleach+nh3"
    limits: bool = True
    # off: who is over the limit brings a code or comes back later; fallback: a puzzle, or a minute's patience, lets them through, too.
    proof_of_work: str = "off"
    # Limits are Flask-Limiter strings; a whole class of requests shares one counter per (daily salted, never stored) address.
    limit_submit: str = "5 per hour;20 per day"
    limit_submit_network: str = "30 per hour;100 per day"
    limit_submit_all: str = "600 per hour"
    limit_search: str = "30 per minute"
    # What each serving process may hold of the search index in memory.
    search_memory_mb: int = 256
    # All of the API together, and stories that programs take in, which other limits do not count.
    limit_api: str = "300 per minute"
    limit_api_intake: str = "60 per hour;500 per day"
    # Pictures shown with a link, each drawn when it is asked for.
    limit_cards: str = "120 per minute"
    limit_suggest: str = "240 per minute"
    limit_receipt: str = "10 per 5 minutes"
    limit_report: str = "5 per hour"
    # Packages of changes are made when they are asked for.
    limit_dataset: str = "20 per hour"
    limit_sign_in: str = "10 per 5 minutes"
    limit_harvest: str = "600 per 5 minutes"
    # How many records a harvester gets at once, and for how many hours the token is good that it asks for the next ones with.
    harvest_page: int = 200
    harvest_token_hours: int = 24
    trusted_proxies: int = 0
    max_body_bytes: int = 512 * 1024
    session_idle_minutes: int = 30
    session_hours: int = 12
    # Whether moderators, curators and administrators must prove themselves twice: required or optional.
    second_factor: str = "required"
    # Whether anybody may open an account, or only whom an administrator invites: open or off.
    sign_up: str = "open"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, **over: Any) -> Settings:
        """Reads `STORYHUB_*` variables; makes the data folder and its secret when they are missing.

        Raises: SettingsError for a value that cannot be used.
        """
        env = os.environ if env is None else env
        data_dir = Path(over.pop("data_dir", None) or data_folder(env)).resolve()
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = cls(
            data_dir=data_dir,
            database_url=env.get("STORYHUB_DATABASE_URL") or f"sqlite:///{data_dir / 'storyhub.db'}",
            secret_key=env.get("STORYHUB_SECRET_KEY") or _secret_in(data_dir),
            demo=_flag(env, "STORYHUB_DEMO", default=False),
            limits=_flag(env, "STORYHUB_LIMITS", default=True),
        )
        named: dict[str, Any] = {**_texts(env), **_numbers(env), **over}
        settings = replace(settings, **named)
        settings.check()
        return settings

    def check(self) -> None:
        """Raises: SettingsError if two settings cannot go together."""
        for name, words in CHOICES.items():
            if getattr(self, name) not in words:
                raise SettingsError(f"STORYHUB_{name.upper()} must be {' or '.join(words)}")
        for name in AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise SettingsError(f"STORYHUB_{name.upper()} must be at least 1")
        _check_time_zone(self.time_zone)
        _check_mail(self.smtp_url, self.mail_from)
        if self.logo:
            _check_logo(Path(self.logo))
        if len(self.secret_key) < 32:
            raise SettingsError("STORYHUB_SECRET_KEY must have at least 32 characters")
        base = urlsplit(self.base_url)
        if base.scheme not in ("http", "https") or not base.hostname:
            raise SettingsError("STORYHUB_BASE_URL must be a full http or https address")
        if base.scheme == "http" and base.hostname not in LOOPBACK and not self.demo:
            raise SettingsError(
                "STORYHUB_BASE_URL is a plain http address outside this machine: sign-in cookies would travel unprotected; "
                "put a TLS proxy in front and set the https address"
            )

    @property
    def secure(self) -> bool:
        """Whether people reach the site by https, hence whether cookies are `__Host-` and Secure."""
        return self.base_url.startswith("https://")

    @property
    def sends_mail(self) -> bool:
        """Whether letters reach anybody: without a mail server nobody may be promised one, but the demo shows them."""
        return bool(self.smtp_url) or self.demo or self.testing

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"


def data_folder(env: Mapping[str, str] | None = None) -> Path:
    """Where an instance lies, or will. Makes nothing."""
    return Path((os.environ if env is None else env).get("STORYHUB_DATA_DIR") or ROOT / "var").resolve()


def _check_time_zone(name: str) -> None:
    # Asked of the library that will use it, and only now: `--help` need not wait for it.
    from babel.dates import get_timezone

    try:
        get_timezone(name)
    except (LookupError, ValueError) as error:
        raise SettingsError(f"STORYHUB_TIME_ZONE must be a name such as Europe/Moscow or UTC, not {name!r}") from error


def _check_mail(url: str, sender: str) -> None:
    name, address = parseaddr(sender)
    try:
        Address(name, addr_spec=address)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise SettingsError(f"STORYHUB_MAIL_FROM must be an address or Name <address>, not {sender!r}") from error
    if not url:
        return
    try:
        server = urlsplit(url)
        known = server.scheme in MAIL_SCHEMES and bool(server.hostname) and server.port != 0
    except ValueError:
        known = False
    # The address itself is not repeated: it may hold a password.
    if not known:
        raise SettingsError(f"STORYHUB_SMTP_URL must begin with {', '.join(f'{scheme}://' for scheme in MAIL_SCHEMES)} and name a host")
    if server.scheme == "smtp" and server.username and server.hostname not in LOOPBACK:
        raise SettingsError("STORYHUB_SMTP_URL would send its password unprotected: use smtp+starttls:// or smtps://")
    if address.endswith("@localhost"):
        raise SettingsError("STORYHUB_MAIL_FROM is needed with STORYHUB_SMTP_URL: an address of yours that letters come from")


def _check_logo(path: Path) -> None:
    try:
        start = path.read_bytes()[:4096]
    except OSError as error:
        raise SettingsError(f"STORYHUB_LOGO: {path} cannot be read ({error.strerror})") from error
    is_png = path.suffix.lower() == ".png" and start.startswith(b"\x89PNG\r\n\x1a\n")
    is_svg = path.suffix.lower() == ".svg" and b"<svg" in start
    if not (is_png or is_svg):
        raise SettingsError(f"STORYHUB_LOGO must be an SVG or PNG file, {path} is neither")


def _flag(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise SettingsError(f"{name} must be 1 or 0")


def _texts(env: Mapping[str, str]) -> dict[str, str]:
    names = {
        "base_url", "indexer", "site_name", "site_name_ru", "contact", "time_zone", "logo", "sanitizer", "smtp_url", "mail_from",
        "limit_submit", "limit_submit_network", "limit_submit_all", "limit_search", "limit_suggest", "limit_receipt", "limit_report",
        "limit_api", "limit_api_intake", "limit_cards", "limit_dataset", "limit_sign_in", "limit_harvest", "second_factor", "proof_of_work",
        "sign_up", "suggestions", "training",
    }  # fmt: skip
    return {name: env[f"STORYHUB_{name.upper()}"] for name in names if env.get(f"STORYHUB_{name.upper()}")}


def _numbers(env: Mapping[str, str]) -> dict[str, int]:
    names = {
        "promise_days", "contact_days", "draft_days", "call_grace_days", "claim_minutes", "coders_per_story", "trusted_proxies",
        "max_body_bytes", "session_idle_minutes", "session_hours", "copy_days", "contested_tellers", "contested_one_in",
        "growing_percent", "fading_months", "proposal_passages", "proposal_stories", "proposal_tellers", "proposal_organisations",
        "proposal_open_days", "proposal_net_support", "proposal_quiet_days", "proposal_decide_days", "law_undo_days",
        "coding_claim_days", "coding_given_days", "training_days", "training_grace_days", "unconfirmed_days", "search_memory_mb",
        "search_few_hits", "exchange_bytes", "exchange_hours", "exchange_stories", "harvest_page", "harvest_token_hours",
        "edition_tellers", "edition_moved_percent",
    }  # fmt: skip
    found: dict[str, int] = {}
    for name in names:
        value = env.get(f"STORYHUB_{name.upper()}")
        if value:
            try:
                found[name] = int(value)
            except ValueError as error:
                raise SettingsError(f"STORYHUB_{name.upper()} must be a whole number, not {value!r}") from error
    return found


def _secret_in(data_dir: Path) -> str:
    """The instance's own random secret: made once, readable by its owner only, never shared between data folders."""
    path = data_dir / "secret.key"
    try:
        # Link-into-place: of two processes starting together both read the one that won.
        fresh = data_dir / f".secret.{os.getpid()}.{secrets.token_hex(4)}"
        if not path.exists():
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink(missing_ok=True)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise SettingsError(f"the secret of this instance cannot be kept in {path}: {error.strerror}") from error
