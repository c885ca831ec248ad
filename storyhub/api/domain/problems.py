"""What is said when something cannot be done: RFC 9457."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from storyhub.api.domain.about import About
from storyhub.api.domain.taking import Fault
from storyhub.kit.errors import Problem

# What each status means here, in the words of the document. The codes name the kinds in their addresses.
TITLES = {
    400: "The request cannot be read",
    401: "The token is missing, unknown, expired or revoked",
    403: "Not allowed",
    404: "There is nothing at this address",
    405: "This address does not take this method",
    406: "Answers are JSON only",
    409: "The thing is in another state by now",
    410: "Withdrawn for ever",
    413: "The request is too large",
    414: "The address is too long",
    415: "Bodies are JSON only",
    422: "Values that cannot be used",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "A part of the site does not answer just now",
}
CODES = {
    400: "bad-request",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "conflict",
    410: "gone",
    413: "too-large",
    414: "address-too-long",
    415: "unsupported-media-type",
    422: "invalid",
    429: "too-many-requests",
    500: "unexpected",
    503: "unavailable",
}


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """One value that cannot be used."""

    detail: str
    parameter: Annotated[str | None, About("The parameter of the address")] = None
    header: str | None = None
    pointer: Annotated[str | None, About("The place in the body, as a JSON pointer")] = None


@dataclass(frozen=True, slots=True)
class ProblemRecord:
    """RFC 9457. `instance` names this very answer, for a letter to the operator."""

    type: Annotated[str, About("An address that names the kind of problem")]
    title: str
    status: int
    instance: str
    detail: str | None = None
    errors: Annotated[tuple[FaultRecord, ...] | None, About("Everything that is wrong, with its place")] = None
    on: Annotated[date | None, About("Of a story that is gone or restricted: since when")] = None
    reason: Annotated[str | None, About("Of a story that is gone or restricted: the class of reasons, or the public words")] = None


class Refused(Problem):
    """A problem that says more than its status."""

    def __init__(self, status: int, message: object = None, *, log: str = "", **members: Any) -> None:
        super().__init__(message, log=log)
        self.status, self.code, self.members = status, CODES[status], members


def faults_of(faults: tuple[Fault, ...], kind: str) -> tuple[FaultRecord, ...]:
    """`kind` is `parameter`, `header` or `pointer`."""
    return tuple(FaultRecord(fault.detail, **{kind: fault.place}) for fault in faults)
