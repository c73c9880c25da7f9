"""What the counts of a deployment record are asked for."""
