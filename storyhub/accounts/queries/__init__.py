"""Reads about people, their sessions and their factors."""

from storyhub.accounts.queries.people import (
    OwnDecision,
    Request,
    StaffPerson,
    actor_of,
    find_person,
    own_decisions,
    own_request,
    people,
    waiting_requests,
    waiting_requests_count,
)
from storyhub.accounts.queries.signed_in import (
    Factors,
    KeptPasskey,
    OpenSession,
    SignedIn,
    factors_of,
    has_second_factor,
    open_sessions,
    session_list,
    signed_in,
)

__all__ = [
    "Factors",
    "KeptPasskey",
    "OpenSession",
    "OwnDecision",
    "Request",
    "SignedIn",
    "StaffPerson",
    "actor_of",
    "factors_of",
    "find_person",
    "has_second_factor",
    "open_sessions",
    "own_decisions",
    "own_request",
    "people",
    "session_list",
    "signed_in",
    "waiting_requests",
    "waiting_requests_count",
]
