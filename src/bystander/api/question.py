"""What is asked of a trial, and how it is to be answered: the same for the library, the command line and the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bystander.tally.comparisons.acceptance import Accept, Failures

SMALL_CELL = 10  # people; as bystander.evidence.people.groups has it, which is imported late
BOTH = ("thresholds", "accept", "failures", "level", "seed", "replicates", "small_cell")  # of any trial


@dataclass(frozen=True, kw_only=True)
class Question:
    """The options of an evaluation, as :func:`bystander.evaluate` explains them; ``said``: the names of those given."""

    targets: Sequence[float] = ()
    thresholds: Sequence[float] = ()
    accept: Accept = "ge"
    failures: Failures = "fold"
    level: float = 0.95
    seed: int = 1
    replicates: int = 2000
    threads: int | None = None
    fpir_targets: Sequence[float] = ()
    rank: int | None = None
    small_cell: int = SMALL_CELL
    said: frozenset[str] = frozenset()

    @classmethod
    def of(cls, values: Mapping[str, Any], said: Collection[str] | None = None) -> Question:
        """Return the question of some values, None being one left out.

        ``said``: the names that were given, where that is known; otherwise those that are not as usual.
        """
        names = {f.name for f in fields(cls)} - {"said"}
        given = {name: value for name, value in values.items() if name in names and value is not None}
        if said is None:
            said = [name for name, value in given.items() if not _same(value, getattr(USUAL, name))]
        return cls(**given, said=frozenset(said) & names)

    @classmethod
    def of_each(
        cls, systems: Iterable[str], thresholds: Sequence[float | Mapping[str, float]], asked: Mapping[str, Any]
    ) -> list[Question]:
        """Return the question of each system of a comparison, with the thresholds that it has of its own."""
        own = {name: [t[name] if isinstance(t, Mapping) else t for t in thresholds] for name in systems}
        return [cls.of({**asked, "thresholds": tuple(given)}) for given in own.values()]

    def asks(self, name: str) -> bool:
        """Return whether something is asked: a value, or one value at least of several."""
        return not _same(getattr(self, name), ()) and getattr(self, name) is not None

    def options(self, *names: str) -> dict[str, Any]:
        """Return some of the options by name."""
        return {name: getattr(self, name) for name in names}


def _same(value: Any, usual: Any) -> bool:  # noqa: ANN401 - the value of any option
    """Return whether a value is the usual one, be it an array or a list of nothing."""
    return len(value) == 0 if usual == () and hasattr(value, "__len__") else bool(value == usual)


USUAL = Question()
