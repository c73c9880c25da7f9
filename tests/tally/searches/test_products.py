"""Products of whole numbers: exact sums, and bounds that hold."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
import pytest

from bystander.kernels import whole_products
from bystander.tally.searches.products import BYTES, PAIRS, Grain, WholeProducts

if TYPE_CHECKING:
    from pathlib import Path

ADDITIONS = [whole_products._two, whole_products._four]
if whole_products.BYTES_ARE_SOONER:
    ADDITIONS.append(whole_products._four_at_once)


@pytest.mark.parametrize("add", ADDITIONS)
def test_sums_are_those_of_whole_numbers_with_or_without_an_instruction_for_them(add: Any) -> None:
    tile, tall, panel = whole_products._tile(add), whole_products.TALL, whole_products.PANEL

    @numba.njit
    def one(rows: Any, starts: Any, panels: Any, out: Any) -> None:
        tile(rows, 0, starts, panels, 0, out)

    draw = np.random.default_rng(4)
    pairs = add is whole_products._two
    signed, other = (np.int16, np.int16) if pairs else (np.int8, np.uint8)
    ends = [np.iinfo(kind) for kind in (signed, other)]
    a = draw.integers(ends[0].min, ends[0].max, (tall, 5, 2 if pairs else 4), signed, endpoint=True) // (
        8 if pairs else 1
    )
    b = draw.integers(ends[1].min, ends[1].max, (5, panel, 2 if pairs else 4), other, endpoint=True)
    starts, out = draw.integers(-99, 99, tall, np.int32), np.empty((tall, panel), np.int32)
    one(a.view(np.int32)[..., 0], starts, b.view(np.int32)[None, ..., 0], out)
    exact = starts[:, None] + np.einsum("tkn,kpn->tp", a.astype(np.int64), b.astype(np.int64))
    np.testing.assert_array_equal(out, exact)


@pytest.mark.parametrize(("grain", "least"), [(PAIRS, 1e-4), (BYTES, 0.03)])
@pytest.mark.parametrize("width", [1, 2, 7, 64, 513])
def test_whole_products_are_never_further_off_than_they_say(width: int, grain: Grain, least: float) -> None:
    draw = np.random.default_rng(width)
    for spread in (0.0, 3.0):
        a, b = (
            (draw.standard_normal((n, width)) * 10.0 ** (spread * draw.standard_normal((n, width)))).astype(np.float32)
            for n in (13, 37)
        )
        a[1] = 0
        a[2], b[2] = np.eye(1, width, dtype=np.float32), np.eye(1, width, dtype=np.float32)
        b[3] = np.abs(b).max()  # as long, and as full, as can be
        a[3] = b[3]
        products = WholeProducts(a, b, grain)
        exact = a.astype(np.longdouble) @ b.astype(np.longdouble).T
        for first, last in ((0, 37), (5, 36), (16, 17)):
            rows = np.array([12, 3, 4, 1, 2])
            product, left = products.block(rows, first, last)
            worth = product[:, left : left + last - first] * products.unit[rows, None]
            off = np.abs(worth - exact[rows, first:last])
            size = np.linalg.norm(a[rows].astype(float), axis=1) * np.linalg.norm(b.astype(float), axis=1).max()
            assert (off <= (products.slack[rows] + 1e-15 * size)[:, None]).all()
            assert (products.slack[rows] <= least * np.sqrt(width) * size + 1e-300).all()


def test_a_processor_that_the_compiler_is_told_of_gets_no_instruction_of_this_one(tmp_path: Path) -> None:
    """numba can be told to compile for an old processor: one process here, where a newer one's code would crash it."""
    told = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "NUMBA_CACHE_DIR": str(tmp_path)}
    code = (
        "import numpy as np\n"
        "from bystander.kernels import whole_products as w\n"
        "rows, starts = np.full((w.TALL, 3), 0x02020202, np.int32), np.ones(w.TALL, np.int32)\n"
        "panels, out = np.full((1, 3, w.PANEL), 0x03030303, np.int32), np.zeros((w.TALL, w.PANEL), np.int32)\n"
        "w.products_of_bytes(rows, starts, panels, out)\n"
        "print(w.WIDE, w.BYTES_ARE_SOONER, *np.unique(out))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | told, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "False", str(1 + 3 * 4 * 2 * 3)], done.stderr
