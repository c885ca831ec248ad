"""Plain values of the accounts feature. No database, no web."""
