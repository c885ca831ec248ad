"""What can be done with people, their factors and their signed-in sessions."""

from storyhub.accounts.service.factors import (
    Answer,
    add_passkey,
    answers,
    forget_factors,
    make_recovery_codes,
    recovery_codes_exist,
    remove_authenticator,
    remove_passkey,
    set_up_authenticator,
)
from storyhub.accounts.service.keys import Keys
from storyhub.accounts.service.passwords import CHEAP, STRONG, Hasher
from storyhub.accounts.service.people import add_person, deactivate, set_password, set_roles
from storyhub.accounts.service.second_step import Outcome, Step, take_second_step
from storyhub.accounts.service.sessions import (
    Proof,
    await_second,
    end_session,
    end_sessions,
    keep_only,
    prove,
    prove_again,
    prove_person,
    prove_sample,
    see_again,
    sign_in,
    sign_out,
    sign_out_everywhere,
)

__all__ = [
    "CHEAP",
    "STRONG",
    "Answer",
    "Hasher",
    "Keys",
    "Outcome",
    "Proof",
    "Step",
    "add_passkey",
    "add_person",
    "answers",
    "await_second",
    "deactivate",
    "end_session",
    "end_sessions",
    "forget_factors",
    "keep_only",
    "make_recovery_codes",
    "prove",
    "prove_again",
    "prove_person",
    "prove_sample",
    "recovery_codes_exist",
    "remove_authenticator",
    "remove_passkey",
    "see_again",
    "set_password",
    "set_roles",
    "set_up_authenticator",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "take_second_step",
]
