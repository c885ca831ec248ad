"""Shapes of the exchange formats, and how they are written. Knows no database and no file system."""
