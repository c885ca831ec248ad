"""The one error of backing up and restoring: a sentence for the operator."""

from __future__ import annotations


class BackupProblem(Exception):
    """Why it cannot be done, and what to do instead. Nothing was left half-done."""
