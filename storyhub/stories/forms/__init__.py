"""What people and files hand in → drafts. Knows neither requests nor rows."""
