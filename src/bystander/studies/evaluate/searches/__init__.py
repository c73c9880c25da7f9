"""The evaluation of a trial of searches."""
