"""What can be cited and how each format writes it. Plain values and texts; nothing here knows the database or a page."""
