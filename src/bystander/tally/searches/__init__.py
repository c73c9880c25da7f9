"""Counts of searches: the best wrong score of each, and the score and rank of the right person."""
