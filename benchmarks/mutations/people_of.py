"""People from pairs of samples: whoever a chain of mated pairs joins is one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def joined(names: Iterable[str], links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the first name of the chain that each name is in."""
    of = {name: name for name in names}

    def root(name: str) -> str:
        while of.setdefault(name, name) != name:
            name = of[name]
        return name

    for a, b in links:
        if a and b:
            of[root(a)] = root(b)
    return {name: root(name) for name in [*of]}
