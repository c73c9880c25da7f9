"""Philox4x64-10, the generator that numpy calls ``Philox``: four random words of 64 bits for a counter and a key.

Source: Salmon, Moraes, Dror and Shaw (2011). A round needs both halves of the products of two words, for which Python
has no operation: it is one instruction, written with numba's own llvmlite, and nearly all that a number costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.compiling import compiler, kernel

if TYPE_CHECKING:
    Word = np.uint64

_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)


def _both_halves() -> Any:  # noqa: ANN401 - what numba makes of it has no type
    """Return a function that compiled code may call: the upper and the lower 64 bits of the product of two words."""
    if not compiler():
        return None
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    word, wide = ir.IntType(64), ir.IntType(128)

    @intrinsic
    def both_halves(_context: Any, _a: Any, _b: Any) -> Any:  # noqa: ANN401
        signature = types.UniTuple(types.uint64, 2)(types.uint64, types.uint64)  # type: ignore[no-untyped-call]

        def code(target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401
            product = builder.mul(*(builder.zext(one, wide) for one in arguments))
            halves = builder.trunc(builder.lshr(product, wide(64)), word), builder.trunc(product, word)
            return target.make_tuple(builder, signature.return_type, halves)

        return signature, code

    return both_halves


_halves = _both_halves()


@kernel()
def words(counter: int, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return four random words for a counter below 2^64 and a key of two words."""
    c0, c1, c2, c3 = np.uint64(counter), np.uint64(0), np.uint64(0), np.uint64(0)
    for _ in range(10):
        (h0, l0), (h1, l1) = _halves(_M0, c0), _halves(_M1, c2)
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
        k0 += _W0
        k1 += _W1
    return c0, c1, c2, c3
