"""Plain values and calculations of the stories feature. No database, no web."""
