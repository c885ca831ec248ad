"""Files of other programs → projects and codebooks, or a refusal that says why. No database, no file system."""
