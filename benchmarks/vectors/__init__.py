"""Vectors: small cases with their right values, and which tool gives others (docs/vectors.md)."""
