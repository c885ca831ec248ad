"""Verbs of saved searches: keep, change, delete; letters by double opt-in, out with one click."""

from storyhub.saved.service.keeping import (
    MOST_SAVED,
    ask_letters,
    change_search,
    confirm_letters,
    delete_search,
    forget_unconfirmed,
    save_search,
    search_of_token,
    stop_letters,
)
from storyhub.saved.service.letters import DIGEST, ask_digests, tell_news
from storyhub.saved.service.personal import erase_searches, export_searches

__all__ = [
    "DIGEST",
    "MOST_SAVED",
    "ask_digests",
    "ask_letters",
    "change_search",
    "confirm_letters",
    "delete_search",
    "erase_searches",
    "export_searches",
    "forget_unconfirmed",
    "save_search",
    "search_of_token",
    "stop_letters",
    "tell_news",
]
