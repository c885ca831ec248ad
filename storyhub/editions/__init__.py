"""Numbered editions: prepared by curators, frozen for ever, served as a book in many files."""
