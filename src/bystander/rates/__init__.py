"""Rates with their doubt: curves, thresholds and intervals, from counts alone (METHODS II)."""
