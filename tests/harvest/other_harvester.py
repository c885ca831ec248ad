"""The harvester that is not ours. Its source has an escape that newer Pythons warn of, which is none of our business."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from sickle import Sickle

__all__ = ["Sickle"]
