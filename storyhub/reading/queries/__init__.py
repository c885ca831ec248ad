"""What the public pages show, gathered from several features with a constant number of SQL queries a page."""
