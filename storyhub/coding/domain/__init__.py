"""Plain values and calculations of coding. No database, no web."""
