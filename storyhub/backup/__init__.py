"""The whole instance in one file, and back."""
