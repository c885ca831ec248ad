"""`dev.py bench search`, `bench page`, `bench freshness`: the search measured beside its peers. Nothing here is a test."""
