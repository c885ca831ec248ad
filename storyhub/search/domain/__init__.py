"""Plain values every room of search agrees on: documents, query trees, requests and pages. Standard library only."""
