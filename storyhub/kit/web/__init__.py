"""The edge between HTTP and the features: languages, actor, forms and CSRF, limits, headers, error pages, caching.

Only views, command lines and `wiring` import from here.
"""

from storyhub.kit.web.actor import current_actor, require, sign_in_required
from storyhub.kit.web.caching import no_store
from storyhub.kit.web.forms import keeps_text, read_form, request_problems, takes_file
from storyhub.kit.web.instance import hub, now, settings
from storyhub.kit.web.limits import limiter
from storyhub.kit.web.pages import Pagination, download, page, page_number, see_other

__all__ = [
    "Pagination",
    "current_actor",
    "download",
    "hub",
    "keeps_text",
    "limiter",
    "no_store",
    "now",
    "page",
    "page_number",
    "read_form",
    "request_problems",
    "require",
    "see_other",
    "settings",
    "sign_in_required",
    "takes_file",
]
