"""Verbs of the API: making and revoking tokens. Everything else is done by the verbs of the features below."""
