"""Making the files of the open data, keeping them, and withholding them the moment one story in them may not be given away."""

from storyhub.dataset.service.incremental import changed_since
from storyhub.dataset.service.keeping import Ready, drop, has_to_wait, ready
from storyhub.dataset.service.making import make

MAKE = "dataset.make"
FOLDER = "dataset"

__all__ = ["FOLDER", "MAKE", "Ready", "changed_since", "drop", "has_to_wait", "make", "ready"]
