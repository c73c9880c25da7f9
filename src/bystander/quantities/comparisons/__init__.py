"""Rates of comparisons."""
