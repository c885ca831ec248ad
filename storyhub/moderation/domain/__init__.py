"""Plain values of the moderation feature. No database, no web."""
