"""Philox4x64-10, the generator that numpy calls ``Philox``: four random words of 64 bits for a counter and a key.

Source: Salmon, Moraes, Dror and Shaw (2011). A round needs the upper half of a product of two words, for which Python
has no operation: it is one instruction, written with numba's own llvmlite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bystander.kernels.compiling import compiler, kernel

if TYPE_CHECKING:
    Word = np.uint64

_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)


def _upper_half() -> Any:  # noqa: ANN401 - what numba makes of it has no type
    """Return a function that compiled code may call: the upper 64 bits of the product of two words."""
    if not compiler():
        return None
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    word, wide = ir.IntType(64), ir.IntType(128)

    @intrinsic
    def upper_half(_context: Any, _a: Any, _b: Any) -> Any:  # noqa: ANN401
        def code(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:  # noqa: ANN401
            product = builder.mul(*(builder.zext(one, wide) for one in arguments))
            return builder.trunc(builder.lshr(product, wide(64)), word)

        return types.uint64(types.uint64, types.uint64), code

    return upper_half


_upper = _upper_half()


@kernel()
def words(counter: int, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Return four random words for a counter below 2^64 and a key of two words."""
    c0, c1, c2, c3 = np.uint64(counter), np.uint64(0), np.uint64(0), np.uint64(0)
    for _ in range(10):
        h0, h1 = _upper(_M0, c0), _upper(_M1, c2)
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, _M1 * c2, h0 ^ c3 ^ k1, _M0 * c0
        k0 += _W0
        k1 += _W1
    return c0, c1, c2, c3
