"""The process that sets a book on paper: HTML on stdin, a PDF on stdout. Started by `pdf`; knows no settings, no database, no secrets.

Setting a book keeps an interpreter busy for half a minute, in which nobody else in that process would get an answer.
"""

from __future__ import annotations

import hashlib
import os
import sys

# Readers come first.
PATIENT = 10


def main() -> None:
    import weasyprint

    os.nice(PATIENT)
    text = sys.stdin.buffer.read().decode()
    # The name of the file inside it follows from what it says, so that the same book is the same file.
    name = hashlib.sha256(text.encode()).hexdigest().encode()
    document = weasyprint.HTML(string=text, url_fetcher=_nothing)
    sys.stdout.buffer.write(document.write_pdf(pdf_identifier=name, pdf_tags=True, presentational_hints=False))


def _nothing(url: str, *_args: object, **_kwargs: object) -> dict[str, object]:
    """Fetches nothing: the page holds all it needs."""
    raise ValueError(f"a book fetches nothing, not even {url}")


if __name__ == "__main__":
    main()
