"""OAI-PMH 2.0: other libraries harvest stories, laws and editions."""
