"""Open data: everything under CC BY as one data package."""
