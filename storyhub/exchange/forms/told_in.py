"""What somebody says the codes of a file mean: CSV with the columns code (name or GUID), law (`12`, `P-7`) and perhaps polarity."""

from __future__ import annotations

import csv
import io

from storyhub.coding.domain.words import Polarity
from storyhub.exchange.domain.guids import normal_guid
from storyhub.exchange.domain.laws_here import Meant, folded
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.law_key import law_number, proposal_number


def read_told(text: str) -> dict[str, Meant]:
    """By GUID or folded name. Raises: Invalid for a row that is not understood, with its line."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"code", "law"} <= set(rows.fieldnames or ()):
        raise Invalid(lazy_gettext("The first line must name the columns code, law and, where wanted, polarity."), log="no columns")
    return dict(_told(row, number) for number, row in enumerate(rows, start=2))


def told(code: str, law: str, polarity: str = "") -> tuple[str, Meant] | None:
    """One code and what it means; None where that is no law or no polarity."""
    code, law, polarity = code.strip(), law.strip().upper(), polarity.strip().lower()
    named = bool(law_number(law) or proposal_number(law)) and (not polarity or polarity in set(Polarity))
    return (normal_guid(code) or folded(code), Meant(law, polarity or None)) if code and named else None


def _told(row: dict[str, str | None], line: int) -> tuple[str, Meant]:
    found = told(row.get("code") or "", row.get("law") or "", row.get("polarity") or "")
    if found is None:
        raise Invalid(lazy_gettext("Line %(line)s does not name a code, a law and a polarity.", line=line), log=f"line {line}")
    return found
