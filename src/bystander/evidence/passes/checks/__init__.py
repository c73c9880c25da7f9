"""What may be wrong with a seeded operational test."""
