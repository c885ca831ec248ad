"""Search: the query language, the index, and keeping it in step. Knows no feature above it."""
