"""Which rate, from which counts."""
