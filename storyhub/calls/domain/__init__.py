"""Values of calls for stories."""
