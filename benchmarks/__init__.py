"""Benchmarks, each a command that writes JSON: speed against peers, coverage against the promise."""
