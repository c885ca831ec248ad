"""Where an instance finds its templates, files and migrations."""

from __future__ import annotations

from pathlib import Path

import storyhub

PACKAGE = Path(storyhub.__file__).resolve().parent
# A checkout has templates/, static/ and migrations/ beside the package; a wheel carries them inside.
SITE = PACKAGE.parent if (PACKAGE.parent / "templates").is_dir() else PACKAGE / "_site"
