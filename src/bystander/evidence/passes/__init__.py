"""Seeded operational tests: volunteers who are on the watchlist pass the cameras, and alerts are noted."""
