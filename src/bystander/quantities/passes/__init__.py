"""What a seeded operational test measures: how often volunteers who are on the watchlist set off an alert."""
