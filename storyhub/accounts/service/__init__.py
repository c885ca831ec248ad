"""What can be done with people, their factors and their signed-in sessions."""

from storyhub.accounts.service.credentials import (
    ask_for_account,
    ask_for_address,
    ask_for_password,
    change_password,
    open_account,
    set_lost_password,
    take_address,
)
from storyhub.accounts.service.delays import delay_key, failed, succeeded, wait_of
from storyhub.accounts.service.devices import arrive
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
from storyhub.accounts.service.invitations import invite_again, invite_person
from storyhub.accounts.service.joining import answer_request, ask_to_join
from storyhub.accounts.service.keys import Keys
from storyhub.accounts.service.links import LinkKind, found_link
from storyhub.accounts.service.passwords import CHEAP, STRONG, Hasher
from storyhub.accounts.service.people import add_person, deactivate, reactivate, rename, set_password, set_roles
from storyhub.accounts.service.personal import Holder, erase_person, export_person
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
    "Holder",
    "Keys",
    "LinkKind",
    "Outcome",
    "Proof",
    "Step",
    "add_passkey",
    "add_person",
    "answer_request",
    "answers",
    "arrive",
    "ask_for_account",
    "ask_for_address",
    "ask_for_password",
    "ask_to_join",
    "await_second",
    "change_password",
    "deactivate",
    "delay_key",
    "end_session",
    "end_sessions",
    "erase_person",
    "export_person",
    "failed",
    "forget_factors",
    "found_link",
    "invite_again",
    "invite_person",
    "keep_only",
    "make_recovery_codes",
    "open_account",
    "prove",
    "prove_again",
    "prove_person",
    "prove_sample",
    "reactivate",
    "recovery_codes_exist",
    "remove_authenticator",
    "remove_passkey",
    "rename",
    "see_again",
    "set_lost_password",
    "set_password",
    "set_roles",
    "set_up_authenticator",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "succeeded",
    "take_address",
    "take_second_step",
    "wait_of",
]
