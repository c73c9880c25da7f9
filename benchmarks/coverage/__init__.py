"""Is a 95 % interval a 95 % interval? Invented people, thousands of trials, and the truth known beforehand.

`worlds` invents trials, `settings` names the ones that are asked about, `measure` puts the package's intervals to
them, `criteria` says what is required of the result, `page` writes it down. Run `python -m benchmarks.coverage`.
"""

import os

# The matrices are small and the processes share the cores: more threads of linear algebra would burn thirty times the
# time waiting for each other. Before numpy is imported, which looks once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
