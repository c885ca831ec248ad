"""The verbs of coding: mark and unmark passages, finish and close, follow a changed text, keep the teller's own view, import."""

from storyhub.coding.service.agreement import REFRESH, ask_refresh, refresh_agreement
from storyhub.coding.service.claims import claim_law, propose_own_law
from storyhub.coding.service.coding import Change, add_coding, change_coding, choose_place, remove_coding, restore_coding
from storyhub.coding.service.following import follow_revision
from storyhub.coding.service.history import redo_step, undo_step
from storyhub.coding.service.importing import ImportReport, Rejected, import_codings
from storyhub.coding.service.places import give_story, release_places, set_coders_needed, take_back, take_next, take_story
from storyhub.coding.service.reopening import reopen_pass, reopen_round
from storyhub.coding.service.rounds import PUBLIC, announce_judged, close_round, finish_pass
from storyhub.coding.service.skipping import skip_story, unskip_story
from storyhub.coding.service.voting import VoteDraft, cast_vote

__all__ = [
    "PUBLIC",
    "REFRESH",
    "Change",
    "ImportReport",
    "Rejected",
    "VoteDraft",
    "add_coding",
    "announce_judged",
    "ask_refresh",
    "cast_vote",
    "change_coding",
    "choose_place",
    "claim_law",
    "close_round",
    "finish_pass",
    "follow_revision",
    "give_story",
    "import_codings",
    "propose_own_law",
    "redo_step",
    "refresh_agreement",
    "release_places",
    "remove_coding",
    "reopen_pass",
    "reopen_round",
    "restore_coding",
    "set_coders_needed",
    "skip_story",
    "take_back",
    "take_next",
    "take_story",
    "undo_step",
    "unskip_story",
]
