"""A seeded operational test becomes findings."""
