"""Plain values of the API: what can be asked, what is answered, and the document that says so."""
