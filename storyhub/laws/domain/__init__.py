"""Plain values and calculations of the laws feature. No database, no web."""
