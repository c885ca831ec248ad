"""The next story, fetched before it is asked for.

Browsers that know speculation rules keep the page in the memory of the one before it, for five minutes at most, whatever its
caching headers say: so the desk stays `no-store`, nothing lies on a disk, and reading ahead begins nothing, because only a mark
begins a story. The rules come by a header, because the content policy allows no inline script. Other browsers ignore it.
"""

from __future__ import annotations

import json

from flask import Response, url_for

from storyhub.coding.views.blueprint import bp

RULES = {"prefetch": [{"source": "document", "where": {"selector_matches": 'a[rel~="next"]'}, "eagerness": "immediate"}]}
DAY_S = 86_400


def looks_ahead(answer: Response) -> Response:
    """The page, asking the browser to fetch what its link `rel="next"` leads to."""
    answer.headers["Speculation-Rules"] = f'"{url_for("coding.ahead")}"'
    return answer


@bp.get("/desk/ahead.json")
def ahead() -> Response:
    """The rule itself, the same for everybody."""
    answer = Response(json.dumps(RULES), mimetype="application/speculationrules+json")
    answer.headers["Cache-Control"] = f"public, max-age={DAY_S}"
    return answer
