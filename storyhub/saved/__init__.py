"""Saved searches: a question kept under a name, and letters about what is new to it. Knows nothing of how it is answered."""
