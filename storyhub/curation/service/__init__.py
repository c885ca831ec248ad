"""The verbs of curation. None commits; each takes the actor and the moment, and raises `kit.errors`."""

from storyhub.curation.service.proposals import NotYet, accept, adopt, decline, salvage
from storyhub.curation.service.remarks import add_remark, resolve_objection
from storyhub.curation.service.votes import cast_vote

__all__ = ["NotYet", "accept", "add_remark", "adopt", "cast_vote", "decline", "resolve_objection", "salvage"]
