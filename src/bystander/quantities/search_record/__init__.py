"""What the counts of a search record are asked for."""
