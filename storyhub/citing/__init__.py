"""How things are cited and linked: citations in the field's formats, addresses that never die, linked data, cards to share."""
