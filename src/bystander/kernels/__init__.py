"""The inner loops, compiled by numba without the GIL and without fast-math; one idea a file.

Each has a twin in ``plain``, for small work and for where there is no compiler; ``compiling`` decides. Only the large
path imports them. Arrays of evidence come as read-only views, so that there is one compiled variant for each dtype of
the scores.
"""
