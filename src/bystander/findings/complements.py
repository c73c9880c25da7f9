"""Shares of people found and of people missed: one is one less the other, and either may be the one that is told."""

MISSED_OF = {"tpir": "fnir", "passes-alerted": "passes-missed"}
"""Quantities of people found, each with that of the people missed, by name."""
