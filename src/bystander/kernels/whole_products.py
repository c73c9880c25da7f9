"""Products of vectors of whole numbers: exact, and sooner than those of single precision.

Nearly every processor multiplies pairs of 16-bit numbers and adds the two products in one instruction (``vpmaddwd`` on
x86): twice the products of an instruction in single precision. Some do the same with four pairs of 8 bits, one of each
pair without a sign (``vpdpbusd``): twice as many again. Both work on registers, which numba has no words for, so the
innermost tile is written as LLVM. Two things are the machine's: how wide a register is taken to be, 512 bits where it
says that it has them, else 256; and the instruction for bytes, which is named only where it says that it has it. One
without it gets the same sums. It is numba that is asked, since it can be told to write for another machine than this.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import intrinsic

from bystander.kernels.compiling import kernel

if TYPE_CHECKING:
    from collections.abc import Callable

    from bystander.kernels.compiling import Array

_FEATURES = cpu_target.target_context.codegen().magic_tuple()[2].split(",")  # as its cache of compiled code is keyed
WIDE = "+avx512bw" in _FEATURES
BYTES_ARE_SOONER = ("+avx512vnni" if WIDE else "+avxvnni") in _FEATURES
LANES = 16 if WIDE else 8  # sums in a register
ACROSS, TALL = 2, 6  # registers and rows of a tile: twelve of AVX2's sixteen registers
PANEL = LANES * ACROSS  # columns of a tile
UNSIGNED = 128  # what is added to bytes of panels, so that they have no sign

_NUMBER = ir.IntType(32)  # one sum, or two factors of 16 bits, or four of 8
_SUMS = ir.VectorType(_NUMBER, LANES)
_NONE = ir.Constant(_SUMS, None)


def _everywhere(builder: Any, number: Any) -> Any:
    one = builder.insert_element(_NONE, number, ir.Constant(_NUMBER, 0))
    return builder.shuffle_vector(one, _NONE, _NONE)


def _products(builder: Any, a: Any, b: Any) -> Any:
    """Return the sums of products of neighbours, as many as make up 32 bits: the pattern that LLVM knows for two."""
    terms = builder.mul(a, b)
    many = terms.type.count // LANES
    every = [ir.Constant(_SUMS, list(range(first, many * LANES, many))) for first in range(many)]
    parts = [builder.shuffle_vector(terms, terms, places) for places in every]
    while len(parts) > 1:
        parts = [builder.add(x, y) for x, y in zip(parts[::2], parts[1::2], strict=True)]
    return parts[0]


def _factors(builder: Any, register: Any, bits: int, extend: str) -> Any:
    many = 32 // bits * LANES
    narrow = builder.bitcast(register, ir.VectorType(ir.IntType(bits), many))
    return getattr(builder, extend)(narrow, ir.VectorType(_NUMBER, many))


def _two(builder: Any, total: Any, row: Any, panel: Any) -> Any:
    """Add two products of 16 bits to every sum."""
    a, b = (_factors(builder, register, 16, "sext") for register in (row, panel))
    return builder.add(total, _products(builder, a, b))


def _four(builder: Any, total: Any, row: Any, panel: Any) -> Any:
    """Add four products of bytes to every sum; those of a panel have no sign."""
    a, b = _factors(builder, row, 8, "sext"), _factors(builder, panel, 8, "zext")
    return builder.add(total, _products(builder, a, b))


def _four_at_once(builder: Any, total: Any, row: Any, panel: Any) -> Any:
    """Do the same in one instruction, by its name: LLVM sees no pattern for it."""
    name, kind = f"llvm.x86.avx512.vpdpbusd.{32 * LANES}", ir.FunctionType(_SUMS, [_SUMS] * 3)
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, name), [total, panel, row])


def _tile(add: Callable[..., Any]) -> Any:
    """Return what writes the products of ``TALL`` rows, from one on, with the columns of one panel."""

    def written(_typing: Any, rows: Any, row: Any, starts: Any, panels: Any, panel: Any, out: Any) -> Any:  # noqa: PLR0917
        return types.void(rows, row, starts, panels, panel, out), partial(_generated, add)

    return intrinsic(written)


def _generated(add: Callable[..., Any], context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    a, starts, b, c = (context.make_array(signature.args[i])(context, builder, arguments[i]) for i in (0, 2, 3, 5))
    length = cgutils.unpack_tuple(builder, a.shape)[1]
    columns = cgutils.unpack_tuple(builder, c.shape)[1]
    number = partial(context.get_constant, types.intp)

    def registers_at(base: Any, at: Any) -> list[Any]:
        places = [builder.gep(base, [builder.add(at, number(register * LANES))]) for register in range(ACROSS)]
        return [builder.bitcast(place, _SUMS.as_pointer()) for place in places]

    lines = [builder.add(arguments[1], number(x)) for x in range(TALL)]
    left = [builder.gep(a.data, [builder.mul(line, length)]) for line in lines]
    first = builder.mul(arguments[4], number(PANEL))
    right = builder.gep(b.data, [builder.mul(first, length)])
    begin = [_everywhere(builder, builder.load(builder.gep(starts.data, [line]))) for line in lines]
    sums = [[cgutils.alloca_once(builder, _SUMS) for _ in range(ACROSS)] for _ in lines]
    for totals, start in zip(sums, begin, strict=True):
        for total in totals:
            builder.store(start, total)
    with cgutils.for_range(builder, length) as step:
        there = [builder.load(at, align=4) for at in registers_at(right, builder.mul(step.index, number(PANEL)))]
        for line, totals in zip(left, sums, strict=True):
            here = _everywhere(builder, builder.load(builder.gep(line, [step.index])))
            for total, factors in zip(totals, there, strict=True):
                builder.store(add(builder, builder.load(total), here, factors), total)
    for line, totals in zip(lines, sums, strict=True):
        places = registers_at(c.data, builder.add(builder.mul(line, columns), first))
        for total, place in zip(totals, places, strict=True):
            builder.store(builder.load(total), place, align=4)
    return context.get_dummy_value()


_tile_of_pairs, _tile_of_bytes = _tile(_two), _tile(_four_at_once if BYTES_ARE_SOONER else _four)


@kernel()
def products_of_pairs(rows: Array, starts: Array, panels: Array, out: Array) -> None:
    """Fill ``out`` with ``starts`` and the products of rows and columns; all are pairs of int16 in int32.

    ``rows`` is n x d, n a multiple of ``TALL``, ``starts`` is n; ``panels`` is m x d x ``PANEL``; ``out`` is n x
    (m ``PANEL``).
    """
    for panel in range(len(panels)):
        for row in range(0, len(rows), TALL):
            _tile_of_pairs(rows, row, starts, panels, panel, out)


@kernel()
def products_of_bytes(rows: Array, starts: Array, panels: Array, out: Array) -> None:
    """Do the same with four numbers of 8 bits in an int32: int8 in rows, and in panels uint8, ``UNSIGNED`` too high."""
    for panel in range(len(panels)):
        for row in range(0, len(rows), TALL):
            _tile_of_bytes(rows, row, starts, panels, panel, out)


@kernel()
def whole_sums(probes: Array, references: Array, p: Array, r: Array, out: Array) -> None:
    """Fill ``out`` with the products of pairs of vectors of whole numbers, whose sums do not leave 32 bits."""
    for i in range(len(p)):
        a, b = probes[p[i]], references[r[i]]
        total = np.int32(0)
        for k in range(probes.shape[1]):
            total = np.int32(total + np.int32(np.int32(a[k]) * np.int32(b[k])))
        out[i] = total


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
    """Round scaled vectors to whole numbers, and give the length of what is lost."""
    for i in range(len(vectors)):
        total = 0.0
        for k in range(vectors.shape[1]):
            x = np.float64(vectors[i, k])
            whole = np.rint(x * scale[i])
            out[i, k] = np.int32(whole)
            total += (x - whole / scale[i]) ** 2
        lost[i] = np.sqrt(total)
