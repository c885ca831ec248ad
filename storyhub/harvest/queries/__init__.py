"""Reads for harvesters: what is public of stories, laws and editions now, and lists of it by the ledger of changes."""
