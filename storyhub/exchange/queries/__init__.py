"""What is exchanged, read from the site: its codebook, its public codings, and what a file's codes and texts are here."""
