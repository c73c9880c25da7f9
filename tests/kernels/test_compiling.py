"""What a first kernel brings with it: no more than it takes, and nothing that others miss afterwards."""

from __future__ import annotations

import subprocess
import sys

FIRST = """
import sys
import numpy as np
from bystander.kernels.by_code import tick
assert tick(np.zeros(3, np.int64), 0, np.zeros(1, bool)) == 0
print("scipy.linalg" in sys.modules, "scipy.linalg.cython_blas" in sys.modules)
"""
BESIDE = """
import numba
print(numba.njit(lambda a, b: np.dot(a, b))(2 * np.eye(2), np.eye(2)).tolist())
"""
BEFORE = """
import sys
import scipy.linalg.cython_blas as there
from bystander.kernels.compiling import compiler
print(compiler(), sys.modules["scipy.linalg.cython_blas"] is there)
"""


def said(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_a_first_kernel_takes_no_linear_algebra_and_leaves_it_to_others() -> None:
    assert said(FIRST + BESIDE) == ["False False", "[[2.0, 0.0], [0.0, 2.0]]"]


def test_linear_algebra_that_is_there_stays() -> None:
    assert said(BEFORE) == ["True True"]
