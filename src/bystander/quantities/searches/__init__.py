"""Rates of searches."""
