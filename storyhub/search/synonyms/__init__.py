"""Other words for what is looked for."""
