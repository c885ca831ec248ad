"""What pages read of the library: plain values in the reader's language, by a constant number of SQL queries."""

from storyhub.laws.queries.cards import LawCard, LawChoice, law_cards, law_choices, library, open_proposals
from storyhub.laws.queries.days import law_numbers, law_of_day, readings_between
from storyhub.laws.queries.editing import GroupName, editable_law, group_names, law_to_decide
from storyhub.laws.queries.export import export_library
from storyhub.laws.queries.history import Change, LawHistory, Version, changes_between, law_history
from storyhub.laws.queries.law_page import CitedSource, Kin, LawPage, RelatedLaw, law_is_known, law_page
from storyhub.laws.queries.news import LawNews, law_news, laws_read
from storyhub.laws.queries.proposals import ProposalCard, ProposalPage, Wording, proposal_list, proposal_page

__all__ = [
    "Change",
    "CitedSource",
    "GroupName",
    "Kin",
    "LawCard",
    "LawChoice",
    "LawHistory",
    "LawNews",
    "LawPage",
    "ProposalCard",
    "ProposalPage",
    "RelatedLaw",
    "Version",
    "Wording",
    "changes_between",
    "editable_law",
    "export_library",
    "group_names",
    "law_cards",
    "law_choices",
    "law_history",
    "law_is_known",
    "law_news",
    "law_numbers",
    "law_of_day",
    "law_page",
    "law_to_decide",
    "laws_read",
    "library",
    "open_proposals",
    "proposal_list",
    "proposal_page",
    "readings_between",
]
