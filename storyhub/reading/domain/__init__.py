"""Plain values and calculations of the reading pages. No database, no web."""
