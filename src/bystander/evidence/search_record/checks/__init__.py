"""Checks of search records, one coded check a file; each says what it found, what it means and what to do."""
