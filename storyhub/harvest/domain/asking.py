"""What a harvester asks: the verbs, their arguments, and what is wrong with them, by the rules of OAI-PMH 2.0."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storyhub.harvest.domain import dates


class Wrong(StrEnum):
    """The error codes of the protocol."""

    bad_verb = "badVerb"
    bad_argument = "badArgument"
    bad_token = "badResumptionToken"  # noqa: S105  # the protocol's name of an error
    cannot_disseminate = "cannotDisseminateFormat"
    unknown_identifier = "idDoesNotExist"
    no_records = "noRecordsMatch"
    no_formats = "noMetadataFormats"


class Refused(Exception):
    """An answer of the protocol that says what is wrong."""

    def __init__(self, code: Wrong, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(frozen=True, slots=True)
class Rule:
    """Arguments that a verb needs and may have; with a resumption token it has no other."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumes: bool = False


_LIST = Rule(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumes=True)
VERBS = {
    "Identify": Rule(),
    "ListMetadataFormats": Rule(optional=frozenset({"identifier"})),
    "ListSets": Rule(resumes=True),
    "GetRecord": Rule(frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}
TOKEN = "resumptionToken"  # noqa: S105  # the name of an argument
_WORD = r"[A-Za-z0-9\-_.!~*'()]+"
_FORMS = {"metadataPrefix": re.compile(_WORD), "set": re.compile(f"{_WORD}(:{_WORD})*")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that keeps the rules. `since` and `until` are the seconds that `from` and `until` mean."""

    verb: str
    arguments: dict[str, str]
    since: datetime | None = None
    until: datetime | None = None


def asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    """The request behind these arguments, in the order they came. Raises: Refused (badVerb, badArgument)."""
    verb = _verb([value for name, value in pairs if name == "verb"])
    given = [(name, value) for name, value in pairs if name != "verb"]
    arguments = dict(given)
    if repeated := sorted(name for name, count in Counter(name for name, _ in given).items() if count > 1):
        raise Refused(Wrong.bad_argument, f"Given more than once: {', '.join(repeated)}")
    rule = VERBS[verb]
    if rule.resumes and TOKEN in arguments:
        if len(arguments) > 1:
            raise Refused(Wrong.bad_argument, f"{TOKEN} excludes all other arguments")
        return Asked(verb, arguments)
    if unknown := sorted(arguments.keys() - rule.required - rule.optional):
        raise Refused(Wrong.bad_argument, f"{verb} has no argument {', '.join(unknown)}")
    if missing := sorted(rule.required - arguments.keys()):
        raise Refused(Wrong.bad_argument, f"{verb} needs {', '.join(missing)}")
    for name, form in _FORMS.items():
        if name in arguments and not form.fullmatch(arguments[name]):
            raise Refused(Wrong.bad_argument, f"{name} has characters that it cannot have, or none")
    return Asked(verb, arguments, *_range(arguments.get("from"), arguments.get("until")))


def _verb(verbs: list[str]) -> str:
    if not verbs:
        raise Refused(Wrong.bad_verb, "The argument verb is missing")
    if len(verbs) > 1:
        raise Refused(Wrong.bad_verb, "The argument verb is given more than once")
    if verbs[0] not in VERBS:
        raise Refused(Wrong.bad_verb, f"The verb is one of {', '.join(VERBS)}")
    return verbs[0]


def _range(since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    try:
        first = dates.read(since) if since is not None else None
        last = dates.read(until, is_end=True) if until is not None else None
    except ValueError:
        message = "from and until are dates of UTC: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
        raise Refused(Wrong.bad_argument, message) from None
    if since is not None and until is not None and dates.is_day(since) != dates.is_day(until):
        raise Refused(Wrong.bad_argument, "from and until must both be days, or both be seconds")
    if first is not None and last is not None and first > last:
        raise Refused(Wrong.bad_argument, "from is later than until")
    return first, last
