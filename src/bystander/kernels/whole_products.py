"""Products of vectors of 16-bit whole numbers: exact, and sooner than those of single precision.

Nearly every processor multiplies pairs of 16-bit numbers and adds the two products in one instruction (``vpmaddwd`` on
x86): twice the products of an instruction in single precision. It works on registers, which numba has no words for, so
the innermost tile is written as LLVM. Nothing in it names a machine: one without that instruction gives the same sums.
Only how wide a register is taken to be is the machine's: 512 bits where it says that it has them, else 256.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from bystander.kernels.compiling import Array

WIDE = bool(binding.get_host_cpu_features().get("avx512bw"))
LANES = 16 if WIDE else 8  # sums in a register
ACROSS, TALL = 2, 6  # registers and rows of a tile: twelve of AVX2's sixteen registers
PANEL = LANES * ACROSS  # columns of a tile

_NUMBER = ir.IntType(32)  # one sum, or two factors of 16 bits
_SUMS, _TERMS = ir.VectorType(_NUMBER, LANES), ir.VectorType(_NUMBER, 2 * LANES)
_FACTORS = ir.VectorType(ir.IntType(16), 2 * LANES)
_ZEROS = ir.Constant(_SUMS, None)


def _factors(builder: Any, vector: Any) -> Any:
    return builder.sext(builder.bitcast(vector, _FACTORS), _TERMS)


def _everywhere(builder: Any, number: Any) -> Any:
    one = builder.insert_element(_ZEROS, number, ir.Constant(_NUMBER, 0))
    return builder.shuffle_vector(one, _ZEROS, _ZEROS)


def _two_products(builder: Any, a: Any, b: Any) -> Any:
    """Return the sums of products of neighbours: the pattern in which LLVM sees the instruction."""
    terms = builder.mul(a, b)
    even, odd = (ir.Constant(_SUMS, list(range(first, 2 * LANES, 2))) for first in (0, 1))
    return builder.add(builder.shuffle_vector(terms, terms, even), builder.shuffle_vector(terms, terms, odd))


def _written(_typing: Any, rows: Any, row: Any, panels: Any, panel: Any, out: Any) -> Any:
    """Write the products of ``TALL`` rows, from one on, with the columns of one panel."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        a, b, c = (context.make_array(signature.args[i])(context, builder, arguments[i]) for i in (0, 2, 4))
        length = cgutils.unpack_tuple(builder, a.shape)[1]
        columns = cgutils.unpack_tuple(builder, c.shape)[1]

        def number(value: int) -> Any:
            return context.get_constant(types.intp, value)

        def register_at(base: Any, at: Any, register: int) -> Any:
            start = builder.add(at, number(register * LANES))
            return builder.bitcast(builder.gep(base, [start]), _SUMS.as_pointer())

        lines = [builder.add(arguments[1], number(x)) for x in range(TALL)]
        left = [builder.gep(a.data, [builder.mul(line, length)]) for line in lines]
        first = builder.mul(arguments[3], number(PANEL))
        right = builder.gep(b.data, [builder.mul(first, length)])
        sums = [[cgutils.alloca_once_value(builder, _ZEROS) for _ in range(ACROSS)] for _ in lines]
        with cgutils.for_range(builder, length) as step:
            at = builder.mul(step.index, number(PANEL))
            there = [_factors(builder, builder.load(register_at(right, at, y), align=4)) for y in range(ACROSS)]
            for line, totals in zip(left, sums, strict=True):
                here = _factors(builder, _everywhere(builder, builder.load(builder.gep(line, [step.index]))))
                for total, factors in zip(totals, there, strict=True):
                    builder.store(builder.add(builder.load(total), _two_products(builder, here, factors)), total)
        for line, totals in zip(lines, sums, strict=True):
            start = builder.add(builder.mul(line, columns), first)
            for y, total in enumerate(totals):
                builder.store(builder.load(total), register_at(c.data, start, y), align=4)
        return context.get_dummy_value()

    return types.void(rows, row, panels, panel, out), generate


_tile: Any = intrinsic(_written)


@kernel()
def whole_products(rows: Array, panels: Array, out: Array) -> None:
    """Fill ``out`` with the products of rows and columns; all are pairs of int16 in int32.

    ``rows`` is n x d, n a multiple of ``TALL``; ``panels`` is m x d x ``PANEL``; ``out`` is n x (m ``PANEL``).
    """
    for panel in range(len(panels)):
        for row in range(0, len(rows), TALL):
            _tile(rows, row, panels, panel, out)


@kernel()
def measure(vectors: Array, length: Array, largest: Array) -> None:
    """Return the length of each vector, and how large its largest coordinate is."""
    for i in range(len(vectors)):
        total, most = 0.0, 0.0
        for k in range(vectors.shape[1]):
            x = abs(np.float64(vectors[i, k]))
            total += x * x
            most = max(most, x)
        length[i], largest[i] = np.sqrt(total), most


@kernel()
def round_off(vectors: Array, scale: Array, out: Array, lost: Array) -> None:
    """Round scaled vectors to whole numbers of 16 bits, and give the length of what is lost."""
    for i in range(len(vectors)):
        total = 0.0
        for k in range(vectors.shape[1]):
            x = np.float64(vectors[i, k])
            whole = np.rint(x * scale[i])
            out[i, k] = np.int16(whole)
            total += (x - whole / scale[i]) ** 2
        lost[i] = np.sqrt(total)
