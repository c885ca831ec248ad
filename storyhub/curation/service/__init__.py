"""The verbs of curation. None commits; each takes the actor and the moment, and raises `kit.errors`."""

from storyhub.curation.service.proposals import NotYet, accept, adopt, decline, salvage
from storyhub.curation.service.remarks import add_remark, resolve_objection
from storyhub.curation.service.succession import check_heir, check_in_force, merge_law, retire_law, split_law, supersede_law
from storyhub.curation.service.telling import read_news
from storyhub.curation.service.undoing import undo_succession
from storyhub.curation.service.votes import cast_vote

__all__ = [
    "NotYet",
    "accept",
    "add_remark",
    "adopt",
    "cast_vote",
    "check_heir",
    "check_in_force",
    "decline",
    "merge_law",
    "read_news",
    "resolve_objection",
    "retire_law",
    "salvage",
    "split_law",
    "supersede_law",
    "undo_succession",
]
