"""Speed against peers, measured in one run: CPU seconds, wall seconds and peak memory of each."""
