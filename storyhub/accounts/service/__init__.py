"""What can be done with people and their signed-in sessions."""

from storyhub.accounts.service.passwords import CHEAP, STRONG, Hasher
from storyhub.accounts.service.people import add_person, deactivate, set_password, set_roles
from storyhub.accounts.service.sessions import Proof, prove, prove_sample, see_again, sign_in, sign_out

__all__ = [
    "CHEAP",
    "STRONG",
    "Hasher",
    "Proof",
    "add_person",
    "deactivate",
    "prove",
    "prove_sample",
    "see_again",
    "set_password",
    "set_roles",
    "sign_in",
    "sign_out",
]
