"""What the ledger of changes hears of editions."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from storyhub.editions.models import Edition
from storyhub.kit import ledger
from storyhub.kit.db import db
from storyhub.laws.models import Law

# Kinds of the ledger; an edition goes by its number there, a law by its row.
EDITION, LAW = "edition", "law"


def tell_harvesters(edition: Edition, laws: Iterable[int] = ()) -> None:
    """The edition is looked at again after the commit, and so are the `laws` that now belong to one more. A draft is nobody's news."""
    if edition.number is not None:
        ledger.ask(EDITION, [str(edition.number)])
        named = select(Law.id).where(Law.number.in_(list(laws))).order_by(Law.id)
        ledger.ask(LAW, [str(found) for found in db.session.execute(named).scalars()])
