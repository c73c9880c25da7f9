"""Nobody asks numpy for distinct values alone: it hashes whole numbers, and sorting them takes a fraction of that."""

from __future__ import annotations

import ast

from tests.architecture.imports import source_files

NUMPY = {"np", "numpy"}
SORTS = {"return_index", "return_inverse", "return_counts"}  # with any of them numpy sorts


def hashing(source: str) -> list[int]:
    """Return the lines that call ``numpy.unique`` for nothing but the values."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "unique"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in NUMPY
        and not SORTS & {keyword.arg for keyword in node.keywords}
    ]


def test_distinct_values_are_asked_of_the_function_that_sorts() -> None:
    assert {str(p): found for p in source_files() if (found := hashing(p.read_text("utf-8")))} == {}


def test_a_call_that_hashes_would_be_found() -> None:
    assert hashing("import numpy as np\na = np.unique(b)\nc = np.unique(d, return_counts=True)\n") == [2]
    assert hashing("import numpy as np\na = np.unique(b, axis=1)\n") == [2]
