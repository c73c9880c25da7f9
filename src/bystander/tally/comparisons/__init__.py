"""Counts of comparisons: errors at any threshold, by person and by pair, exactly."""
