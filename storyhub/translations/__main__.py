"""`python3 dev.py translations`: finds texts, updates and compiles the catalogues, says what is still to be translated."""

from __future__ import annotations

import sys
from pathlib import Path

from storyhub.translations import PACKAGE, problems, refresh

TEMPLATES = PACKAGE.parent / "templates"


def main(templates: Path = TEMPLATES) -> int:
    for language, lacking in refresh(templates).items():
        print(f"{language}: {lacking} messages to translate")
    found = list(problems(templates))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
