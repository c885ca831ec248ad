"""The one tree of errors a verb may raise. Each class has a status and a code; the page for it is `templates/errors/`.

`message` is for the person (a lazy, translatable text or nothing: then the page's own text stands alone); `log` is for the
operator. Neither may hold story text, receipts or addresses.
"""

from __future__ import annotations


class Problem(Exception):
    """Base of everything a person may be told about. Never raised itself."""

    status = 500
    code = "problem"

    def __init__(self, message: object = None, *, log: str = "") -> None:
        super().__init__(log or self.code)
        self.message = message
        self.log = log


class BadRequest(Problem):
    """The request cannot be read at all."""

    status = 400
    code = "bad-request"


class Expired(Problem):
    """The form's security token is missing or too old; what was typed is shown again."""

    status = 400
    code = "expired"


class Forbidden(Problem):
    """Known, but not allowed. For hidden rows raise `NotFound` instead, so that their existence stays hidden."""

    status = 403
    code = "forbidden"


class NotFound(Problem):
    status = 404
    code = "not-found"


class Conflict(Problem):
    """Someone else was faster, or the thing is in another state by now. Nothing was overwritten."""

    status = 409
    code = "conflict"


class Gone(Problem):
    """Withdrawn for ever; a tombstone stays."""

    status = 410
    code = "gone"


class TooLarge(Problem):
    status = 413
    code = "too-large"


class AddressTooLong(Problem):
    """The query of the address is longer than any page of ours makes it."""

    status = 414
    code = "address-too-long"


class Invalid(Problem):
    """The values cannot be used; the message says which and how to mend them."""

    status = 422
    code = "invalid"


class TooMany(Problem):
    status = 429
    code = "too-many"


class Unavailable(Problem):
    """A part of the house does not answer just now; trying again later is right."""

    status = 503
    code = "unavailable"


class SearchUnavailable(Unavailable):
    """The index is missing, damaged or being rebuilt. Nothing but search is affected."""

    code = "search-unavailable"
