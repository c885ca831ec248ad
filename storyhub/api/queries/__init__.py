"""Reads for the API, each with a constant number of SQL queries. What is public, the features below decide."""
