"""Plain values of saved searches."""
