"""Exchange with other tools of qualitative research: codebooks and projects (REFI-QDA), codings as CSV and Web Annotations."""
