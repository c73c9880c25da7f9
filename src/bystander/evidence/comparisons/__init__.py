"""A trial of comparisons: two samples and a score each, with the truth of whether they are of one person."""
