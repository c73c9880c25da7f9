"""The right values of the vectors, from definitions, in exact arithmetic.

Nothing here imports the package that is tested with them: fractions where a value is rational, mpmath at 45 digits
where it is not. ``python -m benchmarks.vectors.right`` writes the files in vectors/.
"""
