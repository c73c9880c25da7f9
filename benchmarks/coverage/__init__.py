"""Is a 95 % interval a 95 % interval? Invented people, thousands of trials, and the truth known beforehand.

`worlds` invents trials, `settings` names the ones that are asked about, `measure` puts the package's intervals to
them, `criteria` says what is required of the result, `page` writes it down. Run `python -m benchmarks.coverage`.
"""
