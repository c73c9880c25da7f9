"""The evaluation of a trial of comparisons."""
