"""The shapes that travel: what can be asked of each kind of thing, and what is answered."""
