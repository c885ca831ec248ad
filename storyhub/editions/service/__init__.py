"""Verbs of editions: preparing, freezing, making files, taking quotes back. They never commit."""

from storyhub.editions.service.files import (
    FILE,
    Making,
    ask_for_files,
    ask_for_missing,
    drop_withheld,
    note_trouble,
    put_in_place,
    read_for,
    trouble_of,
    written_beside,
)
from storyhub.editions.service.freezing import freeze, seen
from storyhub.editions.service.preparing import choose_quotes, discard_draft, save_words, set_doi, start_draft, take_laws
from storyhub.editions.service.taking_back import follow_story
from storyhub.editions.service.telling import CITED, mail_cited

__all__ = [
    "CITED",
    "FILE",
    "Making",
    "ask_for_files",
    "ask_for_missing",
    "choose_quotes",
    "discard_draft",
    "drop_withheld",
    "follow_story",
    "freeze",
    "mail_cited",
    "note_trouble",
    "put_in_place",
    "read_for",
    "save_words",
    "seen",
    "set_doi",
    "start_draft",
    "take_laws",
    "trouble_of",
    "written_beside",
]
